import { EBS_INITIALIZATION_RATE, EBS_RESERVED_TAGS, EBS_TYPE_NOT_ON_FARGATE, ebsFormatsOf } from '../../../facts/ebs-volumes';
import type { Node } from '../../model/node';
import { places } from '../../model/places';
import type { Service } from '../../model/service';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The settings of an EBS volume go together, and with the tasks that it is attached to',
  severity: 'error',
  outcome: 'refused',
  why: 'A volume is made from a size or a snapshot, in a format that the operating system of the tasks reads. ECS refuses some of what does not fit; for the rest the volume is never attached and the deployment hangs.',
  fix: 'Leave out the setting that the message names, or set the one that it goes with.',
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

  scene: 'a Fargate service with a volume of its own',
  bad: {
    'neither a size nor a snapshot': having({ SizeInGiB: undefined }),
    'a rate at which no snapshot is read': having({ VolumeInitializationRate: 200 }),
    'a rate that is too low': having({ SnapshotId: 'snap-0123456789abcdef0', VolumeInitializationRate: 50 }),
    'a key that encrypts nothing': having({ KmsKeyId: 'alias/volumes', Encrypted: false }),
    'a format of Windows': having({ FilesystemType: 'ntfs' }),
    'a format of nobody': having({ FilesystemType: 'btrfs' }),
    'a magnetic disk': having({ VolumeType: 'standard' }),
    'a tag that ECS sets': having({ TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'AmazonECSManaged', Value: 'no' }] }] }),
  },
  good: {
    'a snapshot': having({ SizeInGiB: undefined, SnapshotId: 'snap-0123456789abcdef0', VolumeInitializationRate: 200, FilesystemType: 'ext4' }),
    'a snapshot that is known at deployment': having({ SizeInGiB: undefined, SnapshotId: { Ref: 'Snapshot' } }),
    'a key, with encryption by default': having({ KmsKeyId: 'alias/volumes', Encrypted: undefined }),
    'a tag of its own': having({ TagSpecifications: [{ ResourceType: 'volume', PropagateTags: 'SERVICE', Tags: [{ Key: 'team', Value: 'shop' }] }] }),
  },
});

function having(settings: object): { readonly Service: object } {
  return { Service: { VolumeConfigurations: { 0: { ManagedEBSVolume: settings } } } };
}

function* withoutSize(volume: Node): Generator<Violation> {
  if (volume.isGiven && volume.get('SizeInGiB').isAbsent && volume.get('SnapshotId').isAbsent) {
    yield { location: volume.at('SizeInGiB'), message: 'the volume has neither SizeInGiB nor SnapshotId' };
  }
}

function* rateOfSnapshot(volume: Node): Generator<Violation> {
  const { least, most } = EBS_INITIALIZATION_RATE;
  const rate = volume.number('VolumeInitializationRate');
  const location = volume.at('VolumeInitializationRate');
  if (rate.isKnown && volume.get('SnapshotId').isAbsent) {
    yield { location, message: 'the volume has a VolumeInitializationRate, but no SnapshotId to be initialized from' };
  } else if (rate.satisfies(each => each < least || each > most)) {
    yield { location, message: `the volume has VolumeInitializationRate ${rate}; it must be from ${least} to ${most} MiB/s`, severity: 'warning' };
  }
}

function* keyWithoutEncryption(volume: Node): Generator<Violation> {
  if (volume.get('KmsKeyId').isGiven && volume.flag('Encrypted').is(false)) {
    yield { location: volume.at('Encrypted'), message: 'the volume has a KmsKeyId, but Encrypted is false', severity: 'warning' };
  }
}

function* onOtherTasks(volume: Node, { compute, taskDefinition }: Service): Generator<Violation> {
  if (compute.is('FARGATE') && volume.text('VolumeType').is(EBS_TYPE_NOT_ON_FARGATE)) {
    yield { location: volume.at('VolumeType'), message: `the volume is of type ${EBS_TYPE_NOT_ON_FARGATE}, which Fargate does not attach` };
  }
  const formats = new Set(taskDefinition?.venues.flatMap(({ hosts }) => hosts).flatMap(ebsFormatsOf));
  const format = volume.text('FilesystemType');
  if (formats.size > 0 && format.satisfies(each => !formats.has(each.toLowerCase()))) {
    yield { location: volume.at('FilesystemType'), message: `the volume has FilesystemType ${format}, but its tasks read ${[...formats].join(', ')}` };
  }
}

function* reservedTags(volume: Node): Generator<Violation> {
  for (const key of places(volume, 'TagSpecifications/*/Tags/*/Key')) {
    if (key.asText.isOneOf(EBS_RESERVED_TAGS)) {
      yield { location: key.location, message: `the volume has a tag ${key.asText}, which ECS keeps for itself`, severity: 'warning' };
    }
  }
}
