import type { IInstanceGroup } from './instance-group';
import type { InstancesOptions } from './instances-options';

/** Instances of one group, with its share of the tasks. */
export interface InstancesShare {
  readonly group: IInstanceGroup;
  readonly options: InstancesOptions;
}
