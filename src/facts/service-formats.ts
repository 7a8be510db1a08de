import { FILLED, Format, ValueFormat } from './value-format';

const PORT = { min: 0, max: 65_535 } as const;
/** The CloudFormation schema accepts port 0, on which nothing can listen. */
const NOT_ZERO = { pattern: /^(?!0+$)/, form: 'from 1 to 65535' } as const;
const CONNECT = 'ServiceConnectConfiguration/Services/*';
const ALIAS = `${CONNECT}/ClientAliases/*`;

/**
 * The grace period of a service, and the timeouts of Service Connect: an integer of the API.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
 */
export const SERVICE_SECONDS = { min: 0, max: 2_147_483_647, unit: 'seconds' } as const;

/**
 * The name that clients use for a Service Connect service. ECS refuses another with "The DNS name that you provided is invalid".
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectClientAlias.html
 */
export const CLIENT_DNS_NAME: Format = {
  pattern: /^[A-Za-z0-9_.][A-Za-z0-9_.-]{0,126}$/,
  form: '1 to 127 letters, digits, underscores, hyphens and periods, and not start with a hyphen',
};

/**
 * The name of a cluster. AWS documents no minimum length.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html
 */
export const CLUSTER_NAME: Format = { pattern: /^[A-Za-z0-9_-]{0,255}$/, form: 'at most 255 letters, digits, hyphens and underscores' };

/**
 * The default namespace of a cluster, by ARN or by name. ECS creates a namespace with a new name.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ClusterServiceConnectDefaultsRequest.html
 */
export const DEFAULT_NAMESPACE: Format = { pattern: /^arn:|^[^<>"/]{0,1024}$/, form: 'an ARN, or a name of at most 1024 characters without < > " and /' };

/**
 * The format of values in a service. The lists of values are in the CloudFormation schema. AWS does not say what it does with upper case letters in the
 * name of a client alias.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectClientAlias.html
 */
export const SERVICE_FORMATS: readonly ValueFormat[] = [
  { path: 'DesiredCount', min: 0, max: 2_147_483_647, form: '0 or more', otherwise: 'refused' },
  { path: 'HealthCheckGracePeriodSeconds', ...SERVICE_SECONDS, otherwise: 'refused' },
  { path: 'LaunchType', oneOf: ['EC2', 'FARGATE', 'EXTERNAL'], form: 'EC2, FARGATE or EXTERNAL; Managed Instances need a capacity provider strategy', otherwise: 'refused' },
  { path: 'SchedulingStrategy', oneOf: ['REPLICA', 'DAEMON'], otherwise: 'refused' },
  { path: 'PropagateTags', oneOf: ['SERVICE', 'TASK_DEFINITION'], form: 'SERVICE or TASK_DEFINITION, or not set', otherwise: 'refused' },
  { path: 'PlacementConstraints/*/Type', oneOf: ['distinctInstance', 'memberOf'], otherwise: 'refused' },
  { path: 'PlacementStrategies/*/Type', oneOf: ['binpack', 'random', 'spread'], otherwise: 'refused' },
  { path: 'Monitoring/MetricConfigurations/*/MetricNames/*', oneOf: ['CPUUtilization', 'MemoryUtilization'], otherwise: 'refused' },
  { path: 'Monitoring/MetricConfigurations/*/ResolutionSeconds', oneOf: ['20', '60'], otherwise: 'refused' },
  { path: 'Tags/*/Key', pattern: /^(?!aws:)/i, form: 'without the prefix aws:, which AWS reserves', otherwise: 'refused' },

  { path: `${ALIAS}/Port`, ...PORT, otherwise: 'refused' },
  { path: `${ALIAS}/Port`, ...NOT_ZERO, otherwise: 'doubtful' },
  { path: `${ALIAS}/DnsName`, ...CLIENT_DNS_NAME, otherwise: 'refused' },
  { path: `${ALIAS}/DnsName`, pattern: /^[^A-Z]*$/, form: 'in lowercase letters', otherwise: 'doubtful' },
  { path: `${CONNECT}/IngressPortOverride`, ...PORT, otherwise: 'refused' },
  { path: `${CONNECT}/IngressPortOverride`, ...NOT_ZERO, otherwise: 'doubtful' },
  { path: `${CONNECT}/Timeout/IdleTimeoutSeconds`, ...SERVICE_SECONDS, otherwise: 'refused' },
  { path: `${CONNECT}/Timeout/PerRequestTimeoutSeconds`, ...SERVICE_SECONDS, otherwise: 'refused' },
  { path: 'ServiceConnectConfiguration/AccessLogConfiguration/Format', oneOf: ['TEXT', 'JSON'], otherwise: 'refused' },
];

/**
 * The format of values in a cluster.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ClusterSetting.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ClusterServiceConnectDefaultsRequest.html
 */
export const CLUSTER_FORMATS: readonly ValueFormat[] = [
  { path: 'ClusterName', ...CLUSTER_NAME, otherwise: 'refused' },
  { path: 'ClusterName', ...FILLED, otherwise: 'doubtful' },
  { path: 'ClusterSettings/*/Name', oneOf: ['containerInsights'], otherwise: 'refused' },
  { path: 'ClusterSettings/*/Value', oneOf: ['enabled', 'enhanced', 'disabled'], otherwise: 'doubtful' },
  { path: 'ServiceConnectDefaults/Namespace', ...DEFAULT_NAMESPACE, otherwise: 'refused' },
];
