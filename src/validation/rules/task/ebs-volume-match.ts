import type { Service } from '../../model/entities/service';
import type { TaskDefinition } from '../../model/entities/task-definition';
import type { Node } from '../../model/evaluation/node';
import { textsUnder } from '../../model/evaluation/values';
import { servicesRunning } from '../../model/queries/services';
import { daemonService, everyHour } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

/** Task runners that have no property for volumes. A state machine may pass a volume configuration to RunTask. */
const WITHOUT_VOLUMES: readonly string[] = ['AWS::ECS::TaskSet', 'AWS::Events::Rule', 'AWS::Pipes::Pipe', 'AWS::Scheduler::Schedule'];

export default defineRule({
  title: 'The EBS volume of a service matches a volume with ConfiguredAtLaunch in its task definition',
  severity: 'error',
  outcome: 'refused',
  why: 'The service and the task definition refer to the volume by name. ECS rejects a service whose volume is not configured at launch in the task definition, and tasks whose volume has no configuration.',
  fix: 'Use one ecs.ServiceManagedVolume for both: taskDefinition.addVolume(volume) and service.addVolume(volume). In CloudFormation, give the only entry of VolumeConfigurations the name of the volume with ConfiguredAtLaunch true. Schedules, task sets and services with the CODE_DEPLOY or EXTERNAL controller cannot configure volumes.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/configure-ebs-volume.html',

  subject: 'taskDefinition',
  *check(task) {
    const volumes = [...task.volumes];
    if (!textsUnder(task.volumes, 'Name').isComplete) { return; }
    for (const service of servicesRunning(task)) {
      const configured = [...service.node.list('VolumeConfigurations')];
      const strangers = configured.flatMap(configuration => [...strange(configuration, volumes)]);
      yield* strangers;
      if (strangers.length === 0) { yield* leftAlone(service, volumes); }
      yield* impossible(service, configured);
    }
    yield* scheduled(task, volumes);
  },

  scene: 'a Fargate service with an EBS volume',
  bad: {
    'another name': { Service: { VolumeConfigurations: { 0: { Name: 'cache' } } } },
    'a volume that is not configured at launch': { Task: { Volumes: [{ Name: 'data', Host: {} }] } },
    'no volume configuration': { Service: { VolumeConfigurations: undefined } },
    'a name without ManagedEBSVolume': { Service: { VolumeConfigurations: [{ Name: 'data' }] } },
    'two volumes with the same name': { Service: { VolumeConfigurations: { 1: another() } } },
    'the CODE_DEPLOY controller': {
      scene: 'a Fargate service that CodeDeploy deploys',
      change: {
        Task: { Volumes: [{ Name: 'data', ConfiguredAtLaunch: true }], ContainerDefinitions: { 0: { MountPoints: [{ SourceVolume: 'data', ContainerPath: '/data' }] } } },
        Service: { VolumeConfigurations: [{ Name: 'data', ManagedEBSVolume: { RoleArn: 'arn:aws:iam::111122223333:role/ecsInfrastructureRole', SizeInGiB: 20 } }] },
      },
    },
    'a schedule': { Schedule: everyHour() },
    'a DAEMON service': {
      scene: 'a service on a capacity provider',
      change: {
        Task: { Volumes: [{ Name: 'data', ConfiguredAtLaunch: true }], ContainerDefinitions: { 0: { MountPoints: [{ SourceVolume: 'data', ContainerPath: '/data' }] } } },
        Service: daemonService({
          VolumeConfigurations: [{ Name: 'data', ManagedEBSVolume: { RoleArn: 'arn:aws:iam::111122223333:role/ecsInfrastructureRole', SizeInGiB: 20 } }],
        }),
      },
    },
  },
  good: {
    'another name in both places': {
      Task: { Volumes: [{ Name: 'cache', ConfiguredAtLaunch: true }], ContainerDefinitions: { 0: { MountPoints: [{ SourceVolume: 'cache', ContainerPath: '/cache' }] } } },
      Service: { VolumeConfigurations: { 0: { Name: 'cache' } } },
    },
    'a volume that is not configured at launch, in either place': { Task: { Volumes: [{ Name: 'data', ConfiguredAtLaunch: false }] }, Service: { VolumeConfigurations: undefined } },
    'a volume configuration from a parameter': { Service: { VolumeConfigurations: { Ref: 'Volumes' } } },
    'a name from a parameter': { Service: { VolumeConfigurations: { 0: { Name: { Ref: 'VolumeName' } } } } },
    'volumes of the task definition from a parameter': { Task: { Volumes: { Ref: 'Volumes' } } },
    'a second volume under a condition': { Service: { VolumeConfigurations: { 1: { 'Fn::If': ['Cache', { ...another(), Name: 'cache' }, { Ref: 'AWS::NoValue' }] } } } },
  },
});

function another(): object {
  return { Name: 'data', ManagedEBSVolume: { RoleArn: { 'Fn::GetAtt': ['Infrastructure', 'Arn'] }, SizeInGiB: 20 } };
}

function* strange(configuration: Node, volumes: readonly Node[]): Generator<Violation> {
  const isFixed = (volume: Node) => volume.flag('ConfiguredAtLaunch').orDefault(false).is(false);
  const name = configuration.text('Name');
  if (name.satisfies(each => volumes.every(volume => isFixed(volume) || volume.text('Name').differs(each)))) {
    yield { location: configuration.at('Name'), message: `VolumeConfigurations has volume "${name}", which is not a volume with ConfiguredAtLaunch in the task definition; add the same ServiceManagedVolume to both` };
  }
}

function* leftAlone({ node }: Service, volumes: readonly Node[]): Generator<Violation> {
  const configured = node.list('VolumeConfigurations');
  const names = configured.map(each => each.text('Name'));
  for (const volume of volumes) {
    const name = volume.text('Name');
    const isLeft = volume.flag('ConfiguredAtLaunch').is(true) && configured.isKnown;
    if (isLeft && name.satisfies(each => names.every(other => other.differs(each)))) {
      yield { location: node.at('VolumeConfigurations'), message: `volume "${name}" of the task definition is configured at launch, but VolumeConfigurations does not contain it; call service.addVolume(volume)` };
    }
  }
}

function* impossible({ node, controller, schedulingStrategy }: Service, configured: readonly Node[]): Generator<Violation> {
  const [first, second] = configured.filter(({ isSure }) => isSure);
  if (!first) { return; }
  if (first.get('ManagedEBSVolume').isAbsent) {
    yield { location: first.at('ManagedEBSVolume'), message: 'ManagedEBSVolume is not set, so ECS has no settings for the volume; set managedEBSVolume of the ServiceManagedVolume', severity: 'warning' };
  }
  if (second) { yield { location: second.location, message: 'ECS attaches one volume per task; remove the second entry of VolumeConfigurations', severity: 'warning' }; }
  if (controller.isOneOf(['CODE_DEPLOY', 'EXTERNAL'])) {
    yield { location: node.get('DeploymentController').at('Type'), message: `deployment controller ${controller} cannot configure EBS volumes; use ECS`, severity: 'warning' };
  }
  if (schedulingStrategy.is('DAEMON')) {
    yield { location: node.at('VolumeConfigurations'), message: 'a DAEMON service cannot configure EBS volumes; use the REPLICA scheduling strategy', severity: 'warning' };
  }
}

function* scheduled(task: TaskDefinition, volumes: readonly Node[]): Generator<Violation> {
  const left = volumes.find(volume => volume.flag('ConfiguredAtLaunch').is(true));
  const unable = left ? task.taskRunners.filter(({ resource: { type } }) => WITHOUT_VOLUMES.includes(type)) : [];
  for (const { resource, node } of unable) {
    const message = `${resource.logicalId} cannot configure volume "${left?.text('Name')}", which has ConfiguredAtLaunch in its task definition; run the task in a service`;
    yield { location: node.location, message, severity: 'warning' };
  }
}
