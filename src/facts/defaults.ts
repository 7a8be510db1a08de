/**
 * The defaults of AWS for omitted properties. Read on 2026-11-21.
 */

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html */
export const SERVICE_DEFAULTS = {
  controller: 'ECS',
  schedulingStrategy: 'REPLICA',
  strategy: 'ROLLING',
  platformVersion: 'LATEST',
  desiredCount: 1,
  assignPublicIp: 'DISABLED',
  enableExecuteCommand: false,
  healthCheckGracePeriodSeconds: 0,
  /** Percent of the desired count, by scheduling strategy. */
  minimumHealthyPercent: { REPLICA: 100, DAEMON: 0 },
  maximumPercent: { REPLICA: 200, DAEMON: 100 },
} as const;

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html */
export const TASK_DEFAULTS = {
  networkMode: 'bridge',
  operatingSystem: 'LINUX',
  architecture: 'X86_64',
  essential: true,
  portProtocol: 'tcp',
  ephemeralHostPort: 0,
} as const;

/**
 * With protocol GENEVE, health checks go to port 80 instead.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
export const TARGET_GROUP_DEFAULTS = {
  targetType: 'instance',
  healthCheckPort: 'traffic-port',
  addressType: 'ipv4',
} as const;

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html */
export const LOAD_BALANCER_DEFAULTS = { type: 'application', scheme: 'internet-facing', addressType: 'ipv4' } as const;

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html */
export const VPC_ENDPOINT_DEFAULTS = { type: 'Gateway', privateDns: false, addressType: 'ipv4' } as const;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpc.html */
export const VPC_DEFAULTS = { dnsSupport: true, dnsHostnames: false } as const;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-subnet.html */
export const SUBNET_DEFAULTS = { mapPublicIpOnLaunch: false } as const;

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html */
export const RUN_TASK_DEFAULTS = { count: 1 } as const;

/**
 * The access type of a gateway follows from its scheme.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HostSharedAlbConfiguration.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_GatewayConnectorFilters.html
 */
export const GATEWAY_DEFAULTS = { scheme: 'internet-facing', accessTypes: { 'internet-facing': 'PUBLIC', 'internal': 'PRIVATE' } as Readonly<Record<string, string>> } as const;
