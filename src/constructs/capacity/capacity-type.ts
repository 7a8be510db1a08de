import { Compute } from '../../facts/compute';

/**
 * The kind of compute of a `Capacity`.
 */
export enum CapacityType {
  /**
   * Fargate and Fargate Spot.
   */
  FARGATE = 'FARGATE',

  /**
   * Container instances of EC2 Auto Scaling groups.
   */
  INSTANCES = 'INSTANCES',

  /**
   * ECS Managed Instances.
   */
  MANAGED_INSTANCES = 'MANAGED_INSTANCES',

  /**
   * External instances (ECS Anywhere).
   */
  EXTERNAL = 'EXTERNAL',
}

export const CAPACITY_TYPES: Readonly<Record<Compute, CapacityType>> = {
  FARGATE: CapacityType.FARGATE,
  EC2: CapacityType.INSTANCES,
  MANAGED_INSTANCES: CapacityType.MANAGED_INSTANCES,
  EXTERNAL: CapacityType.EXTERNAL,
};
