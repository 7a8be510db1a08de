import type { Node } from '../../model/node';
import { defineRule, Flaw } from '../rule';

export default defineRule({
  title: 'A volume on EFS or S3 Files goes with its access point, and is encrypted where it has to be',
  severity: 'error',
  outcome: 'refused',
  why: 'An access point has a root directory of its own; access points, IAM and a port of their own need encryption in transit.',
  fix: 'Set TransitEncryption to ENABLED, and leave RootDirectory out beside an access point.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html',

  on: 'taskDefinition',
  *check(task) {
    for (const volume of task.volumes) {
      const owner = task.ownerOf(volume);
      yield* withoutEncryption(volume.get('EFSVolumeConfiguration'), owner);
      for (const [kind, accessPoint] of ACCESS_POINTS) { yield* twoRoots(volume.get(kind), accessPoint, owner); }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'IAM without encryption': { Task: { TaskRoleArn: 'app', Volumes: [{ Name: 'data', EFSVolumeConfiguration: { ...fileSystem(), AuthorizationConfig: { IAM: 'ENABLED' } } }] } },
    'a port of its own without encryption': { Task: { Volumes: [{ Name: 'data', EFSVolumeConfiguration: { ...fileSystem(), TransitEncryptionPort: 2999 } }] } },
    'a directory beside an access point': {
      Task: {
        Volumes: [{
          Name: 'data',
          EFSVolumeConfiguration: { ...fileSystem(), RootDirectory: '/data', TransitEncryption: 'ENABLED', AuthorizationConfig: { AccessPointId: 'fsap-0123456789abcdef0' } },
        }],
      },
    },
  },
  good: {
    'an access point with IAM': {
      Task: {
        TaskRoleArn: 'app',
        Volumes: [{
          Name: 'data',
          EFSVolumeConfiguration: {
            ...fileSystem(), RootDirectory: '/', TransitEncryption: 'ENABLED', AuthorizationConfig: { AccessPointId: 'fsap-0123456789abcdef0', IAM: 'ENABLED' },
          },
        }],
      },
    },
  },
});

const ACCESS_POINTS: readonly (readonly [string, (volume: Node) => Node])[] = [
  ['EFSVolumeConfiguration', volume => volume.get('AuthorizationConfig').get('AccessPointId')],
  ['S3FilesVolumeConfiguration', volume => volume.get('AccessPointArn')],
];

function* withoutEncryption(efs: Node, owner: string): Iterable<Flaw> {
  if (!efs.text('TransitEncryption').orDefault('DISABLED').is('DISABLED')) { return; }
  const location = efs.at('TransitEncryption');
  const authorization = efs.get('AuthorizationConfig');
  if (authorization.text('IAM').is('ENABLED')) { yield { location, message: `${owner} authorizes with IAM, but TransitEncryption is not ENABLED` }; }
  if (efs.get('TransitEncryptionPort').isGiven) { yield { location, message: `${owner} sets TransitEncryptionPort, but TransitEncryption is not ENABLED` }; }
  if (authorization.get('AccessPointId').isGiven) {
    yield { location, message: `${owner} has an access point, but TransitEncryption is not ENABLED`, severity: 'warning' };
  }
}

function* twoRoots(volume: Node, accessPoint: (volume: Node) => Node, owner: string): Iterable<Flaw> {
  const root = volume.text('RootDirectory');
  if (accessPoint(volume).isGiven && root.differs('/')) {
    yield { location: volume.at('RootDirectory'), message: `${owner} sets the root directory ${root} beside an access point, which has its own` };
  }
}

function fileSystem() { return { FilesystemId: 'fs-0123456789abcdef0' }; }
