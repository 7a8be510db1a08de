import { CapacityProvider } from '../entities/capacity-provider';
import { allOf, entitiesAt } from '../entities/entity';
import { LaunchSettings, writtenSetting } from '../entities/launch-template';
import { Subnet } from '../entities/subnet';
import type { TaskRunnerIndex } from '../entities/task-definition';
import type { TaskRunner } from '../entities/task-runner';
import { taskRunners } from '../entities/task-runners';
import { JoinedList } from '../evaluation/joined-list';
import type { Node } from '../evaluation/node';
import { under } from '../evaluation/raw';
import type { Resource } from '../evaluation/resource';
import { grouped } from '../index/grouped';

/** The container instances of a capacity provider, with the subnets that they are launched in. */
export interface InstanceGroup {
  readonly provider: Resource;
  /** The place that names the subnets. */
  readonly place: Node;
  readonly subnets: JoinedList<Subnet>;
  /** What an Auto Scaling group launches them with. */
  readonly launches: JoinedList<LaunchSettings>;
  /** The task runners whose tasks may be placed on them. */
  readonly runners: readonly TaskRunner[];
}

/** The container instances of each capacity provider that certainly may launch instances in subnets of the app. */
export function instanceGroups(application: TaskRunnerIndex): readonly InstanceGroup[] { return application.memo(findInstanceGroups); }

function findInstanceGroups(application: TaskRunnerIndex): readonly InstanceGroup[] {
  const runners = application.memo(runnersByProvider);
  return allOf(CapacityProvider, application).flatMap(({ resource, node, group }) => {
    const found = { provider: resource, runners: runners.get(resource) ?? [] };
    if (group) {
      const { subnets, launches } = group;
      if (launches.known.some(mayUseProxy)) { return []; }
      return group.maxSize.satisfies(size => size > 0) ? [{ ...found, place: group.node.get('VPCZoneIdentifier'), subnets, launches }] : [];
    }
    const place = node.get('ManagedInstancesProvider').get('InstanceLaunchTemplate').get('NetworkConfiguration').get('Subnets');
    const list = place.asList;
    return [{ ...found, place, subnets: entitiesAt(Subnet, list, list.isKnown, application), launches: JoinedList.UNKNOWN }];
  });
}

/**
 * Whether the user data mentions a proxy, or cannot be read. The agent of such instances may reach ECS without a route to the internet.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/http_proxy_config.html
 */
function mayUseProxy(launch: LaunchSettings): boolean {
  const raw = writtenSetting(launch, 'UserData');
  const script = under(raw, 'Fn::Base64');
  return raw !== undefined && (script === undefined || under(script, 'Ref') !== undefined || /proxy/i.test(JSON.stringify(script)));
}

/** The task runners that certainly place tasks on a capacity provider, by their strategy or the default strategy of their cluster. */
function runnersByProvider(application: TaskRunnerIndex): ReadonlyMap<Resource, readonly TaskRunner[]> {
  return grouped(taskRunners(application).filter(({ isIdle }) => !isIdle), ({ launchType, strategies }) => {
    if (!launchType.isAbsent) { return []; }
    return strategies.flatMap(({ items }) => items.flatMap(({ provider }) => provider?.resource ?? []));
  });
}
