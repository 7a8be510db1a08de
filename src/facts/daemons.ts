import { SERVICE_NAME } from './service-names';
import { VALUE_FORMATS } from './task-formats';
import type { RequiredMembers } from './task-members';
import { FILLED, ValueFormat } from './value-format';

const CONTAINER = 'ContainerDefinitions/*';
const VOLUME = 'Volumes/*';

/**
 * The parameters of other task definitions that the resource type for daemons does not have. A property that neither type has, such as a new one,
 * is not in the list.
 *
 * Read on 2026-11-29, in the schema of the resource type and in @aws-sdk/client-ecs 3.1164.0.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-daemontaskdefinition.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DaemonContainerDefinition.html
 */
export const NOT_IN_DAEMONS: readonly string[] = [
  ...['EnableFaultInjection', 'EphemeralStorage', 'NetworkMode', 'PlacementConstraints', 'ProxyConfiguration', 'RequiresCompatibilities', 'RuntimePlatform'],
  ...[
    'CredentialSpecs', 'DisableNetworking', 'DnsSearchDomains', 'DnsServers', 'DockerLabels', 'DockerSecurityOptions', 'ExtraHosts', 'Hostname', 'Links',
    'LinuxParameters/MaxSwap', 'LinuxParameters/SharedMemorySize', 'LinuxParameters/Swappiness', 'PortMappings', 'ResourceRequirements',
    'VersionConsistency', 'VolumesFrom',
  ].map(key => `${CONTAINER}/${key}`),
  ...[
    'ConfiguredAtLaunch', 'DockerVolumeConfiguration', 'EFSVolumeConfiguration', 'FSxWindowsFileServerVolumeConfiguration', 'S3FilesVolumeConfiguration',
  ].map(key => `${VOLUME}/${key}`),
];

/** The values of both namespace modes of daemons, which differ from those of other task definitions. */
const NAMESPACE_MODES: readonly string[] = ['none', 'shared'];

/**
 * The format of values in the task definition of a daemon.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterDaemonTaskDefinition.html
 */
export const DAEMON_VALUE_FORMATS: readonly ValueFormat[] = [
  { path: 'PidMode', oneOf: NAMESPACE_MODES, otherwise: 'refused' },
  { path: 'IpcMode', oneOf: NAMESPACE_MODES, otherwise: 'refused' },
  ...VALUE_FORMATS.filter(({ path }) => path !== 'PidMode' && path !== 'IpcMode'),
];

/**
 * The share of the instances that the deployment of a daemon drains at the same time. The API accepts from 0, the guide lists 1 to 100; 0 would update
 * none.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-daemons-deployments.html
 */
export const DAEMON_UPDATE_PERCENT = { min: 1, max: 100 } as const;

/**
 * How long a deployment of a daemon waits after a step, in minutes.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DaemonDeploymentConfiguration.html
 */
export const DAEMON_BAKE_MINUTES = { min: 0, max: 1440 } as const;

/**
 * The metrics of a daemon have the dimensions of those of a service. This precedes the name of the daemon in the dimension ServiceName.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-daemons-metrics.html
 */
export const DAEMON_METRIC_PREFIX = 'daemon:';

/**
 * The format of settings of a daemon.
 *
 * Read on 2026-11-29, in the schema of the resource type and in @aws-sdk/client-ecs 3.1164.0.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateDaemon.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-daemon.html
 */
export const DAEMON_FORMATS: readonly ValueFormat[] = [
  // the rule for the name of a service
  { path: 'DaemonName', ...SERVICE_NAME, otherwise: 'refused' },
  { path: 'DaemonName', ...FILLED, otherwise: 'doubtful' },
  { path: 'DeploymentConfiguration/DrainPercent', min: 0, max: 100, otherwise: 'refused' },
  { path: 'DeploymentConfiguration/BakeTimeInMinutes', ...DAEMON_BAKE_MINUTES, unit: 'minutes', otherwise: 'refused' },
  { path: 'PropagateTags', oneOf: ['DAEMON', 'NONE'], otherwise: 'refused' },
];

/**
 * The settings that a daemon requires. CloudFormation treats them as optional.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateDaemon.html
 */
export const DAEMON_REQUIRED: readonly RequiredMembers[] = [
  { path: '', anyOf: ['DaemonTaskDefinitionArn'], otherwise: 'refused' },
  { path: '', anyOf: ['CapacityProviderArns'], otherwise: 'refused' },
];
