import { SECRET_FEATURES, SECRET_HOSTS, SECRET_SUPPORT, secretHost, secretRefusal } from '../../src/facts/secrets-capability';

test.each(SECRET_FEATURES)('%s has a value for every host', feature => {
  expect(Object.keys(SECRET_SUPPORT[feature]).sort()).toEqual([...SECRET_HOSTS].sort());
});

test.each([
  ['secretJsonKey', 'FARGATE_LINUX', '1.3.0', { since: '1.4.0' }],
  ['secretVersionId', 'FARGATE_LINUX', '1.3.0', { since: '1.4.0' }],
  ['secretJsonKey', 'FARGATE_LINUX', '1.4.0', undefined],
  ['secretJsonKey', 'FARGATE_LINUX', 'LATEST', undefined],
  ['secretJsonKey', 'FARGATE_LINUX', undefined, undefined],
  ['secretJsonKey', 'FARGATE_WINDOWS', '1.0.0', undefined],
  ['secretJsonKey', 'EC2_LINUX', undefined, undefined],
  ['secret', 'FARGATE_LINUX', '1.3.0', undefined],
  ['secret', 'FARGATE_LINUX', '1.2.0', { since: '1.3.0' }],
  ['parameter', 'FARGATE_LINUX', '1.2.0', { since: '1.3.0' }],
  ['registryCredentials', 'FARGATE_LINUX', '1.2.0', undefined],
  ['registryCredentials', 'FARGATE_WINDOWS', '1.0.0', undefined],
  ['parameterVersion', 'MANAGED_INSTANCES', undefined, {}],
  ['fireLensValue', 'EC2_WINDOWS', undefined, {}],
] as const)('%s on %s %s: %p', (feature, host, platformVersion, refusal) => {
  expect(secretRefusal(feature, host, platformVersion)).toEqual(refusal);
});

test('versions are compared as numbers, not as strings', () => {
  expect(secretRefusal('secretJsonKey', 'FARGATE_LINUX', '1.10.0')).toBeUndefined();
});

test.each([
  ['FARGATE', 'LINUX', 'FARGATE_LINUX'],
  ['FARGATE', 'WINDOWS_SERVER_2019_FULL', 'FARGATE_WINDOWS'],
  ['EXTERNAL', undefined, 'EXTERNAL'],
  ['EC2', undefined, undefined],
] as const)('%s with operating system %s is %s', (compute, family, host) => {
  expect(secretHost(compute, family)).toBe(host);
});
