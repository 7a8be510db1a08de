import { Host } from './hosts';
import { Values, Verdict } from './verdict';

export const NETWORK_MODES = ['awsvpc', 'bridge', 'host', 'none'] as const;
export type NetworkMode = (typeof NETWORK_MODES)[number];

/** A parameter of a task definition, or some of its values, and the network modes that do not support it. */
export interface NetworkParameter {
  readonly path: string;
  readonly values?: Values;
  readonly in: Readonly<Partial<Record<NetworkMode, Verdict>>>;
}

const CONTAINER = 'ContainerDefinitions/*';

/**
 * Parameters that need, or exclude, a network mode.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_SystemControl.html
 */
export const NETWORK_PARAMETERS: readonly NetworkParameter[] = [
  { path: `${CONTAINER}/Links`, in: { awsvpc: 'refused', host: 'doubtful', none: 'doubtful' } },
  { path: `${CONTAINER}/Hostname`, in: { awsvpc: 'refused' } },
  { path: `${CONTAINER}/DnsServers`, in: { awsvpc: 'refused' } },
  { path: `${CONTAINER}/DnsSearchDomains`, in: { awsvpc: 'refused' } },
  { path: `${CONTAINER}/ExtraHosts`, in: { awsvpc: 'refused' } },
  { path: `${CONTAINER}/DisableNetworking`, values: { matching: /^true$/i }, in: { awsvpc: 'refused' } },
  { path: `${CONTAINER}/PortMappings`, in: { none: 'refused' } },
  { path: `${CONTAINER}/PortMappings/*/ContainerPortRange`, in: { host: 'doubtful' } },
  { path: `${CONTAINER}/SystemControls/*/Namespace`, values: { matching: /^net\./ }, in: { host: 'refused' } },
  { path: 'ProxyConfiguration', in: { bridge: 'refused', host: 'refused', none: 'refused' } },
  { path: 'EnableFaultInjection', values: { matching: /^true$/i }, in: { bridge: 'doubtful', none: 'doubtful' } },
];

/** A property of a service or task set that a network mode does not support. */
export interface TrafficLimit {
  readonly mode: NetworkMode;
  readonly path: string;
  /** Whether the property must be true. */
  readonly isEnabled?: true;
  readonly what: string;
}

/**
 * How traffic reaches tasks, and the network modes that do not support it.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
 */
export const TRAFFIC_LIMITS: readonly TrafficLimit[] = [
  { mode: 'awsvpc', path: 'LoadBalancers/*/LoadBalancerName', what: 'a Classic Load Balancer' },
  { mode: 'none', path: 'LoadBalancers/*', what: 'a load balancer' },
  { mode: 'none', path: 'ServiceConnectConfiguration/Enabled', isEnabled: true, what: 'Service Connect' },
];

/** The network modes that a host does not support; `absent` if it has no default mode. */
type ModesRefused = Readonly<Partial<Record<NetworkMode | 'absent', Verdict>>>;

const ONLY_AWSVPC: ModesRefused = { bridge: 'refused', host: 'refused', none: 'refused', absent: 'refused' };
const NOT_ON_WINDOWS: ModesRefused = { bridge: 'doubtful', host: 'doubtful', none: 'doubtful' };

/**
 * Read on 2026-11-21. For Managed Instances, one page lists awsvpc and host; another page also lists none.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-tasks-services.html
 */
export const NETWORK_MODES_REFUSED: Readonly<Record<Host, ModesRefused>> = {
  EC2_LINUX: {},
  EC2_WINDOWS: NOT_ON_WINDOWS,
  EXTERNAL_LINUX: { awsvpc: 'refused' },
  EXTERNAL_WINDOWS: { ...NOT_ON_WINDOWS, awsvpc: 'refused' },
  FARGATE_LINUX: ONLY_AWSVPC,
  FARGATE_WINDOWS: ONLY_AWSVPC,
  MANAGED_INSTANCES: { bridge: 'refused', none: 'doubtful', absent: 'doubtful' },
  DAEMON: {},
};
