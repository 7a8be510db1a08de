import { LOAD_BALANCER_DEFAULTS } from '../../../facts/defaults';
import { IPV6_TARGET_PROTOCOLS } from '../../../facts/network-load-balancers';
import { Listener } from '../../model/entities/listener';
import type { Service } from '../../model/entities/service';
import type { TargetGroup } from '../../model/entities/target-group';
import { servicesBehind } from '../../model/queries/services';
import { adminRule } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The IP address type of a target group fits its load balancer and its tasks',
  severity: 'error',
  outcome: 'refused',
  why: 'A load balancer without IPv6 refuses a target group with IPv6 targets. With UDP, a dual-stack load balancer does not support IPv4 targets. Tasks in IPv6-only subnets have no IPv4 address to register in a target group with IPv4 targets, so that the deployment hangs.',
  fix: 'Set `ipAddressType` of the load balancer to DUAL_STACK, and `ipAddressType` of the target group to IPV6 only for tasks with IPv6. In CloudFormation: IpAddressType.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html',

  subject: 'targetGroup',
  *check(group, application) {
    yield* behindIpv4(group);
    yield* ipv4OfUdp(group);
    yield* ofIpv6Tasks(group, servicesBehind(group, application));
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'IPv6 targets behind a load balancer with IPv4': { Targets: { IpAddressType: 'ipv6' } },
    'IPv4 targets of UDP behind a dual-stack load balancer': { scene: 'a Fargate service behind a network load balancer over UDP', change: { Balancer: { IpAddressType: 'dualstack' } } },
    'tasks in IPv6-only subnets': { TaskSubnet: { CidrBlock: undefined, Ipv6CidrBlock: '2001:db8:1234:1a00::/64', Ipv6Native: true }, Balancer: { IpAddressType: 'dualstack' } },
  },
  good: {
    'IPv6 targets behind a dual-stack load balancer': { Targets: { IpAddressType: 'ipv6' }, Balancer: { IpAddressType: 'dualstack' } },
    'IPv6 targets in IPv6-only subnets': {
      TaskSubnet: { CidrBlock: undefined, Ipv6CidrBlock: '2001:db8:1234:1a00::/64', Ipv6Native: true }, Targets: { IpAddressType: 'ipv6' }, Balancer: { IpAddressType: 'dualstack' },
    },
    'IPv4 targets of TCP behind a dual-stack load balancer': { scene: 'a Fargate service behind a network load balancer', change: { Balancer: { IpAddressType: 'dualstack' } } },
    'IPv4 targets of a rule of a UDP listener, behind a dual-stack load balancer': {
      scene: 'a Fargate service behind a network load balancer over UDP',
      change: {
        Balancer: { IpAddressType: 'dualstack' },
        Listener: { DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'AParameter' } }] },
        Rule: adminRule({ Type: 'forward', TargetGroupArn: { Ref: 'Targets' } }),
      },
    },
    'IPv6 targets of UDP behind a dual-stack load balancer': {
      scene: 'a Fargate service behind a network load balancer over UDP', change: { Balancer: { IpAddressType: 'dualstack' }, Targets: { IpAddressType: 'ipv6' } },
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

/** A rule of a listener may send only IPv4 clients to the target group. */
function* ipv4OfUdp(group: TargetGroup): Iterable<Violation> {
  if (!group.hasIpv4Targets) { return; }
  for (const { resource, protocol, loadBalancer } of group.listeners.filter(each => each.resource.type === Listener.TYPE)) {
    if (protocol.isOneOf(IPV6_TARGET_PROTOCOLS) && loadBalancer?.node.text('IpAddressType').is('dualstack')) {
      yield {
        location: group.node.at('IpAddressType'),
        related: [resource.at('Protocol'), loadBalancer.resource.at('IpAddressType')],
        severity: 'warning',
        message: `IpAddressType is ipv4, but listener ${resource.logicalId} uses ${protocol} on a dual-stack load balancer; use ipv6, or IpAddressType ipv4 for the load balancer`,
      };
    }
  }
}

function* ofIpv6Tasks(group: TargetGroup, services: readonly Service[]): Iterable<Violation> {
  const service = group.hasIpv4Targets ? services.find(({ hasIpv6Alone }) => hasIpv6Alone) : undefined;
  if (service) {
    yield { location: group.node.at('IpAddressType'), related: [service.awsvpc.at('Subnets')], message: `IpAddressType is ipv4, but the tasks of ${service.resource.logicalId} are in IPv6-only subnets; use ipv6` };
  }
}
