import { NOT_IN_DAEMONS } from './daemons';
import { FARGATE_OPERATING_SYSTEMS, FARGATE_STOP_TIMEOUT_SECONDS } from './fargate-platforms';
import { Host, HOSTS } from './hosts';
import { Values, Verdict } from './verdict';

/** A parameter of a task definition, or some of its values, and the hosts that do not support it. */
export interface UnsupportedParameter {
  /** Where the parameter is; a star matches each element of a list. */
  readonly path: string;
  readonly values?: Values;
  readonly on: Readonly<Partial<Record<Host, Verdict>>>;
  /** The supported alternative, or the reason. */
  readonly instead?: string;
  /** Whether a task definition that also requires Fargate may set it, because it has an effect there. */
  readonly fineBesideFargate?: boolean;
}

const FARGATE: readonly Host[] = ['FARGATE_LINUX', 'FARGATE_WINDOWS'];
const EC2: readonly Host[] = ['EC2_LINUX', 'EC2_WINDOWS'];
const EXTERNAL: readonly Host[] = ['EXTERNAL_LINUX', 'EXTERNAL_WINDOWS'];
const MANAGED: readonly Host[] = ['MANAGED_INSTANCES'];
const WINDOWS: readonly Host[] = ['EC2_WINDOWS', 'EXTERNAL_WINDOWS', 'FARGATE_WINDOWS'];
const OWN_WINDOWS: readonly Host[] = ['EC2_WINDOWS', 'EXTERNAL_WINDOWS'];
const OWN_LINUX: readonly Host[] = ['EC2_LINUX', 'EXTERNAL_LINUX'];

const CONTAINER = 'ContainerDefinitions/*';
const LINUX_PARAMETERS = `${CONTAINER}/LinuxParameters`;
const VOLUME = 'Volumes/*';
const TRUE: Values = { matching: /^true$/i };

const INFERENCE_ENDED = 'AWS ended Elastic Inference in April 2024';
const CONTAINERS_ARE_SIZED = 'Windows uses only the sizes of the containers';

/** The minimum memory of a container, in MiB: the one of Docker, and the one to which the agent raises smaller values on Windows. */
export const CONTAINER_MEMORY_MINIMUM = { linux: 6, windows: 256 } as const;

/** The maximum start and stop timeouts of a container, in seconds. */
export const TIMEOUT_MAXIMUM = {
  fargate: { start: 120, stop: FARGATE_STOP_TIMEOUT_SECONDS },
  managedInstances: { start: 600, stop: 86_400 },
} as const;

/** A name that Windows containers have, or may have. A numeric user and a group exist on Linux only. */
const WINDOWS_USER = /^(?:[^:]*\\)?[A-Za-z][^:]*$/;

/**
 * The parameters that a host does not support. Where pages disagree, the table follows the permissive one: it does not list memory
 * file systems on Fargate and Managed Instances (January 2026), environment files on Windows and domainless credential
 * specifications on Fargate.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows_task_definitions.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-tasks-services.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html
 */
export const UNSUPPORTED_PARAMETERS: readonly UnsupportedParameter[] = [
  { path: 'PlacementConstraints', on: refused(FARGATE) },
  {
    path: 'PlacementConstraints/*/Expression',
    values: { matching: /attribute:(?!ecs\.(?:subnet-id|availability-zone|instance-type|cpu-architecture)\b)/ },
    on: doubtful(MANAGED),
    instead: 'only subnet, Availability Zone, instance type and CPU architecture are supported',
  },
  { path: 'EphemeralStorage', on: { ...refused(EC2), ...refused(EXTERNAL), ...doubtful(MANAGED) }, fineBesideFargate: true },
  { path: 'PidMode', values: { noneOf: ['task'] }, on: refused(['FARGATE_LINUX']), instead: 'only task is supported' },
  { path: 'PidMode', on: doubtful(WINDOWS) },
  { path: 'IpcMode', on: { ...doubtful(WINDOWS), ...doubtful(MANAGED), ...refused(FARGATE) } },
  { path: 'InferenceAccelerators', on: refused(HOSTS), instead: INFERENCE_ENDED },
  { path: 'ProxyConfiguration', on: doubtful([...EXTERNAL, ...MANAGED, ...WINDOWS]) },
  { path: 'EnableFaultInjection', values: TRUE, on: doubtful([...EXTERNAL, ...WINDOWS]) },
  { path: 'Cpu', on: doubtful(OWN_WINDOWS), fineBesideFargate: true, instead: CONTAINERS_ARE_SIZED },
  { path: 'Memory', on: doubtful(OWN_WINDOWS), fineBesideFargate: true, instead: CONTAINERS_ARE_SIZED },
  { path: 'RuntimePlatform/OperatingSystemFamily', values: { noneOf: ['LINUX'] }, on: refused(MANAGED) },
  {
    path: 'RuntimePlatform/OperatingSystemFamily',
    values: { oneOf: ['WINDOWS_SERVER_2016_FULL', 'WINDOWS_SERVER_2004_CORE', 'WINDOWS_SERVER_20H2_CORE'] },
    on: refused(FARGATE),
  },
  {
    path: 'RuntimePlatform/OperatingSystemFamily',
    values: { matching: /^WINDOWS_SERVER_(?!2016_FULL$|2004_CORE$|20H2_CORE$)/, noneOf: FARGATE_OPERATING_SYSTEMS },
    on: doubtful(FARGATE),
  },
  { path: 'RuntimePlatform/CpuArchitecture', values: { oneOf: ['ARM64'] }, on: { ...doubtful(OWN_WINDOWS), ...refused(['FARGATE_WINDOWS']) } },

  { path: `${CONTAINER}/Privileged`, values: TRUE, on: { ...doubtful(WINDOWS), ...refused(FARGATE) } },
  { path: `${CONTAINER}/ReadonlyRootFilesystem`, values: TRUE, on: doubtful(WINDOWS) },
  // the API reference excludes User on Windows, and Security Hub requires a user there (ECS.21)
  { path: `${CONTAINER}/User`, values: { notMatching: WINDOWS_USER }, on: doubtful(WINDOWS) },
  { path: `${CONTAINER}/Ulimits`, on: doubtful(WINDOWS) },
  { path: `${CONTAINER}/SystemControls`, on: doubtful(WINDOWS) },
  { path: `${CONTAINER}/DisableNetworking`, values: TRUE, on: doubtful([...WINDOWS, ...MANAGED]) },
  { path: `${CONTAINER}/DnsServers`, on: doubtful([...WINDOWS, ...MANAGED]) },
  { path: `${CONTAINER}/DnsSearchDomains`, on: doubtful([...WINDOWS, ...MANAGED]) },
  { path: `${CONTAINER}/ExtraHosts`, on: doubtful([...WINDOWS, ...MANAGED]) },
  { path: `${CONTAINER}/Links`, on: doubtful([...WINDOWS, ...MANAGED]) },
  { path: `${CONTAINER}/Hostname`, on: doubtful(MANAGED) },
  { path: `${CONTAINER}/DockerSecurityOptions`, on: { ...doubtful(MANAGED), ...refused(FARGATE) } },
  { path: `${CONTAINER}/FirelensConfiguration`, on: doubtful(WINDOWS) },
  { path: `${CONTAINER}/FirelensConfiguration/Options/config-file-type`, values: { oneOf: ['s3'] }, on: refused(['FARGATE_LINUX']), instead: 'only a file in the image is supported' },
  { path: `${CONTAINER}/RestartPolicy/Enabled`, values: TRUE, on: doubtful(['FARGATE_WINDOWS']) },
  { path: `${CONTAINER}/ResourceRequirements/*/Type`, values: { oneOf: ['InferenceAccelerator'] }, on: refused(HOSTS), instead: INFERENCE_ENDED },
  { path: `${CONTAINER}/ResourceRequirements/*/Type`, values: { oneOf: ['GPU'] }, on: { ...doubtful(WINDOWS), ...refused(FARGATE) } },
  { path: `${CONTAINER}/ResourceRequirements/*/Type`, values: { oneOf: ['NeuronDevice'] }, on: { ...doubtful([...EC2, ...EXTERNAL]), ...refused(FARGATE) } },
  { path: `${CONTAINER}/ResourceRequirements/*/SharingStrategy`, on: refused(EXTERNAL) },
  { path: `${CONTAINER}/PortMappings/*/ContainerPort`, values: { oneOf: ['3150'] }, on: doubtful(['FARGATE_WINDOWS']), instead: 'AWS reserves that port' },
  { path: `${CONTAINER}/StartTimeout`, values: { above: TIMEOUT_MAXIMUM.fargate.start }, on: refused(FARGATE), instead: upTo(TIMEOUT_MAXIMUM.fargate.start) },
  { path: `${CONTAINER}/StartTimeout`, values: { above: TIMEOUT_MAXIMUM.managedInstances.start }, on: doubtful(MANAGED), instead: upTo(TIMEOUT_MAXIMUM.managedInstances.start) },
  { path: `${CONTAINER}/StopTimeout`, values: { above: TIMEOUT_MAXIMUM.fargate.stop }, on: refused(FARGATE), instead: upTo(TIMEOUT_MAXIMUM.fargate.stop) },
  { path: `${CONTAINER}/StopTimeout`, values: { above: TIMEOUT_MAXIMUM.managedInstances.stop }, on: doubtful(MANAGED), instead: upTo(TIMEOUT_MAXIMUM.managedInstances.stop) },
  {
    path: `${CONTAINER}/Memory`,
    values: { below: CONTAINER_MEMORY_MINIMUM.linux },
    on: { ...doubtful(OWN_WINDOWS), ...refused(OWN_LINUX) },
    instead: `the minimum is ${CONTAINER_MEMORY_MINIMUM.linux} MiB`,
  },
  {
    path: `${CONTAINER}/Memory`,
    values: { below: CONTAINER_MEMORY_MINIMUM.windows, above: CONTAINER_MEMORY_MINIMUM.linux - 1 },
    on: doubtful(OWN_WINDOWS),
    instead: `the minimum is ${CONTAINER_MEMORY_MINIMUM.windows} MiB`,
  },
  { path: `${CONTAINER}/MemoryReservation`, on: doubtful(WINDOWS) },

  { path: LINUX_PARAMETERS, on: doubtful(WINDOWS) },
  { path: `${LINUX_PARAMETERS}/Capabilities/Add/*`, values: { noneOf: ['SYS_PTRACE'] }, on: refused(['FARGATE_LINUX']), instead: 'only SYS_PTRACE is supported' },
  { path: `${LINUX_PARAMETERS}/Devices`, on: refused(['FARGATE_LINUX']) },
  { path: `${LINUX_PARAMETERS}/SharedMemorySize`, on: { ...doubtful(MANAGED), ...refused(['FARGATE_LINUX']) } },
  { path: `${LINUX_PARAMETERS}/MaxSwap`, on: { ...doubtful(MANAGED), ...refused(['FARGATE_LINUX']) } },
  { path: `${LINUX_PARAMETERS}/Swappiness`, on: { ...doubtful(MANAGED), ...doubtful(['FARGATE_LINUX']) } },

  { path: `${VOLUME}/Host/SourcePath`, on: refused(FARGATE) },
  { path: `${VOLUME}/Host/SourcePath`, values: { notMatching: /^\/(?:var|tmp)(?:\/|$)/ }, on: doubtful(MANAGED), instead: 'only paths below /var and /tmp are writable' },
  { path: `${VOLUME}/DockerVolumeConfiguration`, on: refused([...FARGATE, ...MANAGED]) },
  { path: `${VOLUME}/DockerVolumeConfiguration/Driver`, values: { noneOf: ['local'] }, on: doubtful(OWN_WINDOWS), instead: 'only local is supported' },
  { path: `${VOLUME}/EFSVolumeConfiguration`, on: doubtful([...WINDOWS, ...EXTERNAL]) },
  { path: `${VOLUME}/S3FilesVolumeConfiguration`, on: { ...doubtful(['FARGATE_WINDOWS']), ...refused([...EC2, ...EXTERNAL]) } },
  { path: `${VOLUME}/FSxWindowsFileServerVolumeConfiguration`, on: refused(['EC2_LINUX', ...EXTERNAL, ...FARGATE, ...MANAGED]) },
  { path: `${VOLUME}/ConfiguredAtLaunch`, values: TRUE, on: { ...doubtful(EXTERNAL), ...refused(['FARGATE_WINDOWS']) } },

  ...NOT_IN_DAEMONS.map(path => ({ path, on: refused(['DAEMON']) })),
];

function upTo(seconds: number): string { return `the maximum is ${seconds} seconds`; }

function refused(hosts: readonly Host[]): Partial<Record<Host, Verdict>> { return Object.fromEntries(hosts.map(host => [host, 'refused'])); }

function doubtful(hosts: readonly Host[]): Partial<Record<Host, Verdict>> { return Object.fromEntries(hosts.map(host => [host, 'doubtful'])); }
