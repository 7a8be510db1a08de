import { Verdict } from './verdict';

/** A property that ECS requires and the CloudFormation schema does not. */
export interface RequiredMembers {
  readonly path: string;
  /** At least one of these. */
  readonly anyOf: readonly string[];
  readonly otherwise: Verdict;
}

/** The maximum length of a list. */
export interface ItemLimit {
  readonly path: string;
  readonly max: number;
  readonly what: string;
  readonly otherwise: Verdict;
}

/** A list that must not be empty. */
export interface FilledList {
  readonly path: string;
  /** Whether it must not be absent either. */
  readonly isRequired: boolean;
  /** What ECS does with an empty list. */
  readonly effect: string;
  readonly otherwise: Verdict;
}

/** Names that must be unique. */
export interface UniqueNames {
  /** The elements; all elements that the path matches are compared. */
  readonly path: string;
  readonly key: string;
  readonly what: string;
  readonly otherwise: Verdict;
}

const CONTAINER = 'ContainerDefinitions/*';

/**
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const REQUIRED_MEMBERS: readonly RequiredMembers[] = [
  { path: CONTAINER, anyOf: ['Name'], otherwise: 'refused' },
  { path: CONTAINER, anyOf: ['Image'], otherwise: 'refused' },
  { path: `${CONTAINER}/Environment/*`, anyOf: ['Name'], otherwise: 'refused' },
  { path: `${CONTAINER}/HealthCheck`, anyOf: ['Command'], otherwise: 'refused' },
  { path: `${CONTAINER}/PortMappings/*`, anyOf: ['ContainerPort', 'ContainerPortRange'], otherwise: 'refused' },
  { path: `${CONTAINER}/DependsOn/*`, anyOf: ['ContainerName'], otherwise: 'doubtful' },
  { path: `${CONTAINER}/DependsOn/*`, anyOf: ['Condition'], otherwise: 'doubtful' },
  { path: `${CONTAINER}/MountPoints/*`, anyOf: ['ContainerPath'], otherwise: 'doubtful' },
  { path: `${CONTAINER}/ExtraHosts/*`, anyOf: ['Hostname'], otherwise: 'doubtful' },
  { path: `${CONTAINER}/ExtraHosts/*`, anyOf: ['IpAddress'], otherwise: 'doubtful' },
  { path: `${CONTAINER}/RestartPolicy`, anyOf: ['Enabled'], otherwise: 'doubtful' },
  { path: `${CONTAINER}/RepositoryCredentials`, anyOf: ['CredentialsParameter'], otherwise: 'doubtful' },
  { path: `${CONTAINER}/EnvironmentFiles/*`, anyOf: ['Type'], otherwise: 'doubtful' },
  { path: `${CONTAINER}/EnvironmentFiles/*`, anyOf: ['Value'], otherwise: 'doubtful' },
  // the value of an Elastic Inference accelerator or a GPU, or the shared GPU
  { path: `${CONTAINER}/ResourceRequirements/*`, anyOf: ['Value', 'SharingStrategy'], otherwise: 'refused' },
  { path: `${CONTAINER}/ResourceRequirements/*/SharingStrategy`, anyOf: ['NvidiaMps'], otherwise: 'refused' },
  { path: `${CONTAINER}/ResourceRequirements/*/SharingStrategy/NvidiaMps`, anyOf: ['Memory'], otherwise: 'refused' },
  { path: `${CONTAINER}/LinuxParameters/Devices/*`, anyOf: ['HostPath'], otherwise: 'doubtful' },
  { path: `${CONTAINER}/LinuxParameters/Tmpfs/*`, anyOf: ['ContainerPath'], otherwise: 'doubtful' },
  { path: 'PlacementConstraints/*', anyOf: ['Expression'], otherwise: 'refused' },
  { path: 'Volumes/*', anyOf: ['Name'], otherwise: 'doubtful' },
  { path: 'Volumes/*/FSxWindowsFileServerVolumeConfiguration', anyOf: ['AuthorizationConfig'], otherwise: 'refused' },
  { path: 'Volumes/*/FSxWindowsFileServerVolumeConfiguration/AuthorizationConfig', anyOf: ['CredentialsParameter'], otherwise: 'refused' },
  { path: 'Volumes/*/FSxWindowsFileServerVolumeConfiguration/AuthorizationConfig', anyOf: ['Domain'], otherwise: 'refused' },
];

/**
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html
 */
export const ITEM_LIMITS: readonly ItemLimit[] = [
  { path: 'ContainerDefinitions', max: 10, what: 'containers', otherwise: 'refused' },
  { path: 'PlacementConstraints', max: 10, what: 'placement constraints', otherwise: 'refused' },
  { path: 'Tags', max: 50, what: 'tags', otherwise: 'refused' },
  { path: `${CONTAINER}/RestartPolicy/IgnoredExitCodes`, max: 50, what: 'ignored exit codes', otherwise: 'refused' },
  { path: `${CONTAINER}/EnvironmentFiles`, max: 10, what: 'environment files', otherwise: 'refused' },
  { path: `${CONTAINER}/CredentialSpecs`, max: 1, what: 'credential specifications', otherwise: 'doubtful' },
];

/**
 * ECS treats an empty list of launch types as no list: it registers the task definition without checking it for a launch type. The
 * CDK renders such a list for `Compatibility.FARGATE_AND_EC2_AND_MANAGED_INSTANCES`, and a Fargate service with it fails later.
 *
 * Read on 2026-11-28; aws-cdk-lib 2.276.0.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export const FILLED_LISTS: readonly FilledList[] = [
  { path: 'ContainerDefinitions', isRequired: true, effect: 'ECS requires at least one container', otherwise: 'refused' },
  { path: 'RequiresCompatibilities', isRequired: false, effect: 'ECS does not check it for any launch type; name the launch types or remove the property', otherwise: 'doubtful' },
];

/** The maximum number of port ranges of a container. */
export const PORT_RANGES_MAXIMUM = 100;

/** The maximum size of a task definition, in bytes. */
export const TASK_DEFINITION_BYTES = 65_536;

/**
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export const UNIQUE_NAMES: readonly UniqueNames[] = [
  { path: CONTAINER, key: 'Name', what: 'containers', otherwise: 'refused' },
  { path: `${CONTAINER}/PortMappings/*`, key: 'Name', what: 'port mappings', otherwise: 'refused' },
  { path: 'Volumes/*', key: 'Name', what: 'volumes', otherwise: 'doubtful' },
  { path: 'Tags/*', key: 'Key', what: 'tags', otherwise: 'doubtful' },
];

/**
 * The properties that an entry of LoadBalancers of a service or task set requires: "Container Name can not be blank".
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html
 */
export const LOAD_BALANCER_ENTRY_REQUIRED: readonly RequiredMembers[] = [
  { path: '', anyOf: ['ContainerName'], otherwise: 'refused' },
  { path: '', anyOf: ['ContainerPort'], otherwise: 'refused' },
  { path: '', anyOf: ['TargetGroupArn', 'LoadBalancerName'], otherwise: 'refused' },
];
