import { appOf } from '../../support/model';

const taskWith = (properties: object, more: object = {}) => appOf({ Task: { Type: 'AWS::ECS::TaskDefinition', Properties: properties }, ...more }).taskDefinitions[0];
const PARAMETER = { Ref: 'Parameter' };
const ON_FARGATE = { Service: { Type: 'AWS::ECS::Service', Properties: { LaunchType: 'FARGATE', TaskDefinition: { Ref: 'Task' } } } };

describe('the hosts of a task definition', () => {
  test.each<[string, object, readonly (readonly string[])[]]>([
    ['Linux on Fargate by default', { RequiresCompatibilities: ['FARGATE'] }, [['FARGATE_LINUX']]],
    ['Windows on Fargate', { RequiresCompatibilities: ['FARGATE'], RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } }, [['FARGATE_WINDOWS']]],
    ['either on Fargate with an unknown operating system', { RequiresCompatibilities: ['FARGATE'], RuntimePlatform: { OperatingSystemFamily: PARAMETER } }, [['FARGATE_LINUX', 'FARGATE_WINDOWS']]],
    ['either on EC2, because the instance decides', { RequiresCompatibilities: ['EC2'] }, [['EC2_LINUX', 'EC2_WINDOWS']]],
    ['Linux on EC2 in bridge mode, which Windows does not have', { RequiresCompatibilities: ['EC2'], NetworkMode: 'bridge' }, [['EC2_LINUX']]],
    ['either on EC2 with an unknown network mode', { RequiresCompatibilities: ['EC2'], NetworkMode: PARAMETER }, [['EC2_LINUX', 'EC2_WINDOWS']]],
    ['Managed Instances', { RequiresCompatibilities: ['MANAGED_INSTANCES'] }, [['MANAGED_INSTANCES']]],
    ['one list for each launch type', { RequiresCompatibilities: ['EC2', 'FARGATE'], NetworkMode: 'host' }, [['EC2_LINUX'], ['FARGATE_LINUX']]],
  ])('%s', (_, properties, hosts) => { expect(taskWith(properties).hosts).toEqual(hosts); });
});

describe('without RequiresCompatibilities the task runners decide about the compute', () => {
  test('if the list is absent', () => { expect(taskWith({}, ON_FARGATE).computes).toEqual(['FARGATE']); });
  test('not if the list is unknown', () => { expect(taskWith({ RequiresCompatibilities: PARAMETER }, ON_FARGATE).computes).toEqual([]); });
});

describe('a task definition may run on a compute that it does not name', () => {
  test.each<[string, object, boolean]>([
    ['if the list is unknown', { RequiresCompatibilities: PARAMETER }, true],
    ['if an element of the list is unknown', { RequiresCompatibilities: ['FARGATE', PARAMETER] }, true],
    ['not if the list is known', { RequiresCompatibilities: ['FARGATE'] }, false],
  ])('%s', (_, properties, expected) => { expect(taskWith(properties).mayRunOn('EC2')).toBe(expected); });
});
