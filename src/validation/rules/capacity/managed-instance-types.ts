import { BARE_METAL_TYPE, BURSTABLE_TYPE } from '../../../facts/managed-instances';
import { managedTypes, requirementsOf } from '../../model/queries/managed-types';
import { defineRule } from '../rule';

/** The most types in a message. */
const SHOWN = 3;

export default defineRule({
  title: 'An instance type meets the requirements of Managed Instances',
  severity: 'error',
  outcome: 'hangs',
  why: 'ECS launches only instance types that meet all requirements, also those of AllowedInstanceTypes. Burstable types (t3, t4g) and bare metal types are excluded by default. If no type meets the requirements, ECS launches no instance, and tasks stay in PROVISIONING.',
  fix: 'Change `instanceRequirements` of ManagedInstancesCapacityProvider: other `allowedInstanceTypes`, wider limits, or `burstablePerformance: ec2.BurstablePerformance.INCLUDED`. In CloudFormation: InstanceLaunchTemplate.InstanceRequirements.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_InstanceRequirementsRequest.html',

  subject: 'capacityProvider',
  *check(provider) {
    const requirements = requirementsOf(provider);
    if (!requirements.isGiven) { return; }
    const { considered, unmet } = managedTypes(provider);
    const reasons = considered.known.map(type => ({ name: type.name, reason: unmet(type) }));
    if (reasons.length === 0 || reasons.some(({ reason }) => reason === undefined)) { return; }
    const shown = reasons.slice(0, SHOWN).map(({ name, reason }) => `${name}: ${reason}`);
    if (reasons.length > SHOWN) { shown.push(`${reasons.length - SHOWN} others`); }
    const subject = requirements.get('AllowedInstanceTypes').isFilled ? 'type in AllowedInstanceTypes' : 'known instance type';
    yield {
      location: requirements.location,
      message: `no ${subject} meets the requirements of ${provider.label} (${shown.join('; ')})`,
      ...considered.every(({ name }) => !BURSTABLE_TYPE.test(name) && !BARE_METAL_TYPE.test(name)) ? {} : { severity: 'warning' },
    };
  },

  scene: 'a service on Managed Instances',
  bad: {
    'types with less memory': { Provider: requiring({ AllowedInstanceTypes: ['m7i.large', 'm6i.large'], MemoryMiB: { Min: 16384 } }) },
    'types with more vCPUs': { Provider: requiring({ AllowedInstanceTypes: ['m7i.xlarge'], VCpuCount: { Min: 1, Max: 2 } }) },
    'types of another manufacturer': { Provider: requiring({ AllowedInstanceTypes: ['m7g.large'], CpuManufacturers: ['intel', 'amd'] }) },
    'memory for each vCPU that no listed type has': { Provider: requiring({ AllowedInstanceTypes: ['c7i.large'], MemoryGiBPerVCpu: { Min: 4 } }) },
    'a burstable type': { Provider: requiring({ AllowedInstanceTypes: ['t3.large'] }) },
    'a bare metal type': { Provider: requiring({ AllowedInstanceTypes: ['m7i.metal-24xl'], BareMetal: 'excluded' }) },
    'types that are no burstable ones': { Provider: requiring({ AllowedInstanceTypes: ['m7i.large'], BurstablePerformance: 'required' }) },
    'a family with less memory': { Provider: requiring({ AllowedInstanceTypes: ['c7i.*'], MemoryGiBPerVCpu: { Min: 8 } }) },
    'limits that no known type meets': { Provider: requiring({ VCpuCount: { Min: 3, Max: 3 } }) },
    'known types that are excluded': { Provider: requiring({ ExcludedInstanceTypes: ['*'] }) },
  },
  good: {
    'one type that meets the requirements': { Provider: requiring({ AllowedInstanceTypes: ['m7i.large', 'm7i.xlarge'], MemoryMiB: { Min: 16384 } }) },
    'a burstable type that is included': { Provider: requiring({ AllowedInstanceTypes: ['t3.large'], BurstablePerformance: 'included' }) },
    'burstable types by a parameter': { Provider: requiring({ AllowedInstanceTypes: ['t3.large'], BurstablePerformance: { Ref: 'AParameter' } }) },
    'a type that is not in the table': { Provider: requiring({ AllowedInstanceTypes: ['m7i.large', 'zz9.large'], MemoryMiB: { Min: 16384 } }) },
    'types from a parameter': { Provider: requiring({ AllowedInstanceTypes: { Ref: 'AParameter' }, MemoryMiB: { Min: 16384 } }) },
    'a type from a parameter': { Provider: requiring({ AllowedInstanceTypes: ['m7i.large', { Ref: 'AParameter' }], MemoryMiB: { Min: 16384 } }) },
    'no manufacturer': { Provider: requiring({ AllowedInstanceTypes: ['m7g.large'], CpuManufacturers: [] }) },
    'a manufacturer from a parameter': { Provider: requiring({ AllowedInstanceTypes: ['m7g.large'], CpuManufacturers: [{ Ref: 'AParameter' }] }) },
    'requirements from a parameter': { Provider: { ManagedInstancesProvider: { InstanceLaunchTemplate: { InstanceRequirements: { Ref: 'AParameter' } } } } },
    'a family with a larger type': { Provider: requiring({ AllowedInstanceTypes: ['m7i.*'], VCpuCount: { Min: 8 } }) },
    'limits without types': { Provider: requiring({ VCpuCount: { Min: 2 } }) },
  },
});

function requiring(requirements: object) {
  const InstanceRequirements = { VCpuCount: { Min: 1 }, MemoryMiB: { Min: 2048 }, ...requirements };
  return { ManagedInstancesProvider: { InstanceLaunchTemplate: { InstanceRequirements } } };
}
