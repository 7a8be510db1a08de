import type { ValueFormat } from './value-format';

/** A property of a load balancer that not all load balancers have. */
export interface LimitedProperty {
  readonly path: string;
  /** The value to which this applies; by default any. */
  readonly value?: string;
  /** The types that support it, and the schemes and IP address types; by default all of these. */
  readonly types: readonly string[];
  readonly schemes?: readonly string[];
  readonly addressTypes?: readonly string[];
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html */
export const LOAD_BALANCER_TYPES: readonly string[] = ['application', 'network', 'gateway'];

const NETWORK: readonly string[] = ['network'];
const PUBLIC: readonly string[] = ['internet-facing'];
const WITH_SECURITY_GROUPS: readonly string[] = ['application', 'network'];

/**
 * The type, which is one of a list of the API, and the prefix for source NAT of a subnet: "Specify an IPv6 prefix (/80 netmask) from the subnet CIDR block or auto_assigned".
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SubnetMapping.html
 */
export const LOAD_BALANCER_FORMATS: readonly ValueFormat[] = [
  { path: 'Type', oneOf: LOAD_BALANCER_TYPES, otherwise: 'refused' },
  { path: 'SubnetMappings/*/SourceNatIpv6Prefix', pattern: /^(?:auto_assigned|.+\/80)$/, form: 'auto_assigned, or an IPv6 prefix with /80', otherwise: 'refused' },
];

/**
 * The properties that only some load balancers support.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SubnetMapping.html
 */
export const LIMITED_PROPERTIES: readonly LimitedProperty[] = [
  { path: 'SubnetMappings/*/AllocationId', types: NETWORK, schemes: PUBLIC },
  { path: 'SubnetMappings/*/PrivateIPv4Address', types: NETWORK, schemes: ['internal'] },
  { path: 'SubnetMappings/*/IPv6Address', types: NETWORK, schemes: PUBLIC },
  { path: 'SubnetMappings/*/SourceNatIpv6Prefix', types: NETWORK, addressTypes: ['dualstack'] },
  { path: 'EnablePrefixForIpv6SourceNat', value: 'on', types: NETWORK, addressTypes: ['dualstack'] },
  { path: 'EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic', types: NETWORK },
  { path: 'IpAddressType', value: 'dualstack-without-public-ipv4', types: ['application'], schemes: PUBLIC },
  { path: 'Scheme', types: WITH_SECURITY_GROUPS },
  { path: 'SecurityGroups', types: WITH_SECURITY_GROUPS },
];
