import { CfnResource, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct, IConstruct } from 'constructs';

/**
 * The ECS service that a client of Service Connect waits for. Tasks only know the endpoints that existed when their deployment started.
 *
 * A service with an endpoint of its own waits for no other, because two such services may call each other. Nor does a client that the other one waits for.
 */
export function endpointsBefore(client: IConstruct, target: object): CfnResource[] {
  const [waiting, server] = [serviceIn(client), Construct.isConstruct(target) ? serviceIn(target) : undefined];
  if (!waiting || !server || offeredBy(waiting) !== 0 || !offeredBy(server)) { return []; }
  return waitsFor(server, waiting) ? [] : [server];
}

function serviceIn(construct: IConstruct): ecs.CfnService | undefined {
  const [service, ...others] = construct.node.findAll().filter(each => ecs.CfnService.isCfnService(each));
  return others.length === 0 ? service : undefined;
}

/** The number of its Service Connect endpoints, if it uses Service Connect. */
function offeredBy(service: ecs.CfnService): number | undefined {
  const connect = Stack.of(service).resolve(service.serviceConnectConfiguration) as ecs.CfnService.ServiceConnectConfigurationProperty | undefined;
  const { services = [] } = connect ?? {};
  return connect?.enabled === true && Array.isArray(services) ? services.length : undefined;
}

/** The resources whose dependencies are being read, because these may depend on the order of a client and a server again. */
const READING = new Set<CfnResource>();

/** Whether a resource depends on another one, directly or through others. */
function waitsFor(from: CfnResource, other: CfnResource): boolean {
  const found = new Set<CfnResource>([from]);
  for (const resource of found) {
    if (resource === other) { return true; }
    dependenciesOf(resource).forEach(each => found.add(each));
  }
  return false;
}

/** The resources in the dependencies of a resource and of the constructs around it. */
function dependenciesOf(resource: CfnResource): readonly CfnResource[] {
  if (READING.has(resource)) { return []; }
  READING.add(resource);
  try {
    const { scopes } = resource.node;
    const constructs = scopes.slice(scopes.indexOf(Stack.of(resource)) + 1).flatMap(({ node }) => node.dependencies);
    const told = constructs.flatMap(({ node }) => node.findAll()).filter(each => CfnResource.isCfnResource(each));
    return [...told, ...resource.obtainDependencies().filter(each => CfnResource.isCfnResource(each))];
  } finally {
    READING.delete(resource);
  }
}
