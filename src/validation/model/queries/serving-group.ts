import { runnersByProvider } from './instance-group';
import { providerLists } from './provider-lists';
import type { AutoScalingGroup } from '../entities/auto-scaling-group';
import { CapacityProvider } from '../entities/capacity-provider';
import { Cluster } from '../entities/cluster';
import { allOf } from '../entities/entity';
import type { LaunchSettings } from '../entities/launch-template';
import type { TaskRunnerIndex } from '../entities/task-definition';
import type { TaskRunner } from '../entities/task-runner';
import type { Resource } from '../evaluation/resource';
import { mayBeChangedByCode, mayBeChangedOutside } from '../index/external-access';
import { grouped } from '../index/grouped';

/** An Auto Scaling group of capacity providers. */
export interface ServingGroup {
  readonly group: AutoScalingGroup;
  readonly providers: readonly CapacityProvider[];
  /** The clusters of the app with one of the providers. */
  readonly clusters: readonly Cluster[];
  /** The task runners that place tasks on one of the providers. */
  readonly runners: readonly TaskRunner[];
}

/** The Auto Scaling groups of the capacity providers in the app. */
export function servingGroups(application: TaskRunnerIndex): readonly ServingGroup[] { return application.memo(findServingGroups); }

/** What the groups launch instances with, each once. */
export function servingLaunches(application: TaskRunnerIndex): readonly LaunchSettings[] { return application.memo(findLaunches); }

/** Whether something else may set the instances of a group up: code that is given the group or a launch template, or Systems Manager. */
export function maySetUpOtherwise({ resource, launches }: AutoScalingGroup, application: TaskRunnerIndex): boolean {
  const given = [resource, ...launches.known.map(launch => launch.resource)];
  return application.memo(runsCommandsByTag) || given.some(each => mayBeChangedOutside(each, application) || mayBeChangedByCode(each, application));
}

/** Systems Manager selects instances by their tags, or all of them. */
function runsCommandsByTag(application: TaskRunnerIndex): boolean {
  return ['AWS::SSM::Association', 'AWS::SSM::MaintenanceWindowTask'].flatMap(type => application.ofType(type)).some(({ properties }) => !properties.get('Targets').isAbsent);
}

function findLaunches(application: TaskRunnerIndex): readonly LaunchSettings[] {
  return [...new Set(servingGroups(application).flatMap(({ group }) => group.launches.known))];
}

function findServingGroups(application: TaskRunnerIndex): readonly ServingGroup[] {
  if (application.ofType(CapacityProvider.TYPE).length === 0) { return []; }
  const clusters = application.memo(clustersByProvider);
  const runners = application.memo(runnersByProvider);
  const byGroup = new Map<AutoScalingGroup, CapacityProvider[]>();
  for (const provider of allOf(CapacityProvider, application)) {
    const { group } = provider;
    if (group && group.resource.coexistsWith(provider.resource)) { byGroup.set(group, [...byGroup.get(group) ?? [], provider]); }
  }
  return [...byGroup].map(([group, providers]) => ({
    group,
    providers,
    clusters: [...new Set(providers.flatMap(({ resource }) => clusters.get(resource) ?? []))],
    runners: [...new Set(providers.flatMap(({ resource }) => runners.get(resource) ?? []))],
  }));
}

/** The clusters that list a capacity provider, in a property of their own or in an association. */
function clustersByProvider(application: TaskRunnerIndex): ReadonlyMap<Resource, readonly Cluster[]> {
  const listed = providerLists(application).flatMap(({ owner, cluster, items }) => cluster && owner.coexistsWith(cluster)
    ? items.flatMap(({ provider }) => provider?.resource.coexistsWith(cluster) ? [{ provider, cluster }] : [])
    : []);
  const byProvider = grouped(listed, ({ provider }) => [provider.resource]);
  return new Map([...byProvider].map(([provider, uses]) => [provider, uses.map(({ cluster }) => application.view(Cluster, cluster))]));
}
