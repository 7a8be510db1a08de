import { Aspects, CfnResource, CrossStackReferences, ReferenceStrength, Stack } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { AlbWithListener } from '../alb/alb-plan';

/**
 * Exports the values that services in other stacks refer to, even in an app with weak references: CloudFormation refuses to replace or delete the
 * resources while services use them. The exports exist without services too, so that no service changes the template of the load balancer.
 */
export function exportToServices(edge: Construct, { loadBalancer, listener }: AlbWithListener): void {
  const { connections: { securityGroups } } = loadBalancer;
  const stack = Stack.of(edge);
  for (const resource of [listener, ...securityGroups, ...nestedStackOf(stack)]) {
    CrossStackReferences.of(resource).produce(ReferenceStrength.STRONG);
  }
  const values = [listener.listenerArn, ...securityGroups.map(({ securityGroupId }) => securityGroupId), ...aliasOf(loadBalancer)];
  // an export fixes the logical id, which may be set after this construct is created
  Aspects.of(edge).add({ visit: node => { if (node === edge) { for (const value of values) { topLevel(stack).exportValue(value); } } } });
}

function aliasOf({ loadBalancerDnsName, loadBalancerCanonicalHostedZoneId }: elbv2.ApplicationLoadBalancer): string[] {
  return [loadBalancerDnsName, loadBalancerCanonicalHostedZoneId];
}

function topLevel(stack: Stack): Stack { return stack.nestedStackParent ? topLevel(stack.nestedStackParent) : stack; }

/** The resource whose outputs other stacks refer to instead, if the load balancer is in a nested stack. */
function nestedStackOf({ nestedStackParent, nestedStackResource }: Stack): CfnResource[] {
  if (!nestedStackParent || !nestedStackResource) { return []; }
  return nestedStackParent.nestedStackParent ? nestedStackOf(nestedStackParent) : [nestedStackResource as CfnResource];
}
