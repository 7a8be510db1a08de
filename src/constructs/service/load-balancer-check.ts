import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';

interface RenderedService {
  readonly Properties?: { readonly LoadBalancers?: unknown };
}

/** Whether the finished service has a load balancer, by whatever way it was attached. A service that cannot be read counts as having one. */
export function hasLoadBalancer(service: ecs.BaseService): boolean {
  const resource = service.node.defaultChild ?? service.node.tryFindChild('Service');
  if (!(resource instanceof ecs.CfnService)) { return true; }
  const { Resources } = Stack.of(resource).resolve(resource._toCloudFormation()) as { Resources: Record<string, RenderedService> };
  return Object.values(Resources).some(({ Properties }) => Properties?.LoadBalancers !== undefined);
}
