import { INSTANCES_WITHOUT_GROUP } from '../../../facts/compute';
import { InstanceType, instanceType } from '../../../facts/instance-types';
import { AutoScalingGroup } from '../entities/auto-scaling-group';
import { StrategyItem } from '../entities/capacity-strategy';
import type { Cluster } from '../entities/cluster';
import { allOf } from '../entities/entity';
import type { TaskRunnerIndex } from '../entities/task-definition';
import type { TaskRunner } from '../entities/task-runner';
import { taskRunners } from '../entities/task-runners';
import { JoinedList } from '../evaluation/joined-list';
import type { Node } from '../evaluation/node';
import type { Resource } from '../evaluation/resource';
import { mayBeChangedByCode, mayBeChangedOutside } from '../index/external-access';
import type { ResourceIndex } from '../index/resource-index';

const POLICY = 'AWS::AutoScaling::ScalingPolicy';
const GROWING = ['AWS::AutoScaling::ScheduledAction', POLICY];
const SCALING_PLAN = 'AWS::AutoScalingPlans::ScalingPlan';

/** The Auto Scaling groups on whose instances ECS may place the tasks of a task runner. */
export function capacityGroups(runner: TaskRunner): JoinedList<AutoScalingGroup> {
  return runner.compute.is('EC2') ? groupsFor(runner) : JoinedList.UNKNOWN;
}

/** The largest number of instances that a group certainly never exceeds. */
export function mostInstances({ maxSize, resource, application }: AutoScalingGroup): number | undefined {
  const mayGrow = GROWING.some(type => application.referringTo(resource, type, 'AutoScalingGroupName').some(({ properties }) => changesMaximum(properties)));
  const isPlanned = application.ofType(SCALING_PLAN).length > 0;
  return mayGrow || isPlanned || mayBeChangedOutside(resource, application) || mayBeChangedByCode(resource, application) ? undefined : maxSize.known;
}

/** Whether a group certainly begins without instances, and nothing in the app but a capacity provider launches some. */
export function beginsEmpty(group: AutoScalingGroup): boolean {
  const { resource, application, desiredCapacity, minSize } = group;
  return minSize.is(0) && desiredCapacity.is(0) && mostInstances(group) !== undefined
    && GROWING.every(type => application.referringTo(resource, type, 'AutoScalingGroupName').length === 0);
}

/** Whether tasks of the app use the capacity provider of a group, and so may launch its instances. */
export function isUsedByStrategies(group: Resource, application: TaskRunnerIndex): boolean { return application.memo(groupsOfStrategies).has(group); }

function groupsOfStrategies(application: TaskRunnerIndex): ReadonlySet<Resource> {
  const items = taskRunners(application).flatMap(({ strategies }) => strategies.flatMap(strategy => strategy.items));
  return new Set(items.flatMap(({ provider }) => provider?.group?.resource ?? []));
}

/** A scheduled action may set another maximum, and predictive scaling may raise it. */
function changesMaximum(properties: Node): boolean {
  return properties.resource.type !== POLICY || !properties.get('PredictiveScalingConfiguration').get('MaxCapacityBreachBehavior').isAbsent;
}

/** The known instance types of a group. */
export function typesOf({ instanceTypes }: AutoScalingGroup): JoinedList<InstanceType> {
  return JoinedList.found(instanceTypes.known.map(name => instanceType(name)), instanceTypes.isComplete);
}

function groupsFor(runner: TaskRunner): JoinedList<AutoScalingGroup> {
  const [strategy] = runner.strategies;
  if (strategy) { return JoinedList.found(strategy.items.map(item => item.provider?.group), strategy.isComplete); }
  return runner.cluster ? groupsOfCluster(runner.cluster) : JoinedList.UNKNOWN;
}

/** All groups of the app, because any may join the cluster, if no other instances can. */
function groupsOfCluster(cluster: Cluster): JoinedList<AutoScalingGroup> {
  const cache = cluster.application.memo(groupsByCluster);
  const groups = cluster.application.memo(allGroups);
  const known = cache.get(cluster) ?? new JoinedList(groups, groups.some(group => joins(group, cluster)) && !mayHaveOtherInstances(cluster));
  cache.set(cluster, known);
  return known;
}

/** Whether a group refers to a cluster, in the user data of its instances, or belongs to a capacity provider of the cluster. */
function joins({ resource }: AutoScalingGroup, cluster: Cluster): boolean {
  return resource.template === cluster.resource.template && resource.waitsFor(cluster.resource)
    || providersOf(cluster).some(({ provider }) => provider?.group?.resource === resource);
}

function groupsByCluster(): Map<Cluster, JoinedList<AutoScalingGroup>> { return new Map(); }

function allGroups(application: ResourceIndex): readonly AutoScalingGroup[] { return allOf(AutoScalingGroup, application); }

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
