import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { SharedAlbProps } from './shared-alb-props';
import { NO_OUTBOUND_TRAFFIC } from '../../../facts/security-groups';
import { allowHttpsOutbound } from '../authentication/provider-access';

/**
 * Adds the outbound rules of a shared load balancer that no service adds.
 *
 * The CDK removes its own placeholder rule, which allows no traffic, as soon as a service in any stack adds a rule. This placeholder rule stays, so
 * that services do not change the security group.
 */
export function writeOutboundRules(loadBalancer: elbv2.ApplicationLoadBalancer, props: SharedAlbProps): void {
  const { cidr, icmpType, icmpCode } = NO_OUTBOUND_TRAFFIC;
  for (const group of loadBalancer.connections.securityGroups) {
    group.addEgressRule(ec2.Peer.ipv4(cidr), ec2.Port.icmpTypeAndCode(icmpType, icmpCode), 'No traffic, unless another rule allows it');
  }
  if (props.allowHttpsOutbound) { allowHttpsOutbound(loadBalancer); }
}
