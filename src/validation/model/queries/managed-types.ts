import { architecturesOf, KnownRequirements, matchesType, unmetRequirement } from '../../../facts/instance-requirements';
import { InstanceType, instanceType, instanceTypeNames } from '../../../facts/instance-types';
import type { CapacityProvider } from '../entities/capacity-provider';
import { JoinedList } from '../evaluation/joined-list';
import type { Node } from '../evaluation/node';

/** The instance types that the requirements of a capacity provider of Managed Instances consider, and those that they reject. */
export interface ManagedTypes {
  /** The allowed types, or all types in the table. The list is complete if each allowed type is in the table. */
  readonly considered: JoinedList<InstanceType>;
  /** Why a type does not meet the other requirements; `undefined` if it may. */
  unmet(type: InstanceType): string | undefined;
}

/** The place of the requirements. Without them, ECS selects the instance types. */
export function requirementsOf({ managedSettings }: CapacityProvider): Node { return managedSettings.get('InstanceLaunchTemplate').get('InstanceRequirements'); }

export function managedTypes(provider: CapacityProvider): ManagedTypes {
  const node = requirementsOf(provider);
  const requirements = knownRequirements(node);
  return { considered: consideredTypes(node), unmet: type => unmetRequirement(type, requirements) };
}

/** The instance types that a capacity provider may launch; complete if each allowed type is in the table. */
export function launchableTypes(provider: CapacityProvider): JoinedList<InstanceType> {
  const { considered, unmet } = managedTypes(provider);
  return new JoinedList(considered.known.filter(type => unmet(type) === undefined), considered.isComplete);
}

/** The architectures of the instances of a capacity provider; unknown if ECS may select both. */
export function managedArchitectures(provider: CapacityProvider): readonly InstanceType['architecture'][] | undefined {
  const node = requirementsOf(provider);
  const manufacturers = manufacturersOf(node);
  if (manufacturers) { return architecturesOf(manufacturers); }
  const allowed = consideredTypes(node).known;
  return node.get('AllowedInstanceTypes').isFilled && allowed.length > 0 ? [...new Set(allowed.map(({ architecture }) => architecture))] : undefined;
}

function consideredTypes(node: Node): JoinedList<InstanceType> {
  const allowed = node.get('AllowedInstanceTypes');
  const patterns = knownTexts(allowed);
  if (!patterns) { return JoinedList.UNKNOWN; }
  if (patterns.length === 0) { return new JoinedList(typesLike('*'), false); }
  const found = patterns.map(pattern => typesLike(pattern));
  // an unknown type may meet all requirements
  if (found.some(types => types.length === 0)) { return JoinedList.UNKNOWN; }
  return new JoinedList(found.flat(), patterns.every(pattern => !pattern.includes('*')));
}

function typesLike(pattern: string): readonly InstanceType[] {
  const names = pattern.includes('*') ? instanceTypeNames().filter(name => matchesType(name, pattern)) : [pattern];
  return names.flatMap(name => instanceType(name) ?? []);
}

function knownRequirements(node: Node): KnownRequirements {
  return {
    vcpus: boundsOf(node.get('VCpuCount')),
    memory: boundsOf(node.get('MemoryMiB')),
    memoryPerVcpu: boundsOf(node.get('MemoryGiBPerVCpu')),
    manufacturers: manufacturersOf(node),
    excluded: node.list('ExcludedInstanceTypes').sure.flatMap(each => each.asText.known ?? []),
    burstable: node.text('BurstablePerformance').orDefault('excluded').known,
    bareMetal: node.text('BareMetal').orDefault('excluded').known,
  };
}

function manufacturersOf(node: Node): readonly string[] | undefined {
  const texts = knownTexts(node.get('CpuManufacturers'));
  return texts?.length === 0 ? undefined : texts;
}

/** The limits of a range; none for a minimum above the maximum, which another rule reports. */
function boundsOf(node: Node) {
  const [min, max] = [node.number('Min').known, node.number('Max').known];
  return min !== undefined && max !== undefined && min > max ? {} : { min, max };
}

/** The texts of a list; empty if it is not set, `undefined` if it is unknown. */
function knownTexts(node: Node): readonly string[] | undefined {
  const { asList } = node;
  return asList.isKnown && asList.texts.length === asList.length ? asList.texts : undefined;
}
