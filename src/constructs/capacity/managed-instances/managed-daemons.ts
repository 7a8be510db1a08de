import { Names } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { renderAsDaemon } from './daemon-task';
import { ManagedCompute } from './managed-compute';
import { ManagedShare } from './managed-share';
import { DAEMON_METRIC_PREFIX } from '../../../facts/daemons';
import { Host } from '../../../facts/hosts';
import { capacityProviderArn } from '../cluster-place';
import { DaemonCompute, DaemonRequest, DaemonSettings, LaunchedDaemon, SharedNamespaces, TaskRequest } from '../compute';
import { distributionProblems } from '../daemon-settings';
import { allowSessions } from '../exec-permissions';

/** The longest name of a daemon. */
const NAME = { maxLength: 255, separator: '-', allowedSpecialCharacters: '-_' };

/** Managed Instances with one task on each of them. Daemons and their task definitions are resources of their own. */
export class ManagedDaemons extends ManagedCompute implements DaemonCompute {
  /** Daemons have a network mode of their own, over the network interface of the instance. */
  public readonly networkMode = ecs.NetworkMode.BRIDGE;
  public readonly hosts: readonly Host[] = ['DAEMON'];
  public readonly pullsByInstance = true;

  public clusterProblems(): readonly string[] { return [...super.clusterProblems(), ...this.shares.flatMap(optionProblems)]; }

  public daemonProblems({ containerPort, taskDefinition }: DaemonSettings): readonly string[] {
    return [
      ...(containerPort === undefined ? [] : [`containerPort (${containerPort}) is not supported for daemons on Managed Instances, whose containers have no port mappings; remove it`]),
      ...(taskDefinition ? [`taskDefinition ('${taskDefinition.node.path}') cannot be that of a daemon on Managed Instances, which has its own type; use image`] : []),
    ];
  }

  /** Why a daemon cannot have the task definition is one of the daemon problems. */
  public existingTaskProblems(): readonly string[] { return []; }

  /** Of the network modes that the L2 knows here, `host` has no network interface for each task either. It is not in the template. */
  public defineTask(scope: Construct, id: string, request: TaskRequest): ecs.TaskDefinition {
    const task = this.newTask(scope, id, request, ecs.NetworkMode.HOST);
    renderAsDaemon(task);
    return task;
  }

  public share({ node: { defaultChild } }: ecs.TaskDefinition, { pid, ipc }: SharedNamespaces): void {
    const resource = defaultChild as ecs.CfnDaemonTaskDefinition;
    if (pid) { resource.pidMode = 'shared'; }
    if (ipc) { resource.ipcMode = 'shared'; }
  }

  public launchDaemon(scope: Construct, request: DaemonRequest): LaunchedDaemon {
    const { cluster, taskDefinition, propagateTags, enableEcsManagedTags } = request;
    const daemonName = request.daemonName ?? Names.uniqueResourceName(scope, NAME);
    if (request.enableExecuteCommand) { allowSessions(cluster, taskDefinition); }
    const starter = new ManagedDaemon(scope, 'Daemon');
    const daemon = new ecs.CfnDaemon(starter, 'Resource', {
      daemonName,
      clusterArn: cluster.clusterArn,
      daemonTaskDefinitionArn: taskDefinition.taskDefinitionArn,
      capacityProviderArns: this.instances.map(({ capacityProviderName }) => capacityProviderArn(scope, cluster, capacityProviderName)),
      deploymentConfiguration: deploymentOf(request),
      enableExecuteCommand: request.enableExecuteCommand,
      enableEcsManagedTags,
      propagateTags: propagateTags ? 'DAEMON' : 'NONE',
    });
    daemon.node.addDependency(taskDefinition.taskRole);
    return { starter, daemon, metricName: `${DAEMON_METRIC_PREFIX}${daemonName}` };
  }
}

/** A daemon, which connects through the network interfaces of its instances. */
class ManagedDaemon extends Construct implements ec2.IConnectable {
  public readonly connections = new ec2.Connections();
}

function deploymentOf({ updatePercent, bakeTime, alarmNames }: DaemonRequest): ecs.CfnDaemon.DaemonDeploymentConfigurationProperty | undefined {
  if (updatePercent === undefined && bakeTime === undefined && alarmNames === undefined) { return undefined; }
  return {
    drainPercent: updatePercent,
    bakeTimeInMinutes: bakeTime?.toMinutes(),
    alarms: alarmNames && { alarmNames: [...alarmNames], enable: true },
  };
}

function optionProblems({ options }: ManagedShare): string[] {
  const given = (['networkMode', 'placementConstraints'] as const).filter(name => options[name] !== undefined);
  return [
    ...distributionProblems(options),
    ...(given.length === 0 ? [] : [`capacity: a daemon on Managed Instances has no ${given.join(' and no ')}; remove ${given.length > 1 ? 'them' : 'it'}`]),
  ];
}
