import type { InstanceAccelerator } from './instance-accelerator';
import type { IInstanceGroup } from './instance-group';
import type { SizedType } from '../../../facts/instance-fit';

const KNOWN = Symbol.for('cdk-ecs-shipshape.knownInstances');

/** The settings of instances that this app creates; those of an imported group are unknown. */
export interface KnownInstances {
  /** The names of the instance types; empty if EC2 selects them by their attributes. */
  readonly instanceTypes: readonly string[];
  /** Whether tasks get more network interfaces than the instance type has (ENI trunking). */
  readonly hasEniTrunking: boolean;
  readonly maxInstances: number;
  readonly accelerator: InstanceAccelerator;
  /** The types with their sizes, or the size that requirements limit; empty if it is unknown. */
  readonly sizes: readonly SizedType[];
  /** The memory that the agent reserves, in MiB. */
  readonly reservedMemory: number;
  /** Whether containers may be privileged; undefined if it is unknown. */
  readonly allowsPrivileged?: boolean;
  /** The log drivers of the agent; undefined if the AMI decides. */
  readonly logDrivers?: readonly string[];
}

export function rememberInstances(group: IInstanceGroup, known: KnownInstances): void {
  Object.defineProperty(group, KNOWN, { value: known });
}

export function knownInstancesOf(group: IInstanceGroup & { readonly [KNOWN]?: KnownInstances }): KnownInstances | undefined { return group[KNOWN]; }
