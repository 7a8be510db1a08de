import { Bounds, EBS_DEFAULT_SIZES_AS, EBS_VOLUME_TYPES, EbsVolumeType } from '../../../facts/ebs-volumes';
import { own } from '../../../facts/own';
import type { Node } from '../../model/node';
import { places } from '../../model/places';
import { defineRule, Violation } from '../rule';

/** A setting of a volume, and its unit as a message says it. */
type Setting = readonly [key: string, unit: string];

export default defineRule({
  title: 'An EBS volume has the size, I/O operations and throughput that its type has',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS passes the settings on to EBS, which refuses what the type of the volume does not have.',
  fix: 'Set VolumeType to one that has what the volume needs, such as gp3, or leave the setting out.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceManagedEBSVolumeConfiguration.html',

  subject: 'service',
  *check({ node }) {
    for (const volume of places(node, 'VolumeConfigurations/*/ManagedEBSVolume')) {
      const name = volume.text('VolumeType');
      const type = name.orDefault(EBS_DEFAULT_SIZES_AS).map(each => own(EBS_VOLUME_TYPES, each)).known;
      const label = name.isAbsent ? 'a volume' : `a volume of type ${name}`;
      if (type) { yield* outside(volume, ['SizeInGiB', 'GiB'], type.sizeGiB, label); }
      if (type && name.isKnown) { yield* unlike(volume, type, label); }
    }
  },

  scene: 'a Fargate service with a volume of its own',
  bad: {
    'a small hard disk': having({ VolumeType: 'st1', SizeInGiB: 20 }),
    'more than there was, whatever the type': having({ SizeInGiB: 20_000 }),
    'provisioned operations, but not how many': having({ VolumeType: 'io2' }),
    'fewer operations than there are anyway': having({ VolumeType: 'gp3', Iops: 1000 }),
    'operations of a type that has what it has': having({ VolumeType: 'gp2', Iops: 3000 }),
    'throughput of a type that has what it has': having({ VolumeType: 'gp2', Throughput: 200 }),
    'more throughput than the pages say': having({ VolumeType: 'gp3', Throughput: 1500 }),
  },
  good: {
    'everything chosen': having({ VolumeType: 'gp3', SizeInGiB: 16_384, Iops: 16_000, Throughput: 1000 }),
    'provisioned operations': having({ VolumeType: 'io2', SizeInGiB: 4, Iops: 100 }),
    'operations of a type that is not known': having({ VolumeType: { Ref: 'Type' }, SizeInGiB: 1, Iops: 50, Throughput: 5000 }),
    'operations of the default type': having({ Iops: 3000, Throughput: 200 }),
    'a type that came later': having({ VolumeType: 'gp4', SizeInGiB: 100_000, Iops: 1 }),
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
      yield { location: volume.at(setting[0]), message: `${label} has ${setting[0]} set, which this type does not let one choose` };
    }
  }
  if (type.needsIops && volume.get('Iops').isAbsent) {
    yield { location: volume.at('VolumeType'), message: `${label} has no Iops, which this type needs` };
  }
}

function* outside(volume: Node, [key, unit]: Setting, { least, most }: Bounds, label: string): Generator<Violation> {
  const value = volume.number(key);
  const message = `${label} has ${key} ${value}; it must be from ${least} to ${most} ${unit}`;
  if (value.satisfies(each => each < least)) { yield { location: volume.at(key), message }; }
  if (value.satisfies(each => each > most)) { yield { location: volume.at(key), message, severity: 'warning' }; }
}

function chosen({ iops, throughput }: EbsVolumeType): readonly (readonly [Setting, Bounds | undefined])[] {
  return [[['Iops', 'a second'], iops], [['Throughput', 'MiB/s'], throughput]];
}
