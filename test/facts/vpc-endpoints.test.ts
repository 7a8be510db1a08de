import * as fc from 'fast-check';
import { ECR_HOST } from '../../src/facts/ecr-images';
import { endpointServiceOf, publicRegistryOf, TASK_ENDPOINTS } from '../../src/facts/vpc-endpoints';

const SERVICES = [...new Set(Object.values(TASK_ENDPOINTS).flat())];

test.each(['com.amazonaws.eu-west-1', 'cn.com.amazonaws.cn-north-1'])('the name of an endpoint contains its service in %s', prefix => {
  expect(SERVICES.map(service => endpointServiceOf(`${prefix}.${service}`))).toEqual(SERVICES);
});

test.each(['com.amazonaws.eu-west-1.kms-fips', 'com.amazonaws.eu-west-1.s3express', 'com.amazonaws.eu-west-1.logs.extra', ''])("'%s' is not an endpoint of a service that tasks use", name => {
  expect(endpointServiceOf(name)).toBeUndefined();
});

test.each([
  '111122223333.dkr.ecr.eu-west-1.amazonaws.com/app',
  '111122223333.dkr.ecr-fips.us-gov-west-1.amazonaws.com/app',
  '111122223333.dkr-ecr.eu-west-1.on.aws/app',
  '111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/app',
])('%s is an Amazon ECR image', image => {
  expect(ECR_HOST.test(image)).toBe(true);
});

test('an image without a host is a Docker Hub image', () => {
  const name = fc.stringMatching(/^[a-z0-9]+([_-][a-z0-9]+)*$/);
  fc.assert(fc.property(name, name, (namespace, image) => {
    expect([publicRegistryOf(image), publicRegistryOf(`${namespace}/${image}:1.2`)]).toEqual(['docker.io', 'docker.io']);
  }));
});

test('an image from an unlisted host is not from a known public registry', () => {
  fc.assert(fc.property(fc.domain(), fc.nat(65535), (host, port) => {
    expect(publicRegistryOf(`${host}:${port}/app`)).toBeUndefined();
  }));
});
