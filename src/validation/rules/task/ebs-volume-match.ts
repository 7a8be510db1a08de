import type { Node } from '../../model/node';
import type { Service } from '../../model/service';
import type { TaskDefinition } from '../../model/task-definition';
import { textsUnder } from '../../model/values';
import { everyHour } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

/** What starts tasks without a word about volumes; a state machine may pass it on. */
const WITHOUT_VOLUMES: readonly string[] = ['AWS::ECS::TaskSet', 'AWS::Events::Rule', 'AWS::Pipes::Pipe', 'AWS::Scheduler::Schedule'];

export default defineRule({
  title: 'A service sets up the EBS volume that its task definition leaves to it',
  severity: 'error',
  outcome: 'refused',
  why: 'The two find each other by name; ECS refuses a service that sets up a volume which the task definition does not leave to it, and tasks whose volume nobody sets up.',
  fix: 'Give the one entry of VolumeConfigurations the name of the volume that has ConfiguredAtLaunch true; schedules, task sets and the controllers CODE_DEPLOY and EXTERNAL cannot set volumes up.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/configure-ebs-volume.html',

  subject: 'taskDefinition',
  *check(task) {
    const volumes = [...task.volumes];
    if (!textsUnder(task.volumes, 'Name')) { return; }
    for (const service of task.services) {
      const configured = [...service.node.list('VolumeConfigurations')];
      const strangers = configured.filter(({ isSure }) => isSure).flatMap(configuration => [...strange(configuration, volumes)]);
      yield* strangers;
      if (strangers.length === 0) { yield* leftAlone(service, volumes); }
      yield* impossible(service, configured);
    }
    yield* scheduled(task, volumes);
  },

  scene: 'a Fargate service with a volume of its own',
  bad: {
    'another name': { Service: { VolumeConfigurations: { 0: { Name: 'cache' } } } },
    'a volume that the task sets up itself': { Task: { Volumes: [{ Name: 'data', Host: {} }] } },
    'a volume that nobody sets up': { Service: { VolumeConfigurations: undefined } },
    'a name without a volume': { Service: { VolumeConfigurations: [{ Name: 'data' }] } },
    'two volumes of one name': { Service: { VolumeConfigurations: { 1: another() } } },
    'a controller that does not set volumes up': { Service: { DeploymentController: { Type: 'CODE_DEPLOY' }, DeploymentConfiguration: undefined } },
    'a schedule, which does not either': { Schedule: everyHour() },
  },
  good: {
    'another name on both sides': {
      Task: { Volumes: [{ Name: 'cache', ConfiguredAtLaunch: true }], ContainerDefinitions: { 0: { MountPoints: [{ SourceVolume: 'cache', ContainerPath: '/cache' }] } } },
      Service: { VolumeConfigurations: { 0: { Name: 'cache' } } },
    },
    'a volume that is left to nobody': { Task: { Volumes: [{ Name: 'data', ConfiguredAtLaunch: false }] }, Service: { VolumeConfigurations: undefined } },
    'what a parameter decides': { Service: { VolumeConfigurations: { Ref: 'Volumes' } } },
    'a name that a parameter decides': { Service: { VolumeConfigurations: { 0: { Name: { Ref: 'VolumeName' } } } } },
  },
});

function another(): object {
  return { Name: 'data', ManagedEBSVolume: { RoleArn: { 'Fn::GetAtt': ['Infrastructure', 'Arn'] }, SizeInGiB: 20 } };
}

function* strange(configuration: Node, volumes: readonly Node[]): Generator<Violation> {
  const isFixed = (volume: Node) => volume.flag('ConfiguredAtLaunch').orDefault(false).is(false);
  const name = configuration.text('Name');
  if (name.satisfies(each => volumes.every(volume => isFixed(volume) || volume.text('Name').differs(each)))) {
    yield { location: configuration.at('Name'), message: `the service sets up volume "${name}", which the task definition does not leave to be configured at launch` };
  }
}

function* leftAlone({ node }: Service, volumes: readonly Node[]): Generator<Violation> {
  const configured = node.list('VolumeConfigurations');
  const names = configured.map(each => each.text('Name'));
  for (const volume of volumes) {
    const name = volume.text('Name');
    const isLeft = volume.flag('ConfiguredAtLaunch').is(true) && configured.isKnown;
    if (isLeft && name.satisfies(each => names.every(other => other.differs(each)))) {
      yield { location: node.at('VolumeConfigurations'), message: `the task definition leaves volume "${name}" to be configured at launch, which the service does not do` };
    }
  }
}

function* impossible({ node, controller, schedulingStrategy }: Service, configured: readonly Node[]): Generator<Violation> {
  const [first, second] = configured.filter(({ isSure }) => isSure);
  if (!first) { return; }
  if (first.get('ManagedEBSVolume').isAbsent) {
    yield { location: first.at('ManagedEBSVolume'), message: 'the service names a volume, but has no ManagedEBSVolume for it', severity: 'warning' };
  }
  if (second) { yield { location: second.location, message: 'the service sets up a second volume, one is possible', severity: 'warning' }; }
  if (controller.isOneOf(['CODE_DEPLOY', 'EXTERNAL'])) {
    yield { location: node.get('DeploymentController').at('Type'), message: `the service sets up a volume, which controller ${controller} does not do`, severity: 'warning' };
  }
  if (schedulingStrategy.is('DAEMON')) {
    yield { location: node.at('VolumeConfigurations'), message: 'the service sets up a volume, which a DAEMON does not do', severity: 'warning' };
  }
}

function* scheduled(task: TaskDefinition, volumes: readonly Node[]): Generator<Violation> {
  const left = volumes.find(volume => volume.flag('ConfiguredAtLaunch').is(true));
  const unable = left ? task.launches.filter(({ resource: { type } }) => WITHOUT_VOLUMES.includes(type)) : [];
  for (const { resource, node } of unable) {
    const message = `${resource.logicalId} runs tasks whose volume "${left?.text('Name')}" is to be configured at launch, which it cannot do`;
    yield { location: node.location, message, severity: 'warning' };
  }
}
