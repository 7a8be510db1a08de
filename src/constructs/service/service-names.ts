import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IConstruct } from 'constructs';

/** The paths of the services of each cluster that have a name, by their names. */
const NAMES = new WeakMap<ecs.ICluster, Map<string, string>>();

/** The path of the service that has a name on a cluster. */
export function serviceNamed(name: string, cluster: ecs.ICluster): string | undefined { return NAMES.get(cluster)?.get(name); }

/** ECS accepts a name once on a cluster. */
export function registerName(service: IConstruct, { serviceName, cluster }: { readonly serviceName?: string; readonly cluster: ecs.ICluster }): void {
  if (serviceName === undefined) { return; }
  const names = NAMES.get(cluster) ?? new Map<string, string>();
  NAMES.set(cluster, names.set(serviceName, service.node.path));
}
