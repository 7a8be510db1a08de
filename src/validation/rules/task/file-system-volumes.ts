import { FILE_SYSTEMS, FileSystemKind } from '../../../facts/file-systems';
import type { Node } from '../../model/evaluation/node';
import { places } from '../../model/evaluation/places';
import { mayBeAny } from '../../model/index/unresolved-reference';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'An EFS or S3 Files volume names its file system by ID and matches its access point and encryption',
  severity: 'error',
  outcome: 'refused',
  why: 'An access point belongs to one file system and sets the root directory. Access points, IAM authorization and a transit encryption port require encryption in transit. ECS needs the IDs of EFS file systems and access points.',
  fix: 'In efsVolumeConfiguration, set transitEncryption to ENABLED, use fileSystem.fileSystemId and accessPoint.accessPointId of the same file system, and remove rootDirectory (EFSVolumeConfiguration in CloudFormation).',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const volume of task.volumes) {
      const owner = task.ownerOf(volume);
      yield* withoutEncryption(volume.get('EFSVolumeConfiguration'), owner);
      yield* withArn(volume.get('EFSVolumeConfiguration'), owner);
      for (const kind of FILE_SYSTEMS) {
        const [accessPoint] = places(volume.get(kind.volume), kind.accessPointPath);
        if (accessPoint) { yield* besideAccessPoint(volume.get(kind.volume), accessPoint, kind, owner); }
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'IAM without encryption': { Task: { TaskRoleArn: 'app', Volumes: [{ Name: 'data', EFSVolumeConfiguration: { ...fileSystem(), AuthorizationConfig: { IAM: 'ENABLED' } } }] } },
    'a port without encryption': { Task: { Volumes: [{ Name: 'data', EFSVolumeConfiguration: { ...fileSystem(), TransitEncryptionPort: 2999 } }] } },
    'an access point of another file system': { Task: withAccessPoint(), AccessPoint: accessPointOf('fs-0fedcba9876543210') },
    'the ARN of a file system': { Task: { Volumes: [{ Name: 'data', EFSVolumeConfiguration: { FilesystemId: 'arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-0123456789abcdef0' } }] } },
    'the ARN of an access point in the app': {
      Task: { Volumes: [{ Name: 'data', EFSVolumeConfiguration: { ...fileSystem(), TransitEncryption: 'ENABLED', AuthorizationConfig: { AccessPointId: { 'Fn::GetAtt': ['AccessPoint', 'Arn'] } } } }] },
      AccessPoint: accessPointOf('fs-0123456789abcdef0'),
    },
    'a directory and an access point': {
      Task: {
        Volumes: [{
          Name: 'data',
          EFSVolumeConfiguration: { ...fileSystem(), RootDirectory: '/data', TransitEncryption: 'ENABLED', AuthorizationConfig: { AccessPointId: 'fsap-0123456789abcdef0' } },
        }],
      },
    },
    'an access point without encryption': { Task: { Volumes: [{ Name: 'data', EFSVolumeConfiguration: { ...fileSystem(), AuthorizationConfig: { AccessPointId: 'fsap-0123456789abcdef0' } } }] } },
    'an access point of another file system in the app': {
      scene: 'a Fargate service with an access point of a shared file system',
      change: { AccessPoint: { FileSystemId: { Ref: 'Other' } }, Other: { Type: 'AWS::EFS::FileSystem', Properties: { Encrypted: true } } },
    },
  },
  good: {
    'an empty directory and an access point': {
      Task: {
        Volumes: [{
          Name: 'data',
          EFSVolumeConfiguration: { ...fileSystem(), RootDirectory: '', TransitEncryption: 'ENABLED', AuthorizationConfig: { AccessPointId: 'fsap-0123456789abcdef0' } },
        }],
      },
    },
    'an access point of the file system': { Task: withAccessPoint(), AccessPoint: accessPointOf('fs-0123456789abcdef0') },
    'an access point of a file system from a parameter': { Task: withAccessPoint(), AccessPoint: accessPointOf({ Ref: 'SomeFileSystem' }) },
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
    'another root directory without the access point': {
      Task: {
        Volumes: [{
          Name: 'data',
          EFSVolumeConfiguration: {
            ...fileSystem(),
            RootDirectory: { 'Fn::If': ['Own', '/', '/data'] },
            TransitEncryption: 'ENABLED',
            AuthorizationConfig: { AccessPointId: { 'Fn::If': ['Own', 'fsap-0123456789abcdef0', { Ref: 'AWS::NoValue' }] } },
          },
        }],
      },
    },
    'a root directory, and an access point under a condition': {
      Task: {
        Volumes: [{
          Name: 'data',
          EFSVolumeConfiguration: {
            ...fileSystem(),
            RootDirectory: '/data',
            TransitEncryption: 'ENABLED',
            AuthorizationConfig: { AccessPointId: { 'Fn::If': ['Own', 'fsap-0123456789abcdef0', { Ref: 'AWS::NoValue' }] } },
          },
        }],
      },
    },
    'an ID that a custom resource returns as Arn': {
      Task: { Volumes: [{ Name: 'data', EFSVolumeConfiguration: { FilesystemId: { 'Fn::GetAtt': ['Lookup', 'Arn'] } } }] }, Lookup: lookup(),
    },
    'a file system by ID, with an access point of a file system in the app': {
      scene: 'a Fargate service with an access point of a shared file system', change: { Task: { Volumes: { 0: { EFSVolumeConfiguration: fileSystem() } } } },
    },
    'an access point of a file system by ID, with a file system in the app': {
      scene: 'a Fargate service with an access point of a shared file system', change: { AccessPoint: { FileSystemId: 'fs-0123456789abcdef0' } },
    },
    'a file system that a custom resource looks up': {
      scene: 'a Fargate service with an access point of a shared file system',
      change: { Task: { Volumes: { 0: { EFSVolumeConfiguration: { FilesystemId: { 'Fn::GetAtt': ['Lookup', 'Id'] } } } } }, Lookup: lookup() },
    },
    'an access point of a file system that a custom resource looks up': {
      scene: 'a Fargate service with an access point of a shared file system',
      change: { AccessPoint: { FileSystemId: { 'Fn::GetAtt': ['Lookup', 'Id'] } }, Lookup: lookup() },
    },
  },
});

function* withoutEncryption(efs: Node, owner: string): Iterable<Violation> {
  if (!efs.text('TransitEncryption').orDefault('DISABLED').is('DISABLED')) { return; }
  const location = efs.at('TransitEncryption');
  const authorization = efs.get('AuthorizationConfig');
  if (authorization.text('IAM').is('ENABLED')) { yield { location, message: `${owner} uses IAM authorization, which requires encryption in transit; set TransitEncryption to ENABLED` }; }
  if (efs.get('TransitEncryptionPort').isGiven) { yield { location, message: `${owner} sets TransitEncryptionPort, which requires encryption in transit; set TransitEncryption to ENABLED` }; }
  if (authorization.get('AccessPointId').isGiven) {
    yield { location, message: `${owner} uses an access point, which requires encryption in transit; set TransitEncryption to ENABLED`, severity: 'warning' };
  }
}

function* withArn(efs: Node, owner: string): Iterable<Violation> {
  for (const place of [efs.get('FilesystemId'), efs.get('AuthorizationConfig').get('AccessPointId')].filter(isArn)) {
    yield { location: place.location, message: `${owner} has an ARN where ECS requires an ID, so it cannot be mounted; use fileSystemId or accessPointId` };
  }
}

function isArn(place: Node): boolean {
  const attribute = place.asAttribute;
  return attribute ? attribute.attribute === 'Arn' && attribute.resource.type.startsWith('AWS::EFS::') : place.asPartialString?.head.startsWith('arn:') === true;
}

function* besideAccessPoint(volume: Node, accessPoint: Node, kind: FileSystemKind, owner: string): Iterable<Violation> {
  const root = volume.text('RootDirectory');
  // ECS may treat an empty string as not set
  if (accessPoint.isGiven && root.isNoneOf(['/', ''])) {
    yield { location: volume.at('RootDirectory'), message: `RootDirectory (${root}) of ${owner} cannot be combined with an access point, which sets the root directory; remove it` };
  }
  const target = accessPoint.asAttribute?.resource;
  if (target?.type === kind.accessPoint && areDifferent(volume.get(kind.idKey), target.properties.get('FileSystemId'))) {
    yield { location: accessPoint.location, related: [target.at('FileSystemId')], message: `access point ${target.logicalId} of ${owner} belongs to another file system; use an access point of the same file system` };
  }
}

/** Whether two properties are known to name different file systems: two resources of the app, or two ids. */
function areDifferent(one: Node, other: Node): boolean {
  const [mine, its] = [one.asAttribute?.resource, other.asAttribute?.resource];
  if (mine && its) { return mine !== its && !mayBeAny(one) && !mayBeAny(other); }
  return one.asText.satisfies(id => other.asText.differs(id));
}

function lookup(): object {
  return { Type: 'Custom::FileSystem', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:lookup' } };
}

function fileSystem() { return { FilesystemId: 'fs-0123456789abcdef0' }; }

function withAccessPoint(): object {
  return { Volumes: [{ Name: 'data', EFSVolumeConfiguration: { ...fileSystem(), TransitEncryption: 'ENABLED', AuthorizationConfig: { AccessPointId: { Ref: 'AccessPoint' } } } }] };
}

function accessPointOf(FileSystemId: unknown): object { return { Type: 'AWS::EFS::AccessPoint', Properties: { FileSystemId } }; }
