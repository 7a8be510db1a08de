import { BARE_IMAGES, SYSTEMS_WITHOUT_EXEC } from '../../../facts/exec';
import type { TaskDefinition } from '../../model/entities/task-definition';
import type { TaskRunner } from '../../model/entities/task-runner';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'ECS Exec is enabled only for tasks that support it',
  severity: 'warning',
  outcome: 'ignored',
  why: 'The tasks run, but `aws ecs execute-command` fails, or the session is not logged: the agent does not support the operating system or the network, or the image has no shell.',
  fix: 'Use an image with a shell, Linux or a later Windows, or subnets with IPv4, or set `enableExecuteCommand: false`. In CloudFormation: Image, OperatingSystemFamily, Subnets or EnableExecuteCommand.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',

  subject: 'taskRunner',
  *check(runner) {
    const { enablesExec, taskDefinition: task, hasIpv6Alone, resource, awsvpc } = runner;
    if (!enablesExec.is(true)) { return; }
    if (hasIpv6Alone) {
      yield { location: awsvpc.at('Subnets'), message: `ECS Exec is enabled for ${resource.logicalId}, but its subnets are IPv6-only` };
    }
    if (task) { yield* unfit(task, runner); }
  },

  scene: 'a Fargate service with ECS Exec',
  bad: {
    'an image without a shell': { Task: { ContainerDefinitions: { 0: { Image: 'gcr.io/distroless/static:nonroot' } } } },
    'Windows Server 2016': {
      Task: {
        RequiresCompatibilities: ['EC2'],
        Cpu: undefined,
        Memory: undefined,
        RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2016_FULL' },
        ContainerDefinitions: { 0: { Cpu: 512, Memory: 1024 } },
      },
      Service: { LaunchType: 'EC2' },
    },
    'IPv6-only subnets': {
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'NewSubnet' }] } } },
      NewSubnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: 'vpc-0a1b2c3d4e5f60718', Ipv6Native: true, Ipv6CidrBlock: '2001:db8:1234:1a00::/64' } },
    },
  },
  good: {
    'a debug image': { Task: { ContainerDefinitions: { 0: { Image: 'gcr.io/distroless/static:debug' } } } },
    'a shell in one image of two': {
      Task: { ContainerDefinitions: { 0: { Image: 'gcr.io/distroless/static:nonroot' }, 1: { Name: 'shell', Image: 'public.ecr.aws/docker/library/busybox:1' } } },
    },
    'a task definition from a parameter': { Service: { TaskDefinition: { Ref: 'AParameter' } } },
    'another container from a parameter': {
      Task: { ContainerDefinitions: [{ Name: 'web', Image: 'gcr.io/distroless/static:nonroot', Essential: true }, { Ref: 'AParameter' }] },
    },
    'containers from a parameter': { Task: { ContainerDefinitions: { Ref: 'AParameter' } } },
    'ECS Exec, disabled': { Task: { ContainerDefinitions: { 0: { Image: 'gcr.io/distroless/static:nonroot' } } }, Service: { EnableExecuteCommand: false } },
  },
});

function* unfit({ operatingSystem, containers, node }: TaskDefinition, { resource: { logicalId } }: TaskRunner): Iterable<Violation> {
  if (operatingSystem.satisfies(family => SYSTEMS_WITHOUT_EXEC.test(family))) {
    yield { location: node.get('RuntimePlatform').at('OperatingSystemFamily'), message: `ECS Exec is enabled for ${logicalId}, but does not support ${operatingSystem}` };
  }
  const images = containers.map(({ node: container }) => container.text('Image').known ?? '');
  const bare = images.map(image => BARE_IMAGES.find(({ name }) => name.test(image)));
  const [first] = bare;
  if (!first || !bare.every(found => found !== undefined)) { return; }
  yield { location: containers[0].node.at('Image'), message: `ECS Exec is enabled for ${logicalId}, but image ${images[0]} ${first.lacks}` };
}
