import { Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { EndpointKind } from '../../load-balancing/exposure-kind';

/** Where the second listener forwards to, and who may connect. */
export interface TestListenerSettings {
  readonly port: number;
  readonly isOpen: boolean;
  readonly targetGroup: elbv2.ITargetGroup;
}

/** A second listener like that of the endpoint on another port. It is an L1 resource, so that it has the very settings of the first one. */
export function createTestListener(scope: Construct, endpoint: EndpointKind, settings: TestListenerSettings): elbv2.CfnListener {
  const { port, isOpen, targetGroup } = settings;
  const production = endpoint.listener.node.defaultChild as elbv2.CfnListener;
  if (isOpen) { admitEveryone(endpoint, port); }
  return new elbv2.CfnListener(scope, 'TestListener', {
    loadBalancerArn: production.loadBalancerArn,
    port,
    protocol: production.protocol,
    certificates: production.certificates,
    sslPolicy: production.sslPolicy,
    alpnPolicy: production.alpnPolicy,
    mutualAuthentication: production.mutualAuthentication,
    listenerAttributes: production.listenerAttributes,
    defaultActions: [{ type: 'forward', targetGroupArn: targetGroup.targetGroupArn }],
  });
}

function admitEveryone({ loadBalancer, connections, transports = ['tcp'] }: EndpointKind, port: number): void {
  const { ipAddressType } = (loadBalancer?.node.defaultChild as elbv2.CfnLoadBalancer | undefined) ?? {};
  const isIpv4 = ipAddressType === undefined || Token.isUnresolved(ipAddressType) || ipAddressType === elbv2.IpAddressType.IPV4;
  for (const peer of [ec2.Peer.anyIpv4(), ...(isIpv4 ? [] : [ec2.Peer.anyIpv6()])]) {
    for (const transport of transports) {
      connections.allowFrom(peer, transport === 'udp' ? ec2.Port.udp(port) : ec2.Port.tcp(port), `Allow test traffic from anyone on port ${port}`);
    }
  }
}
