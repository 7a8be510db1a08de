import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ContainerOptions } from './container-options';
import { haveOneNetworkMode, Host, hostNameOf } from '../../facts/hosts';
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
  /** The value in messages, if it is another one. */
  shownOf?(options: ContainerOptions): string;
}

/** An option with its value in the template and in messages. */
interface GivenOption extends HostOption {
  readonly value: string;
  readonly text: string;
}

const OPTIONS: readonly HostOption[] = [
  {
    name: 'gpuCount',
    path: 'ResourceRequirements/*/Type',
    valueOf: ({ gpuCount }) => gpuCount === undefined ? undefined : 'GPU',
    shownOf: ({ gpuCount }) => String(gpuCount),
  },
  { name: 'privileged', path: 'Privileged', valueOf: ({ privileged }) => privileged ? 'true' : undefined },
  { name: 'extraHosts', path: 'ExtraHosts', valueOf: ({ extraHosts = {} }) => listed(Object.keys(extraHosts)) },
  { name: 'hostname', path: 'Hostname', valueOf: ({ hostname }) => hostname },
  { name: 'dockerLabels', path: 'DockerLabels', valueOf: ({ dockerLabels = {} }) => listed(Object.keys(dockerLabels)) },
  { name: 'versionConsistency', path: 'VersionConsistency', valueOf: ({ versionConsistency }) => versionConsistency },
  { name: 'credentialSpecs', path: 'CredentialSpecs', valueOf: ({ credentialSpecs = [] }) => listed(credentialSpecs.map(() => 'a credential specification')) },
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
      if (value === undefined) { return []; }
      const given = { ...option, value, text: option.shownOf?.(options) ?? value };
      return [...hostProblems(given, hosts), ...modeProblems(given, hosts, networkMode)];
    }),
  ];
}

function hostProblems({ name, path, value, text }: GivenOption, hosts: readonly Host[]): string[] {
  const rows = UNSUPPORTED_PARAMETERS.filter(row => isAt(row.path, path) && applies(row.values, value));
  return hosts.length > 0 && hosts.every(host => rows.some(({ on }) => on[host] !== undefined))
    ? [notOn(`${name} (${text})`, hosts)]
    : [];
}

function notOn(what: string, hosts: readonly Host[]): string { return `${what} is not supported on ${hostNameOf(hosts)}; remove it, or use other compute`; }

/** Where there is only one network mode, another one is no alternative. */
function modeProblems({ name, path, text }: GivenOption, hosts: readonly Host[], networkMode: ecs.NetworkMode): string[] {
  const mode = NETWORK_MODES.find(each => each === networkMode);
  const isRefused = mode !== undefined && NETWORK_PARAMETERS.some(row => isAt(row.path, path) && row.in[mode] === 'refused');
  if (!isRefused) { return []; }
  if (haveOneNetworkMode(hosts)) { return [notOn(`${name} (${text})`, hosts)]; }
  return [`${name} (${text}) is not supported in network mode ${networkMode}; remove it, or set another networkMode of the capacity`];
}

function isAt(path: string, option: string): boolean { return path === `ContainerDefinitions/*/${option}`; }

function applies(values: { readonly oneOf?: readonly string[]; readonly matching?: RegExp } = {}, value: string): boolean {
  return (values.oneOf?.includes(value) ?? true) && (values.matching?.test(value) ?? true);
}

function listed(names: readonly string[]): string | undefined { return names.length > 0 ? names.join(', ') : undefined; }
