import { CAPACITY_PROVIDER_FORMATS, OrderedSettings, SCALING_STEPS } from '../../../facts/capacity-providers';
import {
  EXCLUSIVE_REQUIREMENTS, ExclusiveSettings, MANAGED_FORMATS, MANAGED_REQUIRED, ORDERED_REQUIREMENTS, RESERVED_CAPACITY,
} from '../../../facts/managed-instances';
import type { CapacityProvider } from '../../model/entities/capacity-provider';
import { places } from '../../model/evaluation/places';
import { missingMembers } from '../../model/queries/missing-member';
import { wrongValues } from '../../model/queries/value-format';
import { defineRule, Violation } from '../rule';

const FORMATS = [...CAPACITY_PROVIDER_FORMATS, ...MANAGED_FORMATS];
const ORDERED = [SCALING_STEPS, ...ORDERED_REQUIREMENTS];

export default defineRule({
  title: 'Managed scaling and Managed Instances have settings that ECS accepts',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS refuses a capacity provider with a value outside of its list or range, with a range whose minimum is above its maximum, or with settings that exclude each other. The CloudFormation schema has no upper bound for most of them.',
  fix: 'Set the value that the message names: `targetCapacityPercent`, `minimumScalingStepSize` and `maximumScalingStepSize` of AsgCapacityProvider, or `instanceRequirements`, `taskVolumeStorage` and `capacityOptionType` of ManagedInstancesCapacityProvider. In CloudFormation: the property in the message.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html',

  subject: 'capacityProvider',
  *check(provider) {
    const { node, label } = provider;
    yield* wrongValues(node, FORMATS, () => label);
    for (const { location, problem } of missingMembers(node, MANAGED_REQUIRED)) { yield { location, message: `${label} has ${problem}` }; }
    for (const settings of ORDERED) { yield* disorder(provider, settings); }
    for (const settings of EXCLUSIVE_REQUIREMENTS) { yield* conflict(provider, settings); }
    yield* unreserved(provider);
  },

  scene: 'a service on a capacity provider',
  bad: {
    'a target of 0 percent': { Instances: scaling({ TargetCapacity: 0 }) },
    'a warm-up of more than 10000 seconds': { Instances: scaling({ InstanceWarmupPeriod: 20_000 }) },
    'a smallest step above the largest': { Instances: scaling({ MinimumScalingStepSize: 10, MaximumScalingStepSize: 5 }) },
    'a status in lower case': { Instances: scaling({ Status: 'enabled' }) },
    'a flag as termination protection': { Instances: { AutoScalingGroupProvider: { ManagedTerminationProtection: 'true' } } },
    'a small data volume': managed({ StorageConfiguration: { StorageSizeGiB: 20 } }),
    'instances that scale in after two hours': {
      scene: 'a service on Managed Instances', change: { Provider: { ManagedInstancesProvider: { InfrastructureOptimization: { ScaleInAfter: 7200 } } } },
    },
    'no subnets': managed({ NetworkConfiguration: { Subnets: [] } }),
    'a minimum of memory above the maximum': requiring({ MemoryMiB: { Min: 8192, Max: 4096 } }),
    'allowed and excluded instance types': requiring({ AllowedInstanceTypes: ['m7i.*'], ExcludedInstanceTypes: ['m7i.metal*'] }),
    'two limits of the price': requiring({ OnDemandMaxPricePercentageOverLowestPrice: 20, SpotMaxPricePercentageOverLowestPrice: 50 }),
    'reservations for On-Demand Instances': managed({ CapacityReservations: { ReservationPreference: 'RESERVATIONS_FIRST' } }),
    'reservations for Spot Instances': managed({ CapacityOptionType: 'SPOT', CapacityReservations: { ReservationPreference: 'RESERVATIONS_FIRST' } }),
  },
  good: {
    'the limits of managed scaling': {
      Instances: scaling({ TargetCapacity: 100, InstanceWarmupPeriod: 0, MinimumScalingStepSize: 10_000, MaximumScalingStepSize: 10_000 }),
    },
    'a step from a parameter': { Instances: scaling({ MinimumScalingStepSize: 10, MaximumScalingStepSize: { Ref: 'AParameter' } }) },
    'instances that are never scaled in': {
      scene: 'a service on Managed Instances', change: { Provider: { ManagedInstancesProvider: { InfrastructureOptimization: { ScaleInAfter: -1 } } } },
    },
    'an empty list of excluded instance types': requiring({ AllowedInstanceTypes: ['m7i.*'], ExcludedInstanceTypes: [] }),
    'excluded instance types under a condition': requiring({
      AllowedInstanceTypes: ['m7i.*'], ExcludedInstanceTypes: { 'Fn::If': ['Small', ['m7i.metal*'], { Ref: 'AWS::NoValue' }] },
    }),
    'reserved capacity': managed({ CapacityOptionType: 'RESERVED', CapacityReservations: { ReservationPreference: 'RESERVATIONS_FIRST' } }),
    'a purchase option from a parameter': managed({ CapacityOptionType: { Ref: 'AParameter' }, CapacityReservations: { ReservationPreference: 'RESERVATIONS_FIRST' } }),
    'reservations from a parameter': managed({ CapacityReservations: { Ref: 'AParameter' } }),
  },
});

function* disorder({ node, label }: CapacityProvider, { lower, upper }: OrderedSettings): Iterable<Violation> {
  const [most] = places(node, upper);
  for (const least of most ? places(node, lower) : []) {
    if (!least.asNumber.satisfies(low => most.asNumber.satisfies(high => low > high))) { continue; }
    const [one, other] = [lower, upper].map(path => path.split('/').slice(-2).join('.'));
    yield { location: least.location, related: [most.location], message: `${label} has ${one} ${least.asNumber}, which is above ${other} ${most.asNumber}` };
  }
}

function* conflict({ node, label }: CapacityProvider, { path, one, other, otherwise }: ExclusiveSettings): Iterable<Violation> {
  for (const place of places(node, path).filter(each => [one, other].every(key => each.get(key).isFilled))) {
    yield {
      location: place.at(other),
      related: [place.get(one).location],
      message: `${label} has both ${one} and ${other}; remove one of them`,
      ...otherwise === 'refused' ? {} : { severity: 'warning' },
    };
  }
}

function* unreserved({ managedSettings, label }: CapacityProvider): Iterable<Violation> {
  const template = managedSettings.get('InstanceLaunchTemplate');
  const option = template.text('CapacityOptionType').orDefault('ON_DEMAND');
  if (!template.get('CapacityReservations').isGiven || !option.differs(RESERVED_CAPACITY)) { return; }
  yield {
    location: template.at('CapacityReservations'),
    message: `${label} has CapacityReservations, but its CapacityOptionType is ${option}; set it to ${RESERVED_CAPACITY}`,
  };
}

function scaling(properties: object) { return { AutoScalingGroupProvider: { ManagedScaling: properties } }; }

function managed(template: object) {
  return { scene: 'a service on Managed Instances', change: { Provider: { ManagedInstancesProvider: { InstanceLaunchTemplate: template } } } } as const;
}

function requiring(requirements: object) {
  return managed({ InstanceRequirements: { VCpuCount: { Min: 2 }, MemoryMiB: { Min: 4096 }, ...requirements } });
}
