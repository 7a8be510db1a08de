import { listed } from '../../model/entities/listed';
import type { TaskDefinition } from '../../model/entities/task-definition';
import { repeated } from '../../model/evaluation/repeated';
import { textsUnder } from '../../model/evaluation/values';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'Mount points use volumes of the task definition, each at its own path',
  severity: 'error',
  outcome: 'refused',
  why: 'A mount point refers to a volume by name. ECS rejects a mount point without a matching volume, and Docker rejects two volumes at one path. A container must mount a volume that is configured at launch.',
  fix: 'Call taskDefinition.addVolume({ name }) with the name in container.addMountPoints({ sourceVolume, … }); in CloudFormation, add the volume to Volumes.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_MountPoint.html',

  subject: 'taskDefinition',
  *check(task) {
    yield* unknownVolumes(task);
    yield* sharedPaths(task);
    yield* unmounted(task);
  },

  scene: 'a Fargate service',
  bad: {
    'a volume that the task definition does not have': {
      Task: { Volumes: [{ Name: 'cache' }], ContainerDefinitions: { 0: { MountPoints: [{ SourceVolume: 'data', ContainerPath: '/data' }] } } },
    },
    'no volumes': { Task: { ContainerDefinitions: { 0: { MountPoints: [{ SourceVolume: 'data', ContainerPath: '/data' }] } } } },
    'two volumes on one path': {
      Task: {
        Volumes: [{ Name: 'data' }, { Name: 'cache' }],
        ContainerDefinitions: { 0: { MountPoints: [{ SourceVolume: 'data', ContainerPath: '/data' }, { SourceVolume: 'cache', ContainerPath: '/data' }] } },
      },
    },
    'a volume that is configured at launch and not mounted': { scene: 'a Fargate service with an EBS volume', change: { Task: { ContainerDefinitions: { 0: { MountPoints: undefined } } } } },
  },
  good: {
    'a volume of the task definition': { Task: { Volumes: [{ Name: 'data' }], ContainerDefinitions: { 0: { MountPoints: [{ SourceVolume: 'data', ContainerPath: '/data' }] } } } },
    'a name under a condition': {
      Task: {
        Volumes: [{ Name: { 'Fn::If': ['Plain', 'data', 'files'] } }],
        ContainerDefinitions: { 0: { MountPoints: [{ SourceVolume: { 'Fn::If': ['Plain', 'data', 'files'] }, ContainerPath: '/data' }] } },
      },
    },
    'a name from a parameter': {
      Task: { Volumes: [{ Name: { Ref: 'VolumeName' } }], ContainerDefinitions: { 0: { MountPoints: [{ SourceVolume: 'data', ContainerPath: '/data' }] } } },
    },
    'a volume that is configured at launch, with mount points from a parameter': {
      scene: 'a Fargate service with an EBS volume', change: { Task: { ContainerDefinitions: { 0: { MountPoints: { Ref: 'MountPoints' } } } } },
    },
    'a volume that is configured at launch, with containers from a parameter': {
      scene: 'a Fargate service with an EBS volume', change: { Task: { ContainerDefinitions: { Ref: 'Containers' } } },
    },
  },
});

function* unknownVolumes({ volumes, containers }: TaskDefinition): Iterable<Violation> {
  const declared = textsUnder(volumes, 'Name');
  if (!declared.isComplete) { return; }
  for (const { mountPoints, label } of containers) {
    for (const mountPoint of mountPoints) {
      if (mountPoint.text('SourceVolume').isNoneOf(declared.known)) {
        yield {
          location: mountPoint.at('SourceVolume'),
          message: `SourceVolume "${mountPoint.text('SourceVolume')}" of ${label} is not a volume of the task definition, which has ${listed(declared.known.map(name => `"${name}"`)) || 'none'}; add it with addVolume()`,
        };
      }
    }
  }
}

function* sharedPaths({ containers }: TaskDefinition): Iterable<Violation> {
  for (const { mountPoints, node, label } of containers) {
    for (const { again, name } of repeated([...mountPoints, ...node.get('LinuxParameters').list('Tmpfs')], 'ContainerPath')) {
      yield { location: again.at('ContainerPath'), message: `${label} mounts two volumes at ${name}; use another containerPath for one`, severity: 'warning' };
    }
  }
}

function* unmounted({ containerList, containers, volumes }: TaskDefinition): Iterable<Violation> {
  const places = containers.map(({ mountPoints }) => mountPoints);
  const sources = places.flatMap(mountPoints => mountPoints.map(mountPoint => mountPoint.text('SourceVolume')));
  if (!containerList.isKnown || places.some(list => !list.isKnown)) { return; }
  for (const volume of volumes) {
    const name = volume.text('Name');
    if (volume.flag('ConfiguredAtLaunch').is(true) && name.satisfies(each => sources.every(source => source.differs(each)))) {
      yield { location: volume.at('ConfiguredAtLaunch'), message: `volume "${name}" is configured at launch, but no container mounts it; call volume.mountIn(container, …)` };
    }
  }
}
