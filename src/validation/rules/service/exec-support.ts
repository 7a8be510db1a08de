import { BARE_IMAGES, SYSTEMS_WITHOUT_EXEC } from '../../../facts/exec';
import type { Launch } from '../../model/launch';
import type { TaskDefinition } from '../../model/task-definition';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'ECS Exec is on for tasks that sessions can be opened in',
  severity: 'warning',
  outcome: 'ignored',
  why: 'The tasks run, but whoever wants to log in is told that the agent is not running, finds no shell, or leaves no log.',
  fix: 'Change what the message names, or switch ECS Exec off.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',

  subject: 'launch',
  *check(launch) {
    const { enablesExec, taskDefinition: task, hasIpv6Alone, resource, awsvpc } = launch;
    if (!enablesExec.is(true)) { return; }
    if (hasIpv6Alone) {
      yield { location: awsvpc.at('Subnets'), message: `ECS Exec is on for ${resource.logicalId}, but its subnets have IPv6 addresses alone` };
    }
    if (task) { yield* unfit(task, launch); }
  },

  scene: 'a Fargate service that people may log in to',
  bad: {
    'an image without a shell': { Task: { ContainerDefinitions: { 0: { Image: 'gcr.io/distroless/static:nonroot' } } } },
    'Windows of 2016': {
      Task: {
        RequiresCompatibilities: ['EC2'],
        Cpu: undefined,
        Memory: undefined,
        RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2016_FULL' },
        ContainerDefinitions: { 0: { Cpu: 512, Memory: 1024 } },
      },
      Service: { LaunchType: 'EC2' },
    },
    'addresses of IPv6 alone': {
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'NewSubnet' }] } } },
      NewSubnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: 'vpc-0a1b2c3d4e5f60718', Ipv6Native: true, Ipv6CidrBlock: '2001:db8:1234:1a00::/64' } },
    },
  },
  good: {
    'an image for debugging': { Task: { ContainerDefinitions: { 0: { Image: 'gcr.io/distroless/static:debug' } } } },
    'one image of two': {
      Task: { ContainerDefinitions: { 0: { Image: 'gcr.io/distroless/static:nonroot' }, 1: { Name: 'shell', Image: 'public.ecr.aws/docker/library/busybox:1' } } },
    },
    'switched off': { Task: { ContainerDefinitions: { 0: { Image: 'gcr.io/distroless/static:nonroot' } } }, Service: { EnableExecuteCommand: false } },
  },
});

function* unfit({ operatingSystem, containers, containerList, node }: TaskDefinition, { resource: { logicalId } }: Launch): Iterable<Violation> {
  if (operatingSystem.satisfies(family => SYSTEMS_WITHOUT_EXEC.test(family))) {
    yield { location: node.get('RuntimePlatform').at('OperatingSystemFamily'), message: `ECS Exec is on for ${logicalId}, but it does not work on ${operatingSystem}` };
  }
  const images = containers.map(({ node: container }) => container.text('Image').known ?? '');
  const bare = images.map(image => BARE_IMAGES.find(({ name }) => name.test(image)));
  if (!containerList.isKnown || containers.length === 0 || !bare.every(found => found !== undefined)) { return; }
  yield { location: containers[0].node.at('Image'), message: `ECS Exec is on for ${logicalId}, but image ${images[0]} ${bare[0].lacks}` };
}
