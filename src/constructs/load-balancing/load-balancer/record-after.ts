import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IConstruct } from 'constructs';

/** Clients find a load balancer when its target group has tasks: also one that replaces another. */
export function recordAfter(service: ecs.BaseService, records: readonly IConstruct[] = []): void {
  for (const record of records) { record.node.addDependency(service.node.defaultChild ?? service); }
}
