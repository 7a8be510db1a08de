import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { NETWORK_LOAD_BALANCERS_PER_ALB } from '../../../facts/network-load-balancers';
import { AppResources, mayExistApart } from '../load-balancer/app-resources';

/** The Application Load Balancers behind the target groups of this library. Each target group has its own Network Load Balancer. */
const ALBS = new WeakMap<elbv2.CfnTargetGroup, elbv2.IApplicationLoadBalancer>();
const TARGET_GROUPS = new AppResources(node => node instanceof elbv2.CfnTargetGroup && ALBS.has(node) ? node : undefined);

/** Fails synthesis when more Network Load Balancers are in front of an Application Load Balancer than AWS allows. */
export function refuseAboveAlbQuota({ node }: elbv2.NetworkTargetGroup, alb: elbv2.IApplicationLoadBalancer): void {
  const { defaultChild } = node;
  if (!(defaultChild instanceof elbv2.CfnTargetGroup)) { return; }
  ALBS.set(defaultChild, alb);
  node.addValidation({ validate: () => aboveQuota(defaultChild, alb) });
}

function aboveQuota(targetGroup: elbv2.CfnTargetGroup, { loadBalancerArn, node }: elbv2.IApplicationLoadBalancer): string[] {
  const isSame = (other: elbv2.CfnTargetGroup) => ALBS.get(other)?.loadBalancerArn === loadBalancerArn && !mayExistApart(other, targetGroup);
  const same = TARGET_GROUPS.of(targetGroup).filter(isSame);
  if (same.length <= NETWORK_LOAD_BALANCERS_PER_ALB) { return []; }
  return [`Application Load Balancer '${node.path}' is behind ${same.length} Network Load Balancers, and AWS allows ${NETWORK_LOAD_BALANCERS_PER_ALB}; remove NlbForAlb constructs`];
}
