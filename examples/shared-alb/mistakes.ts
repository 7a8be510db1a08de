import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ContainerService } from '../../src';

/** Changes that the CDK and CloudFormation accept in each template. Elastic Load Balancing refuses both when the second stack is deployed. */
export function addMistakes(orders: ContainerService, api: ContainerService): void {
  comeFirst(orders);
  comeFirst(api);
  drainForTwoHours(api);
}

/** Each team sets the priority of its rule, and both set 1. */
function comeFirst(service: ContainerService): void {
  const rule = service.node.findAll().find(node => node instanceof elbv2.CfnListenerRule);
  rule?.addPropertyOverride('Priority', 1);
}

/** The maximum deregistration delay of a target group is an hour. */
function drainForTwoHours({ endpoint }: ContainerService): void {
  const resource = (endpoint?.targetGroup as elbv2.ApplicationTargetGroup).node.defaultChild as elbv2.CfnTargetGroup;
  resource.addPropertyOverride('TargetGroupAttributes', [{ Key: 'deregistration_delay.timeout_seconds', Value: '7200' }]);
}
