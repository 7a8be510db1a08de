import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { Instances } from './instances';
import { InstancesShare } from './instances-share';
import { placementOf } from './placement-problems';
import { ClusterCapacity } from '../cluster-capacity';
import { DaemonCompute, DaemonRequest, DaemonSettings, LaunchedDaemon, Placement, SharedNamespaces, Strategy } from '../compute';
import { bakeTimeProblems, daemonServiceProps, distributionProblems, launched, shareNamespaces } from '../daemon-settings';

/**
 * Container instances with one task on each of them. The service has a launch type: ECS refuses a capacity provider strategy with the scheduling strategy
 * DAEMON.
 *
 * @see https://github.com/aws/containers-roadmap/issues/692
 */
export class InstanceDaemons extends Instances implements DaemonCompute {
  private readonly given: readonly InstancesShare[];

  public constructor(cluster: ClusterCapacity, shares: readonly InstancesShare[], strategy: Strategy) {
    super(cluster, shares.map(withSharedInterface), strategy);
    this.given = shares;
  }

  public get placement(): Placement {
    return { launchType: ecs.LaunchType.EC2, placementConstraints: placementOf(this.shares).placementConstraints };
  }

  public existingTaskProblems(task: ecs.TaskDefinition): readonly string[] {
    return new Instances(this.cluster, this.given, this.strategy).existingTaskProblems(task);
  }

  public daemonProblems(settings: DaemonSettings): readonly string[] {
    return [...new Set(this.shares.flatMap(({ options }) => distributionProblems(options))), ...bakeTimeProblems(settings)];
  }

  public share(task: ecs.TaskDefinition, namespaces: SharedNamespaces): void { shareNamespaces(task, namespaces); }

  public launchDaemon(scope: Construct, request: DaemonRequest): LaunchedDaemon {
    const { placement: { placementConstraints } } = this;
    const { vpcSubnets, securityGroups } = request;
    return launched(new ecs.Ec2Service(scope, 'Service', {
      ...daemonServiceProps(request),
      vpcSubnets,
      securityGroups,
      placementConstraints: placementConstraints && [...placementConstraints],
    }));
  }
}

/**
 * An agent needs no network interface of its own, of which an instance has few. On Windows, other network modes than awsvpc need a script in the image for
 * the task role.
 */
function withSharedInterface({ group, options }: InstancesShare): InstancesShare {
  const networkMode = options.networkMode ?? (group.operatingSystemFamily.isWindows() ? undefined : ecs.NetworkMode.BRIDGE);
  return { group, options: { ...options, networkMode } };
}
