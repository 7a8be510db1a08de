import * as ecs from 'aws-cdk-lib/aws-ecs';
import { DaemonRequest, LaunchedDaemon, SharedNamespaces } from './compute';
import { DAEMON_MAXIMUM_PERCENT } from '../../facts/deployment';

/** Why a daemon service cannot have a setting of the daemons on Managed Instances. */
export function bakeTimeProblems({ bakeTime }: Pick<DaemonRequest, 'bakeTime'>): string[] {
  return bakeTime ? [`bakeTime (${bakeTime.toHumanString()}) is supported on Managed Instances only; remove it`] : [];
}

/** Options of a capacity that distribute tasks. */
interface Distribution {
  readonly base?: number;
  readonly weight?: number;
  readonly placementStrategies?: unknown[];
}

/** Why options that distribute tasks have no effect on a daemon. */
export function distributionProblems(options: Distribution): string[] {
  const given = (['base', 'weight', 'placementStrategies'] as const).filter(name => options[name] !== undefined);
  return given.map(name => `capacity: ${name} distributes tasks, but a daemon has one task on each instance; remove it`);
}

/** A service with the scheduling strategy DAEMON. */
interface DaemonServiceRequest extends ecs.BaseServiceOptions {
  readonly taskDefinition: ecs.TaskDefinition;
  readonly daemon: true;
}

/** The properties of a service with one task on each instance. ECS refuses a maximum above 100 percent. */
export function daemonServiceProps(request: DaemonRequest): DaemonServiceRequest {
  const { cluster, taskDefinition, daemonName, updatePercent = DAEMON_MAXIMUM_PERCENT, alarmNames, enableExecuteCommand } = request;
  return {
    cluster,
    taskDefinition,
    daemon: true,
    serviceName: daemonName,
    maxHealthyPercent: DAEMON_MAXIMUM_PERCENT,
    minHealthyPercent: DAEMON_MAXIMUM_PERCENT - updatePercent,
    circuitBreaker: { rollback: true },
    deploymentAlarms: alarmNames && { alarmNames: [...alarmNames], behavior: ecs.AlarmBehavior.ROLLBACK_ON_ALARM },
    enableExecuteCommand,
    propagateTags: request.propagateTags ? ecs.PropagatedTagSource.SERVICE : ecs.PropagatedTagSource.NONE,
    enableECSManagedTags: request.enableEcsManagedTags,
  };
}

export function launched(service: ecs.BaseService): LaunchedDaemon { return { starter: service, service, metricName: service.serviceName }; }

/** The L2 sets the namespaces in its constructor only. */
export function shareNamespaces({ node: { defaultChild } }: ecs.TaskDefinition, { pid, ipc }: SharedNamespaces): void {
  const resource = defaultChild as ecs.CfnTaskDefinition;
  if (pid) { resource.pidMode = ecs.PidMode.HOST; }
  if (ipc) { resource.ipcMode = ecs.IpcMode.HOST; }
}
