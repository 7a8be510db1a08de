import { Stack, Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { InstanceSize } from './instance-selection';
import { knownManagedInstancesOf } from './known-managed-instances';
import type { IManagedInstances, ManagedInstances } from './managed-instances';
import { ManagedShare } from './managed-share';
import { instanceType } from '../../../facts/instance-types';
import { MANAGED_NETWORK_MODES } from '../../../facts/managed-instances';
import { UNSUPPORTED_PARAMETERS } from '../../../facts/task-parameters';
import { TaskRequest } from '../compute';
import { TaskSize } from '../task-size';

/** The pattern of the placement expressions that Managed Instances do not support. */
const CONSTRAINTS = UNSUPPORTED_PARAMETERS.find(({ path, on }) => path === 'PlacementConstraints/*/Expression' && on.MANAGED_INSTANCES !== undefined);

/** Why Managed Instances cannot run a task. */
export function managedTaskProblems(shares: readonly ManagedShare[], { platform, size, gpuCount }: TaskRequest): string[] {
  const { operatingSystemFamily, isLinux } = platform;
  return [
    ...(isLinux ? [] : [`Managed Instances do not run operatingSystemFamily ${operatingSystemFamily}; use LINUX`]),
    ...architectureProblems(shares, platform.cpuArchitecture),
    ...(size ? sizeProblems(shares, size) : []),
    ...gpuProblems(shares, gpuCount),
    ...shares.flatMap(optionProblems),
  ];
}

/** Why Managed Instances cannot run an existing task definition. */
export function existingTaskProblems(task: ecs.TaskDefinition, networkMode: ecs.NetworkMode): string[] {
  const name = `taskDefinition ('${task.node.path}')`;
  if (!task.isManagedInstancesCompatible) { return [`${name} does not support Managed Instances; add MANAGED_INSTANCES to its compatibility`]; }
  if (task.networkMode !== networkMode) {
    return [`${name} has networkMode ${task.networkMode}, and the capacity ${networkMode}; set networkMode of Capacity.managedInstances to ecs.NetworkMode.${modeName(task.networkMode)}`];
  }
  return [];
}

function modeName(mode: ecs.NetworkMode): string { return mode === ecs.NetworkMode.HOST ? 'HOST' : 'AWS_VPC'; }

function architectureProblems(shares: readonly ManagedShare[], cpuArchitecture: string): string[] {
  return shares.flatMap(({ instances }) => {
    const available = instances.cpuArchitecture?._cpuArchitecture;
    return available === undefined || available === cpuArchitecture
      ? []
      : [`cpuArchitecture ${cpuArchitecture} does not run on the ${available} instances of '${instances.node.path}'; set cpuArchitecture to ${available}, or allow other instance types`];
  });
}

function sizeProblems(shares: readonly ManagedShare[], size: TaskSize): string[] {
  const ephemeral = size.ephemeralStorage
    ? [`size: ephemeralStorage (${size._ephemeralStorageGiB} GiB) is not supported by Managed Instances; set storageSize of the instances, and remove it`]
    : [];
  return [...ephemeral, ...shares.flatMap(({ instances }) => {
    const largest = knownManagedInstancesOf(instances)?.largest ?? {};
    return exceeds(size, largest) ? [`size: ${size.cpu} CPU units and ${size.memoryMiB} MiB do not fit the largest instance of '${instances.node.path}', which has ${shown(largest)}; use a smaller size, or allow larger instance types`] : [];
  })];
}

function gpuProblems(shares: readonly ManagedShare[], gpuCount: number | undefined): string[] {
  if (gpuCount === undefined || Token.isUnresolved(gpuCount)) { return []; }
  return shares.flatMap(({ instances }) => {
    const most = mostGpus(instances);
    return most !== undefined && gpuCount > most
      ? [`gpuCount (${gpuCount}) is more than an instance of '${instances.node.path}' has, ${most}; set instanceTypes or instanceRequirements with ${most === 0 ? 'GPUs' : 'more GPUs'}, or ${most === 0 ? 'remove gpuCount' : 'use a smaller gpuCount'}`]
      : [];
  });
}

/**
 * The most GPUs of one instance; undefined if it is unknown. Without requirements ECS selects general purpose instance types, which have none.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/create-capacity-provider-managed-instances.html
 */
function mostGpus(instances: IManagedInstances): number | undefined {
  const { capacityProvider } = instances as Partial<ManagedInstances>;
  if (!capacityProvider) { return undefined; }
  const { managedInstancesProvider } = capacityProvider.node.defaultChild as ecs.CfnCapacityProvider;
  const provider = Stack.of(instances).resolve(managedInstancesProvider) as ecs.CfnCapacityProvider.ManagedInstancesProviderProperty;
  const { instanceRequirements } = provider.instanceLaunchTemplate as ecs.CfnCapacityProvider.InstanceLaunchTemplateProperty;
  if (!instanceRequirements) { return 0; }
  const { allowedInstanceTypes = [], acceleratorCount } = instanceRequirements as ecs.CfnCapacityProvider.InstanceRequirementsRequestProperty;
  const types = allowedInstanceTypes.map(each => instanceType(String(each))?.gpus);
  const known = types.filter(each => each !== undefined);
  const limit = (acceleratorCount as ecs.CfnCapacityProvider.AcceleratorCountRequestProperty | undefined)?.max;
  return known.length > 0 && known.length === types.length ? Math.max(...known) : limit;
}

function exceeds({ cpu, memoryMiB }: TaskSize, largest: InstanceSize): boolean {
  return isAbove(cpu, largest.cpu) || isAbove(memoryMiB, largest.memoryMiB);
}

function isAbove(value: number | undefined, limit: number | undefined): boolean {
  return value !== undefined && limit !== undefined && !Token.isUnresolved(value) && !Token.isUnresolved(limit) && value > limit;
}

function shown({ cpu, memoryMiB }: InstanceSize): string {
  return [...(cpu === undefined ? [] : [`${cpu} CPU units`]), ...(memoryMiB === undefined ? [] : [`${memoryMiB} MiB`])].join(' and ');
}

function optionProblems({ options: { networkMode = ecs.NetworkMode.AWS_VPC, placementConstraints = [] } }: ManagedShare): string[] {
  return [
    ...(MANAGED_NETWORK_MODES.includes(networkMode) ? [] : [`networkMode ${networkMode} is not supported by Managed Instances; use ecs.NetworkMode.AWS_VPC or HOST`]),
    ...placementConstraints.flatMap(each => each.toJson()).flatMap(({ expression }) => expressionProblems(expression)),
  ];
}

/** Tasks in network mode host use the security groups of the instances. */
export function securityGroupProblems({ instances, options: { networkMode } }: ManagedShare): string[] {
  return networkMode === ecs.NetworkMode.HOST && instances.connections.securityGroups.length === 0
    ? [`networkMode host uses the security groups of the instances; set securityGroups of the imported Managed Instances '${instances.node.path}'`]
    : [];
}

function expressionProblems(expression: string | undefined): string[] {
  if (expression === undefined || Token.isUnresolved(expression) || !CONSTRAINTS?.values?.matching?.test(expression)) { return []; }
  return [`placementConstraints: '${expression}' has an attribute that Managed Instances do not have; ${CONSTRAINTS.instead}`];
}
