import type { AutoScalingGroup } from '../../model/entities/auto-scaling-group';
import type { CapacityStrategy, StrategyItem } from '../../model/entities/capacity-strategy';
import { listed } from '../../model/entities/listed';
import type { Location } from '../../model/evaluation/resource';
import { grouped } from '../../model/index/grouped';
import { beginsEmpty, mostInstances } from '../../model/queries/capacity-groups';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The Auto Scaling group of a capacity provider may launch instances',
  severity: 'error',
  outcome: 'hangs',
  why: 'Managed scaling never exceeds the maximum size of the group. If it is 0, tasks that ECS assigns to the capacity provider stay in the state PROVISIONING, and the deployment does not finish. Without managed scaling, nothing launches instances for the tasks, so the group needs some from the start.',
  fix: 'Set maxCapacity of the AutoScalingGroup to 1 or more, or remove its capacity provider from the strategy. Set `enableManagedScaling: true` of AsgCapacityProvider, or a minCapacity. In CloudFormation: MaxSize and MinSize of the Auto Scaling group, ManagedScaling.Status of the capacity provider.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html',

  subject: 'application',
  *check(application) {
    const items = application.strategies.flatMap(itemsWithWeight);
    for (const [group, uses] of grouped(items, ({ item }) => [item.provider?.group ?? []].flat())) {
      if (mostInstances(group) === 0) {
        yield neverFilled(group, uses);
      } else {
        yield* leftEmpty(group, uses.filter(({ item }) => item.provider?.managedScaling.is('DISABLED')));
      }
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'no instances': { Group: { MinSize: '0', MaxSize: '0' } },
    'a second capacity provider': {
      Group: { MinSize: '0', MaxSize: '0' },
      Service: { CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Instances' }, Weight: 1 }, { CapacityProvider: { Ref: 'Others' }, Weight: 1 }] },
    },
    'a service without tasks so far': { Group: { MinSize: '0', MaxSize: '0' }, Service: { DesiredCount: 0 } },
    'no managed scaling, and a group without instances': { Group: { MinSize: '0' }, Instances: unmanaged() },
    'the default strategy': { Group: { MinSize: '0', MaxSize: '0' }, Service: undefined },
  },
  good: {
    'one instance': { Group: { MinSize: '0', MaxSize: '1' } },
    'a maximum from a parameter': { Group: { MinSize: '0', MaxSize: { Ref: 'Size' } } },
    'a capacity provider without weight': {
      Service: { CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Instances' }, Weight: 1 }, { CapacityProvider: { Ref: 'Parked' }, Weight: 0 }] },
      Providers: { CapacityProviders: [{ Ref: 'Instances' }, { Ref: 'Parked' }] },
      Parked: { Type: 'AWS::ECS::CapacityProvider', Properties: { AutoScalingGroupProvider: { AutoScalingGroupArn: { Ref: 'ParkedGroup' } } } },
      ParkedGroup: {
        Type: 'AWS::AutoScaling::AutoScalingGroup',
        Properties: { MinSize: '0', MaxSize: '0', VPCZoneIdentifier: ['subnet-0a1b2c3d4e5f60718'], LaunchTemplate: { LaunchTemplateId: { Ref: 'Template' }, Version: '1' } },
      },
    },
    'no managed scaling, and an instance': { Instances: unmanaged() },
    'managed scaling from a parameter': { Group: { MinSize: '0' }, Instances: { AutoScalingGroupProvider: { ManagedScaling: { Status: { Ref: 'AParameter' } } } } },
    'no managed scaling, and a desired capacity': { Group: { MinSize: '0', DesiredCapacity: '2' }, Instances: unmanaged() },
    'no managed scaling, and a schedule': {
      Group: { MinSize: '0' },
      Instances: unmanaged(),
      Mornings: { Type: 'AWS::AutoScaling::ScheduledAction', Properties: { AutoScalingGroupName: { Ref: 'Group' }, Recurrence: '0 6 * * *', DesiredCapacity: 4 } },
    },
    'a group outside the app': { Instances: { AutoScalingGroupProvider: { AutoScalingGroupArn: 'other' } } },
  },
});

/** A capacity provider in a strategy. */
interface Use {
  readonly strategy: CapacityStrategy;
  readonly item: StrategyItem;
}

function itemsWithWeight(strategy: CapacityStrategy): readonly Use[] {
  return strategy.items.filter(({ weight }) => weight.differs(0)).map(item => ({ strategy, item }));
}

function neverFilled({ node, resource }: AutoScalingGroup, uses: readonly Use[]): Violation {
  return {
    location: node.at('MaxSize'),
    related: placesOf(uses),
    message: `MaxSize of ${resource.logicalId} is 0, but ${assignments(uses)}`,
    ...uses.some(isCertain) ? {} : { severity: 'warning' },
  };
}

/** A warning, because the group may be scaled by hand. */
function* leftEmpty(group: AutoScalingGroup, uses: readonly Use[]): Iterable<Violation> {
  if (uses.length === 0 || !beginsEmpty(group)) { return; }
  yield {
    location: group.node.at('MinSize'),
    related: placesOf(uses),
    message: `${group.resource.logicalId} begins with 0 instances, and ${assignments(uses)}, which has no managed scaling`,
    severity: 'warning',
  };
}

function placesOf(uses: readonly Use[]): readonly Location[] { return uses.map(({ item }) => item.node.at('CapacityProvider')); }

function assignments(uses: readonly Use[]): string {
  const owners = [...new Set(uses.map(({ item }) => item.node.resource.logicalId))];
  const providers = [...new Set(uses.map(({ item }) => item.label))];
  return `${owners.length === 1 ? 'the strategy' : 'the strategies'} of ${listed(owners)} ${owners.length === 1 ? 'assigns' : 'assign'} tasks to ${listed(providers)}`;
}

/** Whether the strategy certainly places tasks, and has no other capacity provider. */
function isCertain({ strategy: { items, taskCounts } }: Use): boolean {
  return items.length === 1 && taskCounts().some(count => count > 0);
}

function unmanaged() { return { AutoScalingGroupProvider: { ManagedScaling: { Status: 'DISABLED' } } }; }
