import type { Compute } from './compute';

/**
 * Where a container runs: the compute and its operating system. Managed Instances run only Linux. Daemons run on Managed Instances, but their
 * task definitions have other parameters.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/launch_types.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-daemons-task-definitions.html
 */
export const HOSTS = [
  'EC2_LINUX', 'EC2_WINDOWS', 'EXTERNAL_LINUX', 'EXTERNAL_WINDOWS', 'FARGATE_LINUX', 'FARGATE_WINDOWS', 'MANAGED_INSTANCES', 'DAEMON',
] as const;
export type Host = (typeof HOSTS)[number];

const HOST_NAMES: Readonly<Record<Host, string>> = {
  EC2_LINUX: 'EC2',
  EC2_WINDOWS: 'Windows on EC2',
  EXTERNAL_LINUX: 'ECS Anywhere',
  EXTERNAL_WINDOWS: 'Windows on ECS Anywhere',
  FARGATE_LINUX: 'Fargate',
  FARGATE_WINDOWS: 'Windows on Fargate',
  MANAGED_INSTANCES: 'ECS Managed Instances',
  DAEMON: 'ECS Managed Daemons',
};

/** The hosts of a compute: more than one if the operating system is unknown. */
export function hostsOf(compute: Compute, operatingSystemFamily: string | undefined): readonly Host[] {
  if (compute === 'MANAGED_INSTANCES') { return ['MANAGED_INSTANCES']; }
  if (operatingSystemFamily === undefined) { return [`${compute}_LINUX`, `${compute}_WINDOWS`]; }
  return [isWindows(operatingSystemFamily) ? `${compute}_WINDOWS` : `${compute}_LINUX`];
}

/** The name of the hosts of a compute in messages: the Linux name if the operating system is unknown. */
export function hostNameOf([host]: readonly Host[]): string { return HOST_NAMES[host]; }

/** Whether the hosts are on Fargate. */
export function areOnFargate(hosts: readonly Host[]): boolean { return hosts.some(host => host === 'FARGATE_LINUX' || host === 'FARGATE_WINDOWS'); }

/** Whether tasks have only one network mode: on Fargate it is awsvpc. */
export function haveOneNetworkMode(hosts: readonly Host[]): boolean { return areOnFargate(hosts); }

export function isWindows(operatingSystemFamily: string): boolean { return operatingSystemFamily.startsWith('WINDOWS'); }
