import type { ValueFormat } from './value-format';

/**
 * The states of the instances in a warm pool.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutWarmPool.html
 */
export const WARM_POOL_FORMATS: readonly ValueFormat[] = [
  { path: 'PoolState', oneOf: ['Stopped', 'Running', 'Hibernated'], otherwise: 'refused' },
  { path: 'MinSize', min: 0, max: Infinity, form: '0 or more', otherwise: 'refused' },
  { path: 'MaxGroupPreparedCapacity', min: -1, max: Infinity, form: '0 or more', otherwise: 'refused' },
];

/** The root volumes of the AMIs for container instances. */
export const ROOT_DEVICES: readonly string[] = ['/dev/xvda', '/dev/sda1'];
