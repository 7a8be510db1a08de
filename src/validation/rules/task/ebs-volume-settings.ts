import { EBS_INITIALIZATION_RATE, EBS_RESERVED_TAGS, EBS_TYPE_NOT_ON_FARGATE, ebsFormatsOf } from '../../../facts/ebs-volumes';
import type { Service } from '../../model/entities/service';
import type { Node } from '../../model/evaluation/node';
import { places } from '../../model/evaluation/places';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The settings of an EBS volume are compatible with each other and with the tasks',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS creates the volume from a size or a snapshot, with a file system that the operating system of the tasks can read. It rejects some wrong combinations; with others it never attaches the volume and the deployment hangs.',
  fix: 'Change managedEBSVolume of the ecs.ServiceManagedVolume (ManagedEBSVolume in CloudFormation): remove the setting in the message, or add the one that it requires.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/configure-ebs-volume.html',

  subject: 'service',
  *check(service) {
    for (const volume of places(service.node, 'VolumeConfigurations/*/ManagedEBSVolume')) {
      yield* withoutSize(volume);
      yield* rateOfSnapshot(volume);
      yield* keyWithoutEncryption(volume);
      yield* onOtherTasks(volume, service);
      yield* reservedTags(volume);
    }
  },

  scene: 'a Fargate service with an EBS volume',
  bad: {
    'neither a size nor a snapshot': having({ SizeInGiB: undefined }),
    'an initialization rate without a snapshot': having({ VolumeInitializationRate: 200 }),
    'an initialization rate that is too low': having({ SnapshotId: 'snap-0123456789abcdef0', VolumeInitializationRate: 50 }),
    'a key without encryption': having({ KmsKeyId: 'alias/volumes', Encrypted: false }),
    'a Windows file system': having({ FilesystemType: 'ntfs' }),
    'a file system that neither Linux nor Windows supports': having({ FilesystemType: 'btrfs' }),
    'a magnetic volume on Fargate': having({ VolumeType: 'standard' }),
    'a tag that ECS reserves': having({ TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'AmazonECSManaged', Value: 'no' }] }] }),
    'an initialization rate that is too high': having({ SnapshotId: 'snap-0123456789abcdef0', VolumeInitializationRate: 400 }),
  },
  good: {
    'a snapshot': having({ SizeInGiB: undefined, SnapshotId: 'snap-0123456789abcdef0', VolumeInitializationRate: 200, FilesystemType: 'ext4' }),
    'a snapshot from a parameter': having({ SizeInGiB: undefined, SnapshotId: { Ref: 'Snapshot' } }),
    'a key, with encryption by default': having({ KmsKeyId: 'alias/volumes', Encrypted: undefined }),
    'another tag': having({ TagSpecifications: [{ ResourceType: 'volume', PropagateTags: 'SERVICE', Tags: [{ Key: 'team', Value: 'shop' }] }] }),
    'a magnetic volume, with a launch type from a parameter': {
      Task: { RequiresCompatibilities: undefined },
      Service: { LaunchType: { Ref: 'LaunchType' }, VolumeConfigurations: { 0: { ManagedEBSVolume: { VolumeType: 'standard', FilesystemType: 'ntfs' } } } },
    },
  },
});

function having(settings: object): { readonly Service: object } {
  return { Service: { VolumeConfigurations: { 0: { ManagedEBSVolume: settings } } } };
}

function* withoutSize(volume: Node): Generator<Violation> {
  if (volume.get('SizeInGiB').isAbsent && volume.get('SnapshotId').isAbsent) {
    yield { location: volume.at('SizeInGiB'), message: 'neither SizeInGiB nor SnapshotId is set; set size or snapShotId' };
  }
}

function* rateOfSnapshot(volume: Node): Generator<Violation> {
  const { least, most } = EBS_INITIALIZATION_RATE;
  const rate = volume.number('VolumeInitializationRate');
  const location = volume.at('VolumeInitializationRate');
  if (rate.isKnown && volume.get('SnapshotId').isAbsent) {
    yield { location, message: 'VolumeInitializationRate requires SnapshotId; set snapShotId, or remove the rate' };
  } else if (rate.satisfies(each => each < least || each > most)) {
    yield { location, message: `VolumeInitializationRate (${rate}) must be from ${least} to ${most} MiB/s`, severity: 'warning' };
  }
}

function* keyWithoutEncryption(volume: Node): Generator<Violation> {
  if (volume.get('KmsKeyId').isGiven && volume.flag('Encrypted').is(false)) {
    yield { location: volume.at('Encrypted'), message: 'KmsKeyId is set, but Encrypted is false; set encrypted to true', severity: 'warning' };
  }
}

function* onOtherTasks(volume: Node, { compute, taskDefinition }: Service): Generator<Violation> {
  if (compute.is('FARGATE') && volume.text('VolumeType').is(EBS_TYPE_NOT_ON_FARGATE)) {
    yield { location: volume.at('VolumeType'), message: `VolumeType (${EBS_TYPE_NOT_ON_FARGATE}) is not supported on Fargate; use EbsDeviceVolumeType.GP3` };
  }
  const formats = new Set(taskDefinition?.hosts.flat().flatMap(ebsFormatsOf));
  const format = volume.text('FilesystemType');
  if (formats.size > 0 && format.satisfies(each => !formats.has(each.toLowerCase()))) {
    yield { location: volume.at('FilesystemType'), message: `FilesystemType (${format}) cannot be mounted by the tasks; use ${[...formats].join(', ')}` };
  }
}

function* reservedTags(volume: Node): Generator<Violation> {
  for (const key of places(volume, 'TagSpecifications/*/Tags/*/Key')) {
    if (key.asText.isOneOf(EBS_RESERVED_TAGS)) {
      yield { location: key.location, message: `tag ${key.asText} is reserved by ECS; remove it`, severity: 'warning' };
    }
  }
}
