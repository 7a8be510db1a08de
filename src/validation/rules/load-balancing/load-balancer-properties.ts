import { LOAD_BALANCER_DEFAULTS } from '../../../facts/defaults';
import { LIMITED_PROPERTIES, LimitedProperty, LOAD_BALANCER_FORMATS, LOAD_BALANCER_TYPES } from '../../../facts/load-balancer-properties';
import type { LoadBalancer } from '../../model/entities/load-balancer';
import { parameterName, places } from '../../model/evaluation/places';
import type { Value } from '../../model/evaluation/value';
import { wrongValues } from '../../model/queries/value-format';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A load balancer has only properties that its type and scheme support, and its subnets in one property',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation does not check which properties belong together. Elastic Load Balancing refuses the load balancer, for example an Elastic IP address for an Application Load Balancer, or Subnets together with SubnetMappings.',
  fix: 'Remove the property that the message names, or use `elbv2.NetworkLoadBalancer` for addresses of your own. In CloudFormation: Type, Scheme, IpAddressType, Subnets and SubnetMappings.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html',

  subject: 'loadBalancer',
  *check(balancer) {
    const { node } = balancer;
    for (const row of balancer.type.isNoneOf(LOAD_BALANCER_TYPES) ? [] : LIMITED_PROPERTIES) {
      const [limit] = limitsOf(row, balancer).filter(({ value, allowed }) => value.isNoneOf(allowed));
      if (!limit) { continue; }
      for (const place of places(node, row.path)) {
        if (!place.isSure || row.value !== undefined && !place.asText.is(row.value)) { continue; }
        yield { location: place.location, message: `${parameterName(row.path)}${row.value === undefined ? '' : ` ${row.value}`} needs ${limit.name} ${limit.allowed.join(' or ')}; it is ${limit.value}` };
      }
    }
    yield* wrongValues(node, LOAD_BALANCER_FORMATS, () => node.resource.logicalId);
    if (node.get('Subnets').isGiven && node.get('SubnetMappings').isGiven) {
      yield { location: node.at('SubnetMappings'), message: 'the load balancer has both Subnets and SubnetMappings; remove one' };
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'an Elastic IP address': mappings({ AllocationId: 'eipalloc-0a1b2c3d4e5f60718' }),
    'a private address of a public network load balancer': { scene: 'a Fargate service behind a network load balancer', change: mappings({ PrivateIPv4Address: '10.0.0.10' }) },
    'a prefix for source NAT without IPv6': { scene: 'a Fargate service behind a network load balancer', change: { Balancer: { EnablePrefixForIpv6SourceNat: 'on' } } },
    'a prefix for source NAT with another size': prefix('2001:db8:1234:1a00::/64'),
    'an internal load balancer without public IPv4 addresses': { Balancer: { Scheme: 'internal', IpAddressType: 'dualstack-without-public-ipv4' } },
    'subnets and subnet mappings': { Balancer: { SubnetMappings: [{ SubnetId: 'subnet-0a1b2c3d4e5f60720' }, { SubnetId: 'subnet-0a1b2c3d4e5f60721' }] } },
    'a type that does not exist': { Appliances: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Type: 'gateway2', Scheme: 'internal', SecurityGroups: ['sg-0a1b2c3d4e5f60718'], Subnets: ['subnet-0a1b2c3d4e5f60720'] } } },
    'security groups of a Gateway Load Balancer': {
      Appliances: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Type: 'gateway', Subnets: ['subnet-0a1b2c3d4e5f60720'], SecurityGroups: ['sg-0a1b2c3d4e5f60718'] } },
    },
  },
  good: {
    'an Elastic IP address of a network load balancer': { scene: 'a Fargate service behind a network load balancer', change: mappings({ AllocationId: 'eipalloc-0a1b2c3d4e5f60718' }) },
    'a private address of an internal network load balancer': {
      scene: 'a Fargate service behind a network load balancer',
      change: { Balancer: { Scheme: 'internal', Subnets: undefined, SubnetMappings: [{ SubnetId: 'subnet-0a1b2c3d4e5f60720', PrivateIPv4Address: '10.0.0.10' }, { SubnetId: 'subnet-0a1b2c3d4e5f60721' }] } },
    },
    'a prefix for source NAT': prefix('2001:db8:1234:1a00::/80'),
    'a prefix for source NAT that is assigned': prefix('auto_assigned'),
    'an address under a condition': mappings({ AllocationId: { 'Fn::If': ['IsTest', 'eipalloc-0a1b2c3d4e5f60718', { Ref: 'AWS::NoValue' }] } }),
    'a dual-stack load balancer': { Balancer: { Scheme: 'internal', IpAddressType: 'dualstack', EnablePrefixForIpv6SourceNat: 'off' } },
    'a scheme from a parameter': { Balancer: { Scheme: { Ref: 'AParameter' }, IpAddressType: 'dualstack-without-public-ipv4' } },
  },
});

interface Limit {
  readonly name: string;
  readonly value: Value<string>;
  readonly allowed: readonly string[];
}

function limitsOf({ types, schemes, addressTypes }: LimitedProperty, { type, scheme, node }: LoadBalancer): readonly Limit[] {
  const addressType = node.text('IpAddressType').orDefault(LOAD_BALANCER_DEFAULTS.addressType);
  return [
    { name: 'Type', value: type, allowed: types },
    ...schemes ? [{ name: 'Scheme', value: scheme, allowed: schemes }] : [],
    ...addressTypes ? [{ name: 'IpAddressType', value: addressType, allowed: addressTypes }] : [],
  ];
}

function mappings(first: object): Record<string, object> {
  return { Balancer: { Subnets: undefined, SubnetMappings: [{ SubnetId: 'subnet-0a1b2c3d4e5f60720', ...first }, { SubnetId: 'subnet-0a1b2c3d4e5f60721' }] } };
}

function prefix(SourceNatIpv6Prefix: string) {
  const { Balancer } = mappings({ SourceNatIpv6Prefix });
  return { scene: 'a Fargate service behind a network load balancer', change: { Balancer: { ...Balancer, IpAddressType: 'dualstack' } } } as const;
}
