import type { AutoScalingGroup } from '../../model/entities/auto-scaling-group';
import type { CapacityStrategy, StrategyItem } from '../../model/entities/capacity-strategy';
import { beginsEmpty, mostInstances } from '../../model/queries/capacity-groups';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The Auto Scaling group of a capacity provider may launch instances',
  severity: 'error',
  outcome: 'hangs',
  why: 'Managed scaling never exceeds the maximum size of the group. If it is 0, tasks that ECS assigns to the capacity provider stay in the state PROVISIONING, and the deployment does not finish. Without managed scaling, nothing launches instances for the tasks, so the group needs some from the start.',
  fix: 'Set maxCapacity of the AutoScalingGroup to 1 or more, or remove its capacity provider from the strategy. Set `enableManagedScaling: true` of AsgCapacityProvider, or a minCapacity. In CloudFormation: MaxSize and MinSize of the Auto Scaling group, ManagedScaling.Status of the capacity provider.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html',

  subject: 'strategy',
  *check(strategy) {
    for (const item of strategy.items.filter(({ weight }) => weight.differs(0))) {
      const group = item.provider?.group;
      if (!group) { continue; }
      if (mostInstances(group) === 0) {
        yield neverFilled(strategy, item, group);
      } else if (isLeftEmpty(item, group)) {
        yield leftEmpty(item, group);
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

function neverFilled(strategy: CapacityStrategy, item: StrategyItem, { node, resource }: AutoScalingGroup): Violation {
  return {
    location: item.node.at('CapacityProvider'),
    related: [node.at('MaxSize')],
    message: `the strategy assigns tasks to ${item.label}, but MaxSize of ${resource.logicalId} is 0`,
    ...isCertain(strategy) ? {} : { severity: 'warning' },
  };
}

/** A warning, because the group may be scaled by hand. */
function leftEmpty(item: StrategyItem, { node, resource }: AutoScalingGroup): Violation {
  return {
    location: item.node.at('CapacityProvider'),
    related: [node.at('MinSize')],
    message: `the strategy assigns tasks to ${item.label}, which has no managed scaling, and ${resource.logicalId} begins with 0 instances`,
    severity: 'warning',
  };
}

function isLeftEmpty({ provider }: StrategyItem, group: AutoScalingGroup): boolean {
  return provider?.managedScaling.is('DISABLED') === true && beginsEmpty(group);
}

/** Whether the strategy certainly places tasks, and has no other capacity provider. */
function isCertain({ items, taskCounts }: CapacityStrategy): boolean {
  return items.length === 1 && taskCounts().some(count => count > 0);
}

function unmanaged() { return { AutoScalingGroupProvider: { ManagedScaling: { Status: 'DISABLED' } } }; }
