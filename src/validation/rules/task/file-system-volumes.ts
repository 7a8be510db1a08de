import { FILE_SYSTEMS, FileSystemKind } from '../../../facts/file-systems';
import type { Node } from '../../model/node';
import { places } from '../../model/places';
import { mayBeAny } from '../../model/unresolved-reference';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'A volume on EFS or S3 Files goes with its access point, and is encrypted where it has to be',
  severity: 'error',
  outcome: 'refused',
  why: 'An access point has a root directory of its own, in one file system; access points, IAM and a port of their own need encryption in transit.',
  fix: 'Set TransitEncryption to ENABLED, and name the file system of the access point, without RootDirectory.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const volume of task.volumes) {
      const owner = task.ownerOf(volume);
      yield* withoutEncryption(volume.get('EFSVolumeConfiguration'), owner);
      for (const kind of FILE_SYSTEMS) {
        const [accessPoint] = places(volume.get(kind.volume), kind.accessPointPath);
        if (accessPoint) { yield* besideAccessPoint(volume.get(kind.volume), accessPoint, kind, owner); }
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'IAM without encryption': { Task: { TaskRoleArn: 'app', Volumes: [{ Name: 'data', EFSVolumeConfiguration: { ...fileSystem(), AuthorizationConfig: { IAM: 'ENABLED' } } }] } },
    'a port of its own without encryption': { Task: { Volumes: [{ Name: 'data', EFSVolumeConfiguration: { ...fileSystem(), TransitEncryptionPort: 2999 } }] } },
    'an access point of another file system': { Task: withAccessPoint(), AccessPoint: accessPointOf('fs-0fedcba9876543210') },
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
    'an access point of the file system': { Task: withAccessPoint(), AccessPoint: accessPointOf('fs-0123456789abcdef0') },
    'an access point of a file system that is not known': { Task: withAccessPoint(), AccessPoint: accessPointOf({ Ref: 'SomeFileSystem' }) },
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

function* withoutEncryption(efs: Node, owner: string): Iterable<Violation> {
  if (!efs.text('TransitEncryption').orDefault('DISABLED').is('DISABLED')) { return; }
  const location = efs.at('TransitEncryption');
  const authorization = efs.get('AuthorizationConfig');
  if (authorization.text('IAM').is('ENABLED')) { yield { location, message: `${owner} authorizes with IAM, but TransitEncryption is not ENABLED` }; }
  if (efs.get('TransitEncryptionPort').isGiven) { yield { location, message: `${owner} sets TransitEncryptionPort, but TransitEncryption is not ENABLED` }; }
  if (authorization.get('AccessPointId').isGiven) {
    yield { location, message: `${owner} has an access point, but TransitEncryption is not ENABLED`, severity: 'warning' };
  }
}

function* besideAccessPoint(volume: Node, accessPoint: Node, kind: FileSystemKind, owner: string): Iterable<Violation> {
  const root = volume.text('RootDirectory');
  if (accessPoint.isGiven && root.differs('/')) {
    yield { location: volume.at('RootDirectory'), message: `${owner} sets the root directory ${root} beside an access point, which has its own` };
  }
  const target = accessPoint.asAttribute?.resource;
  if (target?.type === kind.accessPoint && areDifferent(volume.get(kind.idKey), target.properties.get('FileSystemId'))) {
    yield { location: accessPoint.location, message: `${owner} has access point ${target.logicalId}, which belongs to another file system` };
  }
}

/** Whether two places certainly name different file systems: two of the app, or two by id. */
function areDifferent(one: Node, other: Node): boolean {
  const [mine, its] = [one.asAttribute?.resource, other.asAttribute?.resource];
  if (mine && its) { return mine !== its && !mayBeAny(one) && !mayBeAny(other); }
  return one.asText.satisfies(id => other.asText.differs(id));
}

function fileSystem() { return { FilesystemId: 'fs-0123456789abcdef0' }; }

function withAccessPoint(): object {
  return { Volumes: [{ Name: 'data', EFSVolumeConfiguration: { ...fileSystem(), TransitEncryption: 'ENABLED', AuthorizationConfig: { AccessPointId: { Ref: 'AccessPoint' } } } }] };
}

function accessPointOf(FileSystemId: unknown): object { return { Type: 'AWS::EFS::AccessPoint', Properties: { FileSystemId } }; }
