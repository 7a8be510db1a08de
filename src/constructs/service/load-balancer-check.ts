import * as ecs from 'aws-cdk-lib/aws-ecs';
import { renderedProperties } from '../rendered-properties';

/** Whether the finished service has a load balancer, in whatever way it was attached. A service that cannot be read counts as having one. */
export function hasLoadBalancer(service: ecs.BaseService): boolean {
  const resource = service.node.defaultChild ?? service.node.tryFindChild('Service');
  return !(resource instanceof ecs.CfnService) || renderedProperties(resource).LoadBalancers !== undefined;
}
