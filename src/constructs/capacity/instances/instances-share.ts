import type { IInstanceGroup } from './instance-group';
import type { InstancesOptions } from './instances-options';

/** Instances of one group, with its share of the tasks. */
export interface InstancesShare {
  readonly group: IInstanceGroup;
  readonly options: InstancesOptions;
}

/** Whether the group gets tasks. */
export function isUsed({ options: { base = 0, weight = 1 } }: InstancesShare): boolean { return base !== 0 || weight !== 0; }
