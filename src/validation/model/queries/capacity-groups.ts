import { INSTANCES_WITHOUT_GROUP } from '../../../facts/compute';
import { InstanceType, instanceType } from '../../../facts/instance-types';
import { AutoScalingGroup } from '../entities/auto-scaling-group';
import { CapacityStrategy, StrategyItem } from '../entities/capacity-strategy';
import type { Cluster } from '../entities/cluster';
import { allOf } from '../entities/entity';
import type { TaskRunner } from '../entities/task-runner';
import { JoinedList } from '../evaluation/joined-list';
import { mayBeChangedOutside } from '../index/external-access';

/** The Auto Scaling groups on whose instances ECS may place the tasks of a task runner. */
export function capacityGroups(runner: TaskRunner): JoinedList<AutoScalingGroup> {
  return runner.compute.is('EC2') ? groupsFor(runner) : JoinedList.UNKNOWN;
}

/** The largest number of instances that a group certainly never exceeds. */
export function mostInstances({ maxSize, resource, application }: AutoScalingGroup): number | undefined {
  const isScheduled = application.referringTo(resource, 'AWS::AutoScaling::ScheduledAction', 'AutoScalingGroupName').length > 0;
  return isScheduled || mayBeChangedOutside(resource, application) ? undefined : maxSize.known;
}

/** The known instance types of a group. */
export function typesOf({ instanceTypes }: AutoScalingGroup): JoinedList<InstanceType> {
  return JoinedList.found(instanceTypes.known.map(name => instanceType(name)), instanceTypes.isComplete);
}

function groupsFor(runner: TaskRunner): JoinedList<AutoScalingGroup> {
  const strategy = strategyOf(runner);
  if (strategy) { return JoinedList.found(strategy.items.map(item => item.provider?.group), strategy.isComplete); }
  return runner.cluster ? groupsOfCluster(runner.cluster) : JoinedList.UNKNOWN;
}

function strategyOf({ strategy, launchType, cluster }: TaskRunner): CapacityStrategy | undefined {
  if (!strategy.node.isAbsent) { return strategy; }
  return launchType.isAbsent ? cluster?.defaultStrategies[0] : undefined;
}

/** All groups of the app, because any may join the cluster, if no other instances can. */
function groupsOfCluster(cluster: Cluster): JoinedList<AutoScalingGroup> {
  const groups = allOf(AutoScalingGroup, cluster.application);
  return new JoinedList(groups, groups.length > 0 && !mayHaveOtherInstances(cluster));
}

function mayHaveOtherInstances(cluster: Cluster): boolean {
  const { application, resource, node } = cluster;
  return !node.get('ClusterName').isAbsent
    || INSTANCES_WITHOUT_GROUP.some(type => application.ofType(type).length > 0)
    || mayBeChangedOutside(resource, application)
    || !cluster.knowsItsProviders
    || providersOf(cluster).some(({ compute, provider }) => compute.isDeferred || provider !== undefined && compute.is('EC2') && !provider.group);
}

function providersOf({ node, associations, application }: Cluster): readonly StrategyItem[] {
  return [node, ...associations.map(({ properties }) => properties)]
    .flatMap(place => place.list('CapacityProviders').map(each => new StrategyItem(each, each, application)));
}
