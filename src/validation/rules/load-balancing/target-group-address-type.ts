import { LOAD_BALANCER_DEFAULTS } from '../../../facts/defaults';
import type { Service } from '../../model/entities/service';
import type { TargetGroup } from '../../model/entities/target-group';
import { servicesBehind } from '../../model/queries/services';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The IP address type of a target group fits its load balancer and its tasks',
  severity: 'error',
  outcome: 'refused',
  why: 'A load balancer without IPv6 refuses a target group with IPv6 targets. Tasks in IPv6-only subnets have no IPv4 address to register in a target group with IPv4 targets, so that the deployment hangs.',
  fix: 'Set `ipAddressType` of the load balancer to DUAL_STACK, and `ipAddressType` of the target group to IPV6 only for tasks with IPv6. In CloudFormation: IpAddressType.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html',

  subject: 'targetGroup',
  *check(group, application) {
    yield* behindIpv4(group);
    yield* ofIpv6Tasks(group, servicesBehind(group, application));
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'IPv6 targets behind a load balancer with IPv4': { Targets: { IpAddressType: 'ipv6' } },
    'tasks in IPv6-only subnets': { TaskSubnet: { CidrBlock: undefined, Ipv6CidrBlock: '2001:db8:1234:1a00::/64', Ipv6Native: true }, Balancer: { IpAddressType: 'dualstack' } },
  },
  good: {
    'IPv6 targets behind a dual-stack load balancer': { Targets: { IpAddressType: 'ipv6' }, Balancer: { IpAddressType: 'dualstack' } },
    'IPv6 targets in IPv6-only subnets': {
      TaskSubnet: { CidrBlock: undefined, Ipv6CidrBlock: '2001:db8:1234:1a00::/64', Ipv6Native: true }, Targets: { IpAddressType: 'ipv6' }, Balancer: { IpAddressType: 'dualstack' },
    },
    'an address type from a parameter': { Targets: { IpAddressType: 'ipv6' }, Balancer: { IpAddressType: { Ref: 'AParameter' } } },
  },
});

function* behindIpv4(group: TargetGroup): Iterable<Violation> {
  const place = group.node.get('IpAddressType');
  const balancer = place.asText.is('ipv6') ? group.loadBalancers.known.find(({ node }) => node.text('IpAddressType').orDefault(LOAD_BALANCER_DEFAULTS.addressType).is('ipv4')) : undefined;
  if (balancer) {
    yield { location: place.location, related: [balancer.resource.at('IpAddressType')], message: `IpAddressType is ipv6, but load balancer ${balancer.resource.logicalId} has IpAddressType ipv4; use dualstack there` };
  }
}

function* ofIpv6Tasks(group: TargetGroup, services: readonly Service[]): Iterable<Violation> {
  const service = group.hasIpv4Targets ? services.find(({ hasIpv6Alone }) => hasIpv6Alone) : undefined;
  if (service) {
    yield { location: group.node.at('IpAddressType'), related: [service.awsvpc.at('Subnets')], message: `IpAddressType is ipv4, but the tasks of ${service.resource.logicalId} are in IPv6-only subnets; use ipv6` };
  }
}
