import type { Values } from './verdict';

/** A feature that services on ECS Anywhere do not support. */
export interface ExternalLimit {
  /** The path in the properties of a service. */
  readonly path: string;
  readonly values?: Values;
  readonly what: string;
}

/**
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 */
export const EXTERNAL_LIMITS: readonly ExternalLimit[] = [
  { path: 'LoadBalancers', what: 'load balancers' },
  { path: 'ServiceRegistries', what: 'service discovery' },
  { path: 'ServiceConnectConfiguration/Enabled', values: { oneOf: ['true'] }, what: 'Service Connect' },
  { path: 'VpcLatticeConfigurations', what: 'VPC Lattice' },
];

/**
 * The props of a `ContainerService` that ECS Anywhere does not support, with the reason and the cure. The properties of most are in `EXTERNAL_LIMITS`. The
 * L2 for external services also refuses the scaling of services.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ecs.ExternalService.html
 */
export const EXTERNAL_REFUSALS = {
  exposure: 'exposure: load balancers cannot reach external instances; use Exposure.none(), and containerPort for clients in the network of the servers',
  serviceConnect: 'serviceConnect is not supported on external instances; remove it',
  cloudMapOptions: 'cloudMapOptions: external instances do not support service discovery; remove it',
  availabilityZoneRebalancing: 'availabilityZoneRebalancing: external instances are in no Availability Zone; remove it',
  controller: 'deployment: external instances are supported with deployments by ECS; use Deployment.rolling()',
  scaling: 'services on external instances cannot scale; set a fixed number of tasks',
  connection: 'connectTo: external instances have no security group that a target could allow; allow the addresses of the servers on the target',
} as const;

export type ExternalRefusal = keyof typeof EXTERNAL_REFUSALS;
