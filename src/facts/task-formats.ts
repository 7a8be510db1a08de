import { SHARED_GPU } from './accelerators';
import { COMPUTES } from './compute';
import { FARGATE_DEFAULT_STORAGE_GIB, FARGATE_EPHEMERAL_STORAGE_GIB } from './fargate-platforms';
import { EXPRESSION_ATTRIBUTES } from './placement';
import { NETWORK_MODES } from './task-network-modes';
import { FILLED, Format, ValueFormat } from './value-format';

const CONTAINER = 'ContainerDefinitions/*';
const LINUX_PARAMETERS = `${CONTAINER}/LinuxParameters`;

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html */
export const FAMILY: Format = { pattern: /^[A-Za-z0-9_-]{0,255}$/, form: 'at most 255 letters, digits, hyphens and underscores' };
/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
export const CONTAINER_NAME: Format = FAMILY;
/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html */
export const PORT_NAME: Format = {
  pattern: /^[a-z0-9_][a-z0-9_-]{0,63}$/,
  form: 'at most 64 lowercase letters, digits, underscores and hyphens, without a hyphen at the start',
};
/** Text after = becomes part of the value; no shell can read a name with white space. */
export const VARIABLE_NAME: Format = { pattern: /^[^=\s]+$/, form: 'a name without = and white space' };
const ABSOLUTE_PATH = { pattern: /^(?:$|\/|[A-Za-z]:[\\/]|\\\\)/, form: 'an absolute path' } as const;
/** @see FARGATE_EPHEMERAL_STORAGE_GIB */
const STORAGE_FORM = `from ${FARGATE_EPHEMERAL_STORAGE_GIB.min} to ${FARGATE_EPHEMERAL_STORAGE_GIB.max} GiB`;
const ROLE = { pattern: /^(?!arn:)|^arn:[^:]+:iam::\d{12}:role\/.+/, form: 'the ARN of a role' } as const;

/** The values of `RuntimePlatform.OperatingSystemFamily`; AWS adds new ones without notice. */
const OPERATING_SYSTEMS: readonly string[] = [
  'LINUX', 'WINDOWS_SERVER_2016_FULL', 'WINDOWS_SERVER_2004_CORE', 'WINDOWS_SERVER_20H2_CORE',
  'WINDOWS_SERVER_2019_FULL', 'WINDOWS_SERVER_2019_CORE', 'WINDOWS_SERVER_2022_FULL', 'WINDOWS_SERVER_2022_CORE',
  'WINDOWS_SERVER_2025_FULL', 'WINDOWS_SERVER_2025_CORE',
];

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html */
const CAPABILITIES: readonly string[] = [
  'ALL', 'AUDIT_CONTROL', 'AUDIT_WRITE', 'BLOCK_SUSPEND', 'CHOWN', 'DAC_OVERRIDE', 'DAC_READ_SEARCH', 'FOWNER', 'FSETID', 'IPC_LOCK',
  'IPC_OWNER', 'KILL', 'LEASE', 'LINUX_IMMUTABLE', 'MAC_ADMIN', 'MAC_OVERRIDE', 'MKNOD', 'NET_ADMIN', 'NET_BIND_SERVICE', 'NET_BROADCAST',
  'NET_RAW', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_ADMIN', 'SYS_BOOT', 'SYS_CHROOT', 'SYS_MODULE', 'SYS_NICE', 'SYS_PACCT',
  'SYS_PTRACE', 'SYS_RAWIO', 'SYS_RESOURCE', 'SYS_TIME', 'SYS_TTY_CONFIG', 'SYSLOG', 'WAKE_ALARM',
];

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Ulimit.html */
const ULIMITS: readonly string[] = [
  'core', 'cpu', 'data', 'fsize', 'locks', 'memlock', 'msgqueue', 'nice', 'nofile', 'nproc', 'rss', 'rtprio', 'rttime', 'sigpending', 'stack',
];

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tmpfs.html */
const MOUNT_OPTIONS: readonly string[] = [
  'defaults', 'ro', 'rw', 'suid', 'nosuid', 'dev', 'nodev', 'exec', 'noexec', 'sync', 'async', 'dirsync', 'remount', 'mand', 'nomand', 'atime',
  'noatime', 'diratime', 'nodiratime', 'bind', 'rbind', 'unbindable', 'runbindable', 'private', 'rprivate', 'shared', 'rshared', 'slave',
  'rslave', 'relatime', 'norelatime', 'strictatime', 'nostrictatime', 'mode', 'uid', 'gid', 'nr_inodes', 'nr_blocks', 'mpol',
];

/** The sysctls with their own namespace in a container. */
const NAMESPACED = /^(?:kernel\.(?:msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)|fs\.mqueue\..+|net\..+)$/;

/** CPU units or vCPUs, MiB or gigabytes, as `units.ts` of the model reads them. */
const CPU_SIZE = /^\s*(?:\d+|(?:\d+(?:\.\d+)?|\.\d+)\s*vcpus?)\s*$/i;
const MEMORY_SIZE = /^\s*(?:\d+|(?:\d+(?:\.\d+)?|\.\d+)\s*g(?:i?b)?)\s*$/i;

/**
 * The format of values in a task definition. Rules compare only literals with it.
 *
 * An empty text: ECS refuses it for the working directory ("workingDirectory should be at least 1 characters long") and the
 * family ("Family can not be blank", seen outside of CloudFormation), the CloudFormation schema for a tag key. In place of a
 * role, a user or a tag value, it means none.
 *
 * Read on 2026-11-28.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 * @see https://github.com/DefangLabs/defang/pull/729
 * @see https://github.com/aws-actions/amazon-ecs-deploy-task-definition/issues/630
 */
export const VALUE_FORMATS: readonly ValueFormat[] = [
  { path: 'Family', ...FAMILY, otherwise: 'refused' },
  { path: 'Family', ...FILLED, otherwise: 'doubtful' },
  { path: 'RequiresCompatibilities/*', oneOf: COMPUTES, otherwise: 'refused' },
  { path: 'NetworkMode', oneOf: NETWORK_MODES, otherwise: 'refused' },
  { path: 'PidMode', oneOf: ['host', 'task'], otherwise: 'refused' },
  { path: 'IpcMode', oneOf: ['host', 'task', 'none'], otherwise: 'refused' },
  { path: 'Cpu', pattern: CPU_SIZE, form: 'CPU units such as 512, or vCPUs such as .5 vCPU', otherwise: 'refused' },
  { path: 'Memory', pattern: MEMORY_SIZE, form: 'MiB such as 1024, or gigabytes such as 1 GB', otherwise: 'refused' },
  { path: 'ExecutionRoleArn', ...ROLE, otherwise: 'refused' },
  { path: 'TaskRoleArn', ...ROLE, otherwise: 'refused' },
  { path: 'EphemeralStorage/SizeInGiB', min: FARGATE_DEFAULT_STORAGE_GIB, max: FARGATE_EPHEMERAL_STORAGE_GIB.max, form: STORAGE_FORM, otherwise: 'refused' },
  { path: 'EphemeralStorage/SizeInGiB', pattern: new RegExp(`^(?!${FARGATE_DEFAULT_STORAGE_GIB}$)`), form: STORAGE_FORM, otherwise: 'doubtful' },
  { path: 'RuntimePlatform/CpuArchitecture', oneOf: ['X86_64', 'ARM64'], otherwise: 'refused' },
  { path: 'RuntimePlatform/OperatingSystemFamily', oneOf: OPERATING_SYSTEMS, otherwise: 'doubtful' },
  { path: 'ProxyConfiguration/Type', oneOf: ['APPMESH'], otherwise: 'refused' },
  { path: 'PlacementConstraints/*/Type', oneOf: ['memberOf'], otherwise: 'doubtful' },
  { path: 'PlacementConstraints/*/Expression', ...EXPRESSION_ATTRIBUTES, otherwise: 'refused' },
  { path: 'Tags/*/Key', ...FILLED, otherwise: 'refused' },
  { path: 'Tags/*/Key', pattern: /^(?!aws:)/i, form: 'without the prefix aws:, which AWS reserves', otherwise: 'refused' },
  { path: 'Tags/*/Value', pattern: /^(?!aws:)/i, form: 'without the prefix aws:, which AWS reserves', otherwise: 'doubtful' },

  { path: `${CONTAINER}/Name`, ...CONTAINER_NAME, otherwise: 'refused' },
  {
    path: `${CONTAINER}/Image`,
    // text in angle brackets is a placeholder of the template
    pattern: /^<.*>$|^[A-Za-z0-9_\-:./#]{0,255}(?:@sha256:[A-Fa-f0-9]{64})?$/,
    form: 'at most 255 letters, digits and _ - : . / #, with or without a digest @sha256: of 64 hexadecimal digits',
    otherwise: 'refused',
  },
  {
    path: `${CONTAINER}/Image`,
    pattern: /^(?!\d{12}\.dkr\.ecr(?:-fips)?\.(?:cn-[a-z]+-\d\.amazonaws\.com\/|(?!cn-)[a-z0-9-]+\.amazonaws\.com\.cn\/))/,
    form: 'under amazonaws.com.cn in the Regions of China, and under amazonaws.com elsewhere',
    otherwise: 'doubtful',
  },
  { path: `${CONTAINER}/Links/*`, pattern: /^[A-Za-z0-9_-]{1,255}(?::[A-Za-z0-9_-]{1,255})?$/, form: 'the name of a container, or container:alias', otherwise: 'doubtful' },
  { path: `${CONTAINER}/Environment/*/Name`, ...VARIABLE_NAME, otherwise: 'doubtful' },
  { path: `${CONTAINER}/Secrets/*/Name`, ...VARIABLE_NAME, otherwise: 'doubtful' },
  { path: `${CONTAINER}/User`, pattern: /^(?:[^:]+(?::[^:]+)?)?$/, form: 'a user, or user:group', otherwise: 'doubtful' },
  { path: `${CONTAINER}/WorkingDirectory`, ...FILLED, otherwise: 'refused' },
  { path: `${CONTAINER}/WorkingDirectory`, ...ABSOLUTE_PATH, otherwise: 'doubtful' },
  { path: `${CONTAINER}/StartTimeout`, min: 2, form: 'at least 2 seconds', otherwise: 'doubtful' },
  { path: `${CONTAINER}/StopTimeout`, min: 2, form: 'at least 2 seconds', otherwise: 'doubtful' },
  { path: `${CONTAINER}/VersionConsistency`, oneOf: ['enabled', 'disabled'], otherwise: 'doubtful' },
  { path: `${CONTAINER}/RestartPolicy/RestartAttemptPeriod`, min: 60, max: 1800, unit: 'seconds', otherwise: 'refused' },
  { path: `${CONTAINER}/HealthCheck/Interval`, min: 5, max: 300, unit: 'seconds', otherwise: 'refused' },
  { path: `${CONTAINER}/HealthCheck/Timeout`, min: 2, max: 60, unit: 'seconds', otherwise: 'refused' },
  { path: `${CONTAINER}/HealthCheck/Retries`, min: 1, max: 10, otherwise: 'refused' },
  { path: `${CONTAINER}/HealthCheck/StartPeriod`, min: 0, max: 300, unit: 'seconds', otherwise: 'refused' },
  { path: `${CONTAINER}/DependsOn/*/Condition`, oneOf: ['START', 'COMPLETE', 'SUCCESS', 'HEALTHY'], otherwise: 'doubtful' },
  { path: `${CONTAINER}/PortMappings/*/ContainerPort`, min: 1, max: 65_535, otherwise: 'refused' },
  { path: `${CONTAINER}/PortMappings/*/HostPort`, min: 0, max: 65_535, otherwise: 'refused' },
  { path: `${CONTAINER}/PortMappings/*/Name`, ...PORT_NAME, otherwise: 'refused' },
  { path: `${CONTAINER}/PortMappings/*/Protocol`, oneOf: ['tcp', 'udp'], anyCase: true, otherwise: 'doubtful' },
  { path: `${CONTAINER}/PortMappings/*/AppProtocol`, oneOf: ['http', 'http2', 'grpc'], otherwise: 'doubtful' },
  { path: `${CONTAINER}/MountPoints/*/ContainerPath`, ...ABSOLUTE_PATH, otherwise: 'doubtful' },
  { path: `${CONTAINER}/Ulimits/*/Name`, oneOf: ULIMITS, otherwise: 'refused' },
  {
    path: `${CONTAINER}/SystemControls/*/Namespace`,
    pattern: NAMESPACED,
    form: 'a sysctl with its own namespace: net.*, fs.mqueue.* or an IPC setting of kernel.*',
    otherwise: 'refused',
  },
  {
    path: `${CONTAINER}/DnsSearchDomains/*`,
    pattern: /^[a-zA-Z0-9-.]{0,253}[a-zA-Z0-9]$/,
    form: 'a domain of letters, digits, hyphens and dots',
    otherwise: 'doubtful',
  },
  { path: `${CONTAINER}/ExtraHosts/*/IpAddress`, pattern: /^(?:[\d.]+|(?=[^:]*:)[\da-fA-F:.]+|host-gateway)$/, form: 'an IP address', otherwise: 'doubtful' },
  {
    path: `${CONTAINER}/DockerSecurityOptions/*`,
    pattern: /^(?:no-new-privileges|apparmor:.+|label:.+|credentialspec:.+)$/,
    form: 'no-new-privileges, apparmor:…, label:… or credentialspec:…',
    otherwise: 'doubtful',
  },
  {
    path: `${CONTAINER}/CredentialSpecs/*`,
    pattern: /^credentialspec(?:domainless)?:(?:arn:[^:]+:(?:s3:::[^/]+\/.+|ssm:[^:]*:\d{12}:parameter\/.+)|file:\/\/.+)$/,
    form: 'credentialspec: or credentialspecdomainless: and the ARN of an S3 object or a parameter',
    otherwise: 'doubtful',
  },
  { path: `${CONTAINER}/ResourceRequirements/*/SharingStrategy/NvidiaMps/Memory`, ...SHARED_GPU.memory, form: 'at least 1 MiB', otherwise: 'refused' },
  { path: `${CONTAINER}/ResourceRequirements/*/SharingStrategy/NvidiaMps/MaxComputePercent`, ...SHARED_GPU.computePercent, unit: 'percent', otherwise: 'refused' },
  { path: `${CONTAINER}/FirelensConfiguration/Type`, oneOf: ['fluentd', 'fluentbit'], otherwise: 'refused' },
  { path: `${LINUX_PARAMETERS}/Capabilities/Add/*`, oneOf: CAPABILITIES, form: 'a capability without the prefix CAP_, such as NET_ADMIN', otherwise: 'doubtful' },
  { path: `${LINUX_PARAMETERS}/Capabilities/Drop/*`, oneOf: CAPABILITIES, form: 'a capability without the prefix CAP_, such as NET_RAW', otherwise: 'doubtful' },
  { path: `${LINUX_PARAMETERS}/Swappiness`, min: 0, max: 100, otherwise: 'doubtful' },
  { path: `${LINUX_PARAMETERS}/MaxSwap`, min: 0, form: 'at least 0', otherwise: 'doubtful' },
  { path: `${LINUX_PARAMETERS}/SharedMemorySize`, min: 1, form: 'at least 1', otherwise: 'doubtful' },
  { path: `${LINUX_PARAMETERS}/Tmpfs/*/ContainerPath`, ...ABSOLUTE_PATH, otherwise: 'doubtful' },
  { path: `${LINUX_PARAMETERS}/Tmpfs/*/MountOptions/*`, pattern: startsWithOneOf(MOUNT_OPTIONS), form: 'one of the mount options that ECS lists', otherwise: 'doubtful' },

  { path: 'Volumes/*/Name', ...CONTAINER_NAME, otherwise: 'refused' },
  { path: 'Volumes/*/EFSVolumeConfiguration/TransitEncryption', oneOf: ['ENABLED', 'DISABLED'], otherwise: 'refused' },
  { path: 'Volumes/*/EFSVolumeConfiguration/AuthorizationConfig/IAM', oneOf: ['ENABLED', 'DISABLED'], otherwise: 'refused' },
  { path: 'Volumes/*/EFSVolumeConfiguration/TransitEncryptionPort', min: 0, max: 65_535, otherwise: 'doubtful' },
  { path: 'Volumes/*/DockerVolumeConfiguration/Scope', oneOf: ['task', 'shared'], otherwise: 'refused' },
  {
    path: 'Volumes/*/S3FilesVolumeConfiguration/FileSystemArn',
    pattern: /^arn:[^:]+:s3files:[^:]+:\d{12}:file-system\/fs-[0-9a-z]+$/,
    form: 'the ARN of an S3 file system',
    otherwise: 'refused',
  },
  {
    path: 'Volumes/*/S3FilesVolumeConfiguration/AccessPointArn',
    pattern: /^arn:[^:]+:s3files:[^:]+:\d{12}:.*fsap-/,
    form: 'the ARN of an access point of an S3 file system',
    otherwise: 'doubtful',
  },
  { path: 'Volumes/*/S3FilesVolumeConfiguration/TransitEncryptionPort', min: 0, max: 65_535, otherwise: 'doubtful' },
  {
    path: 'Volumes/*/FSxWindowsFileServerVolumeConfiguration/AuthorizationConfig/CredentialsParameter',
    pattern: /^arn:[^:]+:(?:secretsmanager|ssm):/,
    form: 'the ARN of a secret of Secrets Manager or a parameter of Parameter Store',
    otherwise: 'refused',
  },
];

/** An option may have a value, such as `mode=755`. */
function startsWithOneOf(words: readonly string[]): RegExp { return new RegExp(`^(?:${words.join('|')})(?:=.*)?$`); }
