import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ExternalOptions } from './external-options';
import { EXTERNAL_REFUSALS, ExternalRefusal } from '../../../facts/external-services';
import { ServiceSettings, TaskRequest } from '../compute';

const MODES: readonly ecs.NetworkMode[] = [ecs.NetworkMode.BRIDGE, ecs.NetworkMode.HOST, ecs.NetworkMode.NONE];

/** Why external instances cannot run a service with these settings. */
export function externalServiceProblems(settings: ServiceSettings): string[] {
  const refused: Readonly<Record<ExternalRefusal, boolean | undefined>> = {
    exposure: settings.hasTraffic,
    serviceConnect: settings.usesServiceConnect,
    cloudMapOptions: settings.cloudMapOptions !== undefined,
    availabilityZoneRebalancing: settings.availabilityZoneRebalancing === ecs.AvailabilityZoneRebalancing.ENABLED,
    controller: settings.hasController,
    scaling: settings.isScaled,
    connection: settings.connects,
  };
  return (Object.keys(refused) as ExternalRefusal[]).filter(each => refused[each]).map(each => EXTERNAL_REFUSALS[each]);
}

/** Why external instances cannot run a task. */
export function externalTaskProblems({ networkMode }: ExternalOptions, { platform, size }: TaskRequest): string[] {
  return [
    ...(networkMode === undefined || MODES.includes(networkMode)
      ? []
      : [`networkMode ${networkMode} is not supported on external instances; use ecs.NetworkMode.BRIDGE, HOST or NONE`]),
    ...(networkMode !== undefined && platform.isWindows ? [`networkMode ${networkMode} is not supported on Windows, which has only its default; remove it`] : []),
    ...(size?.ephemeralStorage ? [`size: ephemeralStorage (${size._ephemeralStorageGiB} GiB) is supported on Fargate only; remove it`] : []),
  ];
}

/** Why external instances cannot run an existing task definition. */
export function existingTaskProblems(task: ecs.TaskDefinition, { networkMode }: ExternalOptions): string[] {
  const name = `taskDefinition ('${task.node.path}')`;
  if (!task.isExternalCompatible) { return [`${name} does not support EXTERNAL; use an ecs.ExternalTaskDefinition`]; }
  return networkMode === undefined || networkMode === task.networkMode
    ? []
    : [`${name} has networkMode ${task.networkMode}, and the capacity ${networkMode}; remove networkMode from Capacity.external`];
}
