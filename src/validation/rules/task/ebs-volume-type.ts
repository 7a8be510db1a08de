import { Bounds, EBS_DEFAULT_SIZES_AS, EBS_VOLUME_TYPES, EbsVolumeType } from '../../../facts/ebs-volumes';
import { own } from '../../../facts/own';
import type { Node } from '../../model/evaluation/node';
import { places } from '../../model/evaluation/places';
import { defineRule, Violation } from '../rule';

/** A setting of a volume, and its unit in messages. */
type Setting = readonly [key: string, unit: string];

export default defineRule({
  title: 'The size, IOPS and throughput of an EBS volume are within the range of its volume type',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS passes the settings to EBS, which rejects values that the volume type does not support.',
  fix: 'Set volumeType of managedEBSVolume to a type that supports the values, such as EbsDeviceVolumeType.GP3, or remove the setting (VolumeType in CloudFormation).',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceManagedEBSVolumeConfiguration.html',

  subject: 'service',
  *check({ node }) {
    for (const volume of places(node, 'VolumeConfigurations/*/ManagedEBSVolume')) {
      const name = volume.text('VolumeType');
      const type = name.orDefault(EBS_DEFAULT_SIZES_AS).map(each => own(EBS_VOLUME_TYPES, each)).known;
      const label = name.isAbsent ? 'the default volume type' : `volume type ${name}`;
      if (type) { yield* outside(volume, ['SizeInGiB', 'GiB'], type.sizeGiB, label); }
      if (type && name.isKnown) { yield* unlike(volume, type, label); yield* tooFast(volume, type, label); }
    }
  },

  scene: 'a Fargate service with an EBS volume',
  bad: {
    'a hard disk volume that is too small': having({ VolumeType: 'st1', SizeInGiB: 20 }),
    'a size above the maximum of the default type': having({ SizeInGiB: 70_000 }),
    'a type with provisioned IOPS, without Iops': having({ VolumeType: 'io2' }),
    'fewer IOPS than the baseline of the type': having({ VolumeType: 'gp3', Iops: 1000 }),
    'Iops on a type with fixed IOPS': having({ VolumeType: 'gp2', Iops: 3000 }),
    'Throughput on a type with fixed throughput': having({ VolumeType: 'gp2', Throughput: 200 }),
    'a throughput above the maximum': having({ VolumeType: 'gp3', Throughput: 2500 }),
    'more IOPS than a volume of this size has': having({ VolumeType: 'gp3', SizeInGiB: 20, Iops: 16_000 }),
  },
  good: {
    'every setting at its maximum': having({ VolumeType: 'gp3', SizeInGiB: 65_536, Iops: 80_000, Throughput: 2000 }),
    'the minimum of IOPS on a small volume': having({ VolumeType: 'gp3', SizeInGiB: 1, Iops: 3000 }),
    'IOPS for a size from a parameter': having({ VolumeType: 'gp3', SizeInGiB: { Ref: 'Size' }, Iops: 16_000 }),
    'provisioned IOPS': having({ VolumeType: 'io2', SizeInGiB: 4, Iops: 100 }),
    'a type from a parameter': having({ VolumeType: { Ref: 'Type' }, SizeInGiB: 1, Iops: 50, Throughput: 5000 }),
    'the default type': having({ Iops: 3000, Throughput: 200 }),
    'an unknown newer type': having({ VolumeType: 'gp4', SizeInGiB: 100_000, Iops: 1 }),
    'more IOPS than gp3 supports, with the default type': having({ Iops: 20_000 }),
  },
});

function having(settings: object): { readonly Service: object } {
  return { Service: { VolumeConfigurations: { 0: { ManagedEBSVolume: settings } } } };
}

function* unlike(volume: Node, type: EbsVolumeType, label: string): Generator<Violation> {
  for (const [setting, bounds] of chosen(type)) {
    if (bounds) {
      yield* outside(volume, setting, bounds, label);
    } else if (volume.get(setting[0]).isGiven) {
      yield { location: volume.at(setting[0]), message: `${setting[0]} cannot be set for ${label}; remove it, or use gp3` };
    }
  }
  if (type.needsIops && volume.get('Iops').isAbsent) {
    yield { location: volume.at('VolumeType'), message: `${label} requires Iops; set iops` };
  }
}

function* tooFast(volume: Node, { iops, iopsPerGiB }: EbsVolumeType, label: string): Generator<Violation> {
  const [value, size] = [volume.number('Iops'), volume.number('SizeInGiB')];
  for (const most of [size.map(each => Math.max(iops?.least ?? 0, each * (iopsPerGiB ?? Infinity))).known ?? []].flat()) {
    if (value.satisfies(each => each > most)) {
      yield { location: volume.at('Iops'), message: `Iops (${value}) must be at most ${most} for ${label} of ${size} GiB, ${iopsPerGiB} for each GiB` };
    }
  }
}

function* outside(volume: Node, [key, unit]: Setting, { least, most }: Bounds, label: string): Generator<Violation> {
  const value = volume.number(key);
  const message = `${key} (${value}) must be from ${least} to ${most} ${unit} for ${label}`;
  if (value.satisfies(each => each < least)) { yield { location: volume.at(key), message }; }
  if (value.satisfies(each => each > most)) { yield { location: volume.at(key), message, severity: 'warning' }; }
}

function chosen({ iops, throughput }: EbsVolumeType): readonly (readonly [Setting, Bounds | undefined])[] {
  return [[['Iops', 'IOPS'], iops], [['Throughput', 'MiB/s'], throughput]];
}
