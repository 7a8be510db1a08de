import { Values, Verdict } from './verdict';

export const NETWORK_MODES = ['awsvpc', 'bridge', 'host', 'none'] as const;
export type NetworkMode = (typeof NETWORK_MODES)[number];

/** A parameter of a task definition, or certain values of it, and the network modes in which it has no place. */
export interface NetworkParameter {
  readonly path: string;
  readonly values?: Values;
  readonly in: Readonly<Partial<Record<NetworkMode, Verdict>>>;
}

const CONTAINER = 'ContainerDefinitions/*';

/**
 * Parameters that need, or do not go with, a network mode.
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
  { path: `${CONTAINER}/DisableNetworking`, values: { oneOf: ['true'] }, in: { awsvpc: 'refused' } },
  { path: `${CONTAINER}/PortMappings`, in: { none: 'refused' } },
  { path: `${CONTAINER}/PortMappings/*/ContainerPortRange`, in: { host: 'doubtful' } },
  { path: `${CONTAINER}/SystemControls/*/Namespace`, values: { matching: /^net\./ }, in: { host: 'refused' } },
  { path: 'ProxyConfiguration', in: { bridge: 'refused', host: 'refused', none: 'refused' } },
  { path: 'EnableFaultInjection', values: { oneOf: ['true'] }, in: { bridge: 'doubtful', none: 'doubtful' } },
];
