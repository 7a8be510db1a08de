/** Attributes of which an instance needs at least one, by the record of its service. */
export interface InstanceNeed {
  readonly record: string;
  readonly anyOf: readonly string[];
}

const IPV4 = 'AWS_INSTANCE_IPV4';
const IPV6 = 'AWS_INSTANCE_IPV6';
export const INSTANCE_PORT = 'AWS_INSTANCE_PORT';
export const ALIAS = 'AWS_ALIAS_DNS_NAME';
export const EC2_INSTANCE = 'AWS_EC2_INSTANCE_ID';
export const INITIAL_HEALTH = 'AWS_INIT_HEALTH_STATUS';

/**
 * The attributes that the records of a service need: "This value is required if the service specified by ServiceId includes settings for an A record".
 * An alias or an EC2 instance has no such attributes.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/cloud-map/latest/api/API_RegisterInstance.html
 */
export const INSTANCE_NEEDS: readonly InstanceNeed[] = [
  { record: 'A', anyOf: [IPV4] },
  { record: 'AAAA', anyOf: [IPV6] },
  { record: 'CNAME', anyOf: ['AWS_INSTANCE_CNAME'] },
  { record: 'SRV', anyOf: [INSTANCE_PORT] },
  { record: 'SRV', anyOf: [IPV4, IPV6] },
];

/**
 * The attributes with the reserved prefix.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/cloud-map/latest/api/API_RegisterInstance.html
 */
export const AWS_ATTRIBUTES: readonly string[] = [ALIAS, EC2_INSTANCE, INITIAL_HEALTH, 'AWS_INSTANCE_CNAME', IPV4, IPV6, INSTANCE_PORT];
export const RESERVED_PREFIX = /^aws_/i;

/** The values of the initial health. Read on 2026-11-30. @see https://docs.aws.amazon.com/cloud-map/latest/api/API_RegisterInstance.html */
export const INITIAL_HEALTH_VALUES: readonly string[] = ['HEALTHY', 'UNHEALTHY'];

/**
 * The limits of the attributes of an instance; the number counts those without the reserved prefix.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/cloud-map/latest/dg/cloud-map-limits.html
 * @see https://docs.aws.amazon.com/cloud-map/latest/api/API_RegisterInstance.html
 */
export const ATTRIBUTE_LIMITS = { count: 30, key: 255, value: 1024, total: 5000 };
export const ATTRIBUTE_KEY = /^[!-~]+$/;
