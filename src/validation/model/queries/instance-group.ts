import { hasImageOfAws } from './machine-image';
import type { AutoScalingGroup } from '../entities/auto-scaling-group';
import { CapacityProvider } from '../entities/capacity-provider';
import { allOf, entitiesAt } from '../entities/entity';
import { LaunchSettings, mayMention } from '../entities/launch-template';
import { Subnet } from '../entities/subnet';
import type { TaskRunnerIndex } from '../entities/task-definition';
import type { TaskRunner } from '../entities/task-runner';
import { taskRunners } from '../entities/task-runners';
import { JoinedList } from '../evaluation/joined-list';
import type { Node } from '../evaluation/node';
import type { Resource } from '../evaluation/resource';
import { mayBeChangedByCode, mayBeChangedOutside } from '../index/external-access';
import { grouped } from '../index/grouped';

/**
 * Words in user data for a proxy, through which the agent may reach ECS without a route to the internet.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/http_proxy_config.html
 */
const PROXY = /proxy/i;

/**
 * Words in user data for images that an instance has without a pull.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
const CACHED_IMAGES = /ECS_IMAGE_PULL_BEHAVIOR|(?:docker|ctr|nerdctl)\b.*\b(?:load|import|pull)\b/;

/** Words in user data for an address that the instance gives itself. */
const ADDRESS = /associate-address|AssociateAddress|elastic.?ip/i;

const LIFECYCLE_HOOK = 'AWS::AutoScaling::LifecycleHook';

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
  /** Whether the instances may have the images without a pull: in their AMI, or loaded by their user data. */
  readonly mayHaveImages: boolean;
  /** Whether something may give the instances a public address after their launch. */
  readonly mayGetAddress: boolean;
}

/** The container instances of each capacity provider that certainly may launch instances in subnets of the app. */
export function instanceGroups(application: TaskRunnerIndex): readonly InstanceGroup[] { return application.memo(findInstanceGroups); }

function findInstanceGroups(application: TaskRunnerIndex): readonly InstanceGroup[] {
  const runners = application.memo(runnersByProvider);
  return allOf(CapacityProvider, application).flatMap(({ resource, node, group }) => {
    const found = { provider: resource, runners: runners.get(resource) ?? [] };
    if (group) {
      const { subnets, launches } = group;
      if (launches.known.some(launch => mayMention(launch, PROXY))) { return []; }
      const mayHaveImages = launches.maySome(launch => !hasImageOfAws(launch) || mayMention(launch, CACHED_IMAGES));
      const mayGetAddress = launches.maySome(launch => mayMention(launch, ADDRESS)) || hasLaunchHook(group);
      const ofGroup = { ...found, place: group.node.get('VPCZoneIdentifier'), subnets, launches, mayHaveImages, mayGetAddress };
      return group.maxSize.satisfies(size => size > 0) ? [ofGroup] : [];
    }
    const place = node.get('ManagedInstancesProvider').get('InstanceLaunchTemplate').get('NetworkConfiguration').get('Subnets');
    const list = place.asList;
    const subnets = entitiesAt(Subnet, list, list.isKnown, application);
    return [{ ...found, place, subnets, launches: JoinedList.UNKNOWN, mayHaveImages: false, mayGetAddress: false }];
  });
}

/** Whether something runs when the group launches an instance, and may change it before it is used. */
function hasLaunchHook({ node, resource, application }: AutoScalingGroup): boolean {
  const list = node.list('LifecycleHookSpecificationList');
  const apart = application.referringTo(resource, LIFECYCLE_HOOK, 'AutoScalingGroupName').map(({ properties }) => properties);
  return !list.isKnown || [...list, ...apart].some(hook => !isForTermination(hook)) || application.mayReferToAny(LIFECYCLE_HOOK, 'AutoScalingGroupName')
    || mayBeChangedOutside(resource, application) || mayBeChangedByCode(resource, application);
}

function isForTermination(hook: Node): boolean { return hook.text('LifecycleTransition').is('autoscaling:EC2_INSTANCE_TERMINATING'); }

/** The task runners that certainly place tasks on a capacity provider, by their strategy or the default strategy of their cluster. */
export function runnersByProvider(application: TaskRunnerIndex): ReadonlyMap<Resource, readonly TaskRunner[]> {
  return grouped(taskRunners(application).filter(({ isIdle }) => !isIdle), ({ launchType, strategies }) => {
    if (!launchType.isAbsent) { return []; }
    return strategies.flatMap(({ items }) => items.flatMap(({ provider }) => provider?.resource ?? []));
  });
}
