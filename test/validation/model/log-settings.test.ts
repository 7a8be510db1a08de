import { missingLogOptions, unsupportedLogDriver } from '../../../src/validation/model/queries/log-settings';
import { appOf } from '../../support/model';

const PARAMETER = { Ref: 'Parameter' };

function taskOn(system: unknown, LogConfiguration: object) {
  const properties = {
    RequiresCompatibilities: ['FARGATE'], RuntimePlatform: { OperatingSystemFamily: system }, ContainerDefinitions: [{ Name: 'app', LogConfiguration }],
  };
  const [task] = appOf({ Task: { Type: 'AWS::ECS::TaskDefinition', Properties: properties } }).taskDefinitions;
  return { task, logging: task.containers[0].logging };
}

test.each<[string, unknown, unknown, boolean | undefined]>([
  ['Linux has splunk', 'LINUX', 'splunk', undefined],
  ['Linux refuses json-file', 'LINUX', 'json-file', true],
  ['Windows has awslogs', 'WINDOWS_SERVER_2022_CORE', 'awslogs', undefined],
  ['Windows may refuse splunk', 'WINDOWS_SERVER_2022_CORE', 'splunk', false],
  ['Windows may refuse awsfirelens', 'WINDOWS_SERVER_2022_CORE', 'awsfirelens', false],
  ['Windows refuses json-file', 'WINDOWS_SERVER_2022_CORE', 'json-file', true],
  ['an unknown system may have splunk', PARAMETER, 'splunk', undefined],
  ['an unknown system refuses json-file', PARAMETER, 'json-file', true],
  ['an unknown log driver may be supported', 'WINDOWS_SERVER_2022_CORE', PARAMETER, undefined],
])('on Fargate, %s', (_, system, LogDriver, isRefused) => {
  const { task, logging } = taskOn(system, { LogDriver });
  expect(unsupportedLogDriver(logging, task)?.isRefused).toBe(isRefused);
});

test.each<[string, object, readonly string[]]>([
  ['absent and empty options', { LogDriver: 'awslogs', Options: { 'awslogs-group': '' } }, ['awslogs-group', 'awslogs-region', 'awslogs-stream-prefix']],
  ['no option that is unknown', { LogDriver: 'awslogs', Options: PARAMETER }, []],
  ['no option of an unknown log driver', { LogDriver: PARAMETER }, []],
  ['no option that a secret sets', { LogDriver: 'splunk', SecretOptions: [{ Name: 'splunk-token' }] }, ['splunk-url']],
  ['no option that an unknown secret may set', { LogDriver: 'splunk', SecretOptions: PARAMETER }, []],
])('of the required log options, %s are missing', (_, settings, options) => {
  const { task, logging } = taskOn('LINUX', settings);
  expect(missingLogOptions(logging, task).map(({ option }) => option)).toEqual(options);
});
