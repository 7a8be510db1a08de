import type { CapacityStrategy } from '../../model/entities/capacity-strategy';
import { mostInstances } from '../../model/queries/capacity-groups';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The Auto Scaling group of a capacity provider may launch instances',
  severity: 'error',
  outcome: 'hangs',
  why: 'Managed scaling never exceeds the maximum size of the group. If it is 0, tasks that ECS assigns to the capacity provider stay in the state PROVISIONING, and the deployment does not finish.',
  fix: 'Set maxCapacity of the AutoScalingGroup to 1 or more, or remove its capacity provider from the strategy. In CloudFormation: MaxSize of the Auto Scaling group.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html',

  subject: 'strategy',
  *check(strategy) {
    for (const item of strategy.items.filter(({ weight }) => weight.differs(0))) {
      const group = item.provider?.group;
      if (!group || mostInstances(group) !== 0) { continue; }
      yield {
        location: item.node.at('CapacityProvider'),
        related: [group.node.at('MaxSize')],
        message: `the strategy assigns tasks to ${item.label}, but MaxSize of ${group.resource.logicalId} is 0`,
        ...isCertain(strategy) ? {} : { severity: 'warning' },
      };
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
    'a group outside the app': { Instances: { AutoScalingGroupProvider: { AutoScalingGroupArn: 'other' } } },
  },
});

/** Whether the strategy certainly places tasks, and has no other capacity provider. */
function isCertain({ items, taskCounts }: CapacityStrategy): boolean {
  return items.length === 1 && taskCounts().some(count => count > 0);
}
