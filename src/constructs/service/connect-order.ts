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
  return server.node.dependencies.includes(waiting) ? [] : [server];
}

function serviceIn(construct: IConstruct): ecs.CfnService | undefined {
  return construct.node.findAll().find(each => ecs.CfnService.isCfnService(each));
}

/** The number of its Service Connect endpoints, if it uses Service Connect. */
function offeredBy(service: ecs.CfnService): number | undefined {
  const connect = Stack.of(service).resolve(service.serviceConnectConfiguration) as ecs.CfnService.ServiceConnectConfigurationProperty | undefined;
  const { services = [] } = connect ?? {};
  return connect?.enabled === true && Array.isArray(services) ? services.length : undefined;
}
