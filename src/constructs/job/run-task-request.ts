import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Placement } from '../capacity/compute';

/** The network interfaces of the tasks in network mode awsvpc. */
export interface TaskInterfaces {
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly assignPublicIp: boolean;
}

/** The settings of standalone tasks. */
export interface RunTaskSettings {
  readonly clusterArn: string;
  /** The ARN of a revision. */
  readonly taskDefinition: string;
  readonly placement: Placement;
  /** Undefined outside of network mode awsvpc. */
  readonly interfaces?: TaskInterfaces;
  readonly enableExecuteCommand?: boolean;
  readonly propagateTags: boolean;
  readonly enableEcsManagedTags: boolean;
}

/**
 * The parameters of RunTask, with the names of the ECS API as Step Functions writes them.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 */
export function runTaskRequest(settings: RunTaskSettings): Readonly<Record<string, unknown>> {
  const { clusterArn, taskDefinition, placement, interfaces, enableExecuteCommand, propagateTags, enableEcsManagedTags } = settings;
  return {
    Cluster: clusterArn,
    TaskDefinition: taskDefinition,
    ...placementOf(placement),
    ...(interfaces ? { NetworkConfiguration: { AwsvpcConfiguration: interfacesOf(interfaces) } } : {}),
    ...(enableExecuteCommand ? { EnableExecuteCommand: true } : {}),
    ...(propagateTags ? { PropagateTags: 'TASK_DEFINITION' } : {}),
    EnableECSManagedTags: enableEcsManagedTags,
  };
}

/** The same parameters with the names of the SDKs for JavaScript and Python and of the command line. */
export function withSdkNames(value: unknown): unknown {
  if (Array.isArray(value)) { return value.map(withSdkNames); }
  if (typeof value !== 'object' || value === null) { return value; }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key.charAt(0).toLowerCase() + key.slice(1), withSdkNames(each)]));
}

function placementOf({ launchType, capacityProviderStrategy, platformVersion, placementStrategies, placementConstraints }: Placement) {
  const strategies = placementStrategies?.flatMap(each => each.toJson()) ?? [];
  const constraints = placementConstraints?.flatMap(each => each.toJson()) ?? [];
  return {
    ...(launchType ? { LaunchType: launchType } : {}),
    ...(capacityProviderStrategy?.length ? { CapacityProviderStrategy: capacityProviderStrategy.map(providerOf) } : {}),
    ...(platformVersion ? { PlatformVersion: platformVersion } : {}),
    ...(strategies.length > 0 ? { PlacementStrategy: strategies.map(({ type, field }) => ({ Type: type, Field: field })) } : {}),
    ...(constraints.length > 0 ? { PlacementConstraints: constraints.map(({ type, expression }) => ({ Type: type, Expression: expression })) } : {}),
  };
}

function providerOf({ capacityProvider, base, weight }: ecs.CapacityProviderStrategy) {
  return { CapacityProvider: capacityProvider, ...(base === undefined ? {} : { Base: base }), ...(weight === undefined ? {} : { Weight: weight }) };
}

function interfacesOf({ subnets, securityGroups, assignPublicIp }: TaskInterfaces) {
  return { Subnets: subnets, SecurityGroups: securityGroups, AssignPublicIp: assignPublicIp ? 'ENABLED' : 'DISABLED' };
}
