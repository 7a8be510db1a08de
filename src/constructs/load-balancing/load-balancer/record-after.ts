import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IConstruct } from 'constructs';

/** Creates the DNS records after the service, so that clients find a load balancer only when its target group has tasks, also when it replaces another one. */
export function recordAfter(service: ecs.BaseService, records: readonly IConstruct[] = []): void {
  for (const record of records) { record.node.addDependency(service.node.defaultChild ?? service); }
}
