import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IManagedInstances } from './managed-instances';
import { ManagedInstancesOptions } from './managed-instances-options';

/** Managed Instances of one capacity provider, with their share of the tasks. */
export interface ManagedShare {
  readonly instances: IManagedInstances;
  readonly options: ManagedInstancesOptions;
}

/** The network mode of the tasks: all shares of a strategy have the same. */
export function networkModeOf([{ options }]: readonly ManagedShare[]): ecs.NetworkMode { return options.networkMode ?? ecs.NetworkMode.AWS_VPC; }
