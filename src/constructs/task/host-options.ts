import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ContainerOptions } from './container-options';
import { Host, hostNameOf } from '../../facts/hosts';
import { NETWORK_MODES, NETWORK_PARAMETERS } from '../../facts/task-network-modes';
import { UNSUPPORTED_PARAMETERS } from '../../facts/task-parameters';
import { wholeNumberProblem } from '../checks';

/** The hosts that a container may run on, and its network mode. */
export interface HostedContainer {
  readonly hosts: readonly Host[];
  readonly networkMode: ecs.NetworkMode;
}

/** An option that not every host or network mode supports, with its property in the container definition. */
interface HostOption {
  readonly name: keyof ContainerOptions;
  readonly path: string;
  /** The value in the template; undefined if the option has no effect. */
  valueOf(options: ContainerOptions): string | undefined;
}

const OPTIONS: readonly HostOption[] = [
  { name: 'gpuCount', path: 'ResourceRequirements/*/Type', valueOf: ({ gpuCount }) => gpuCount === undefined ? undefined : 'GPU' },
  { name: 'privileged', path: 'Privileged', valueOf: ({ privileged }) => privileged ? 'true' : undefined },
  { name: 'extraHosts', path: 'ExtraHosts', valueOf: ({ extraHosts = {} }) => listed(Object.keys(extraHosts)) },
  { name: 'hostname', path: 'Hostname', valueOf: ({ hostname }) => hostname },
  { name: 'dockerSecurityOptions', path: 'DockerSecurityOptions', valueOf: ({ dockerSecurityOptions = [] }) => listed(dockerSecurityOptions) },
];

/** Why the host or the network mode of a container does not support its options. */
export function hostOptionProblems(options: ContainerOptions, { hosts, networkMode }: HostedContainer): string[] {
  const { gpuCount, credentialSpecs = [] } = options;
  return [
    ...wholeNumberProblem('gpuCount', gpuCount, { min: 1 }),
    ...(credentialSpecs.length > 1 ? [`credentialSpecs has ${credentialSpecs.length} entries, and a container has one; remove the others`] : []),
    ...OPTIONS.flatMap(option => {
      const value = option.valueOf(options);
      return value === undefined ? [] : [...hostProblems(option, value, hosts), ...modeProblems(option, value, networkMode)];
    }),
  ];
}

function hostProblems({ name, path }: HostOption, value: string, hosts: readonly Host[]): string[] {
  const rows = UNSUPPORTED_PARAMETERS.filter(row => isAt(row.path, path) && applies(row.values, value));
  return hosts.length > 0 && hosts.every(host => rows.some(({ on }) => on[host] !== undefined))
    ? [`${name} (${value}) is not supported on ${hostNameOf(hosts)}; remove it, or use other compute`]
    : [];
}

function modeProblems({ name, path }: HostOption, value: string, networkMode: ecs.NetworkMode): string[] {
  const mode = NETWORK_MODES.find(each => each === networkMode);
  const isRefused = mode !== undefined && NETWORK_PARAMETERS.some(row => isAt(row.path, path) && row.in[mode] === 'refused');
  return isRefused ? [`${name} (${value}) is not supported in network mode ${networkMode}; remove it, or set another networkMode of the capacity`] : [];
}

function isAt(path: string, option: string): boolean { return path === `ContainerDefinitions/*/${option}`; }

function applies(values: { readonly oneOf?: readonly string[]; readonly matching?: RegExp } = {}, value: string): boolean {
  return (values.oneOf?.includes(value) ?? true) && (values.matching?.test(value) ?? true);
}

function listed(names: readonly string[]): string | undefined { return names.length > 0 ? names.join(', ') : undefined; }
