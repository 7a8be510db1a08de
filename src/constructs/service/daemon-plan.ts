import { Duration, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DaemonServiceProps } from './daemon-service-props';
import { registerName, serviceNamed } from './service-names';
import { DAEMON_BAKE_MINUTES, DAEMON_UPDATE_PERCENT } from '../../facts/daemons';
import { SERVICE_NAME } from '../../facts/service-names';
import { daemonComputeFor } from '../capacity/capacity';
import { DaemonCompute, SharedNamespaces } from '../capacity/compute';
import { daemonSize } from '../capacity/task-size';
import { formatProblem, isKnownLater, refuse, wholeNumberProblem } from '../checks';
import { HostMount, hostMountProblems } from '../task/host-mount';
import { withContainerName, WorkloadPlan } from '../workload/workload-plan';

const CONTAINER_NAME = 'agent';

/** The props that an existing task definition has itself. */
const OF_TASK = ['hostMounts', 'hostPidMode', 'hostIpcMode'] as const;

/** The parts that a daemon adds to its workload: its instances, its deployment and what it uses of the instance. */
export class DaemonPlan {
  public readonly workload: WorkloadPlan;
  public compute!: DaemonCompute;
  public readonly namespaces: SharedNamespaces;

  /** Throws one error that lists all problems. */
  public constructor(private readonly scope: Construct, private readonly props: DaemonServiceProps) {
    const computeOf = () => this.compute = computeOrRefuse(scope, props);
    const variant = { computeOf, defaultSize: daemonSize, hasFixedPorts: true };
    this.workload = new WorkloadPlan(scope, withContainerName(props, CONTAINER_NAME), false, undefined, variant);
    this.namespaces = { pid: props.hostPidMode ?? false, ipc: props.hostIpcMode ?? false };
    refuse(scope, [
      ...this.workload.problems,
      ...this.compute.daemonProblems(props),
      ...this.compute.serviceProblems?.({ sharesInterface: !this.workload.hasOwnInterface }) ?? [],
      ...this.deploymentProblems(),
      ...this.taskProblems(),
      ...this.nameProblems(),
    ]);
    registerName(scope, { serviceName: props.daemonName, cluster: props.cluster });
  }

  /** Throws when a container cannot have the mount. */
  public checkMount(mount: HostMount): void { refuse(this.scope, hostMountProblems([mount])); }

  /** Throws when no resource can allow connections from the tasks by their security group. */
  public checkConnections(): void { refuse(this.scope, this.workload.connectionProblems); }

  private deploymentProblems(): string[] {
    const { updatePercent, bakeTime, alarms } = this.props;
    return [
      ...wholeNumberProblem('updatePercent', updatePercent, DAEMON_UPDATE_PERCENT, ' percent'),
      ...wholeNumberProblem('bakeTime', minutes(bakeTime), DAEMON_BAKE_MINUTES, ' minutes'),
      ...(alarms?.length === 0 ? ['alarms is empty; add an alarm or remove alarms'] : []),
    ];
  }

  private taskProblems(): string[] {
    const { hostMounts = [], taskDefinition } = this.props;
    const given = OF_TASK.filter(name => this.props[name] !== undefined);
    const namespaces = (['hostPidMode', 'hostIpcMode'] as const).filter(name => this.props[name]);
    return [
      ...hostMountProblems(hostMounts),
      ...(taskDefinition && given.length > 0 ? [`${given.join(', ')} cannot be combined with taskDefinition; set volumes, pidMode and ipcMode on the task definition`] : []),
      ...(this.workload.platform.isWindows && namespaces.length > 0 ? [`${namespaces.join(' and ')} (true) is not supported on Windows; remove it`] : []),
    ];
  }

  private nameProblems(): string[] {
    const { daemonName, cluster } = this.props;
    if (daemonName === undefined || isKnownLater(daemonName)) { return []; }
    const other = serviceNamed(daemonName, cluster);
    return [
      ...formatProblem('daemonName', daemonName, SERVICE_NAME),
      ...(other === undefined ? [] : [`daemonName ('${daemonName}') is the name of '${other}' on the same cluster; use another name`]),
    ];
  }
}

function computeOrRefuse(scope: Construct, { cluster, capacity }: DaemonServiceProps): DaemonCompute {
  const compute = daemonComputeFor(scope, cluster, capacity);
  if (typeof compute === 'string') { throw new Error(`[${scope.node.path}] ${compute}`); }
  return compute;
}

/** Undefined for a duration that is known only at deployment. A part of a minute is no whole number. */
function minutes(duration: Duration | undefined): number | undefined {
  return duration === undefined || duration.isUnresolved() || Token.isUnresolved(duration) ? undefined : duration.toMinutes({ integral: false });
}
