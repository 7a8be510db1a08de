import { Verdict } from './verdict';

/** What an object of a task definition cannot be without; CloudFormation's own schema leaves these out. */
export interface RequiredMembers {
  readonly path: string;
  /** One of these, at the least. */
  readonly anyOf: readonly string[];
  readonly otherwise: Verdict;
}

/** How many elements a list may have. */
export interface ItemLimit {
  readonly path: string;
  readonly min?: number;
  /** Whether the list can be left out all the same. */
  readonly isOptional?: boolean;
  readonly max: number;
  readonly what: string;
  readonly otherwise: Verdict;
}

/** Names that are not given twice. */
export interface UniqueNames {
  /** Each element of these lists; all that a path leads to are compared. */
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
  { path: 'ContainerDefinitions', min: 1, max: 10, what: 'containers', otherwise: 'refused' },
  { path: 'RequiresCompatibilities', min: 1, isOptional: true, max: 4, what: 'launch types', otherwise: 'doubtful' },
  { path: 'PlacementConstraints', max: 10, what: 'placement constraints', otherwise: 'refused' },
  { path: 'Tags', max: 50, what: 'tags', otherwise: 'refused' },
  { path: `${CONTAINER}/RestartPolicy/IgnoredExitCodes`, max: 50, what: 'ignored exit codes', otherwise: 'refused' },
  { path: `${CONTAINER}/EnvironmentFiles`, max: 10, what: 'environment files', otherwise: 'refused' },
  { path: `${CONTAINER}/CredentialSpecs`, max: 1, what: 'credential specifications', otherwise: 'doubtful' },
];

/** How many port ranges a container may map. */
export const PORT_RANGES_MAXIMUM = 100;

/** The most that a task definition may measure, in bytes. */
export const TASK_DEFINITION_BYTES = 65_536;

/**
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export const UNIQUE_NAMES: readonly UniqueNames[] = [
  { path: CONTAINER, key: 'Name', what: 'container', otherwise: 'refused' },
  { path: `${CONTAINER}/PortMappings/*`, key: 'Name', what: 'port mapping', otherwise: 'refused' },
  { path: 'Volumes/*', key: 'Name', what: 'volume', otherwise: 'doubtful' },
  { path: 'Tags/*', key: 'Key', what: 'tag', otherwise: 'doubtful' },
];
