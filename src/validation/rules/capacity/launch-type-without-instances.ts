import type { AutoScalingGroup } from '../../model/entities/auto-scaling-group';
import { capacityGroups, mostInstances } from '../../model/queries/capacity-groups';
import { defineRule } from '../rule';

const LAUNCH_TYPE = { CapacityProviderStrategy: undefined, LaunchType: 'EC2' };

export default defineRule({
  title: 'A service with launch type EC2 has instances that run already',
  severity: 'warning',
  outcome: 'hangs',
  why: 'With launch type EC2, ECS places tasks only on instances that run. Managed scaling of a capacity provider launches instances only for tasks with a capacity provider strategy. In a group of 0 instances, the tasks are never placed: "No Container Instances were found in your cluster".',
  fix: 'Replace the launch type by capacityProviderStrategies, or Capacity.ec2() of ContainerService, or set minCapacity of the AutoScalingGroup to 1. In CloudFormation: CapacityProviderStrategy of the service, or MinSize of the Auto Scaling group.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html',

  subject: 'service',
  *check(service) {
    const { node, desiredCount, schedulingStrategy, launchType } = service;
    const groups = capacityGroups(service);
    const hasTasks = schedulingStrategy.is('REPLICA') && desiredCount.satisfies(count => count > 0);
    if (!launchType.is('EC2') || !hasTasks || !groups.every(isEmpty)) { return; }
    yield {
      location: node.at('LaunchType'),
      related: groups.all.map(group => group.node.at('MinSize')),
      message: `launch type EC2 starts no instances, and ${groups.all.map(({ resource }) => `${resource.logicalId} has MinSize 0`).join(', ')}`,
    };
  },

  scene: 'a service on a capacity provider',
  bad: {
    'a group of 0 instances': { Service: LAUNCH_TYPE, Group: { MinSize: '0' } },
    'a desired capacity of 0': { Service: LAUNCH_TYPE, Group: { MinSize: '0', DesiredCapacity: '0' } },
  },
  good: {
    'an instance': { Service: LAUNCH_TYPE },
    'a desired capacity of 1': { Instances: { AutoScalingGroupProvider: { ManagedScaling: { Status: 'DISABLED' } } }, Service: LAUNCH_TYPE, Group: { MinSize: '0', DesiredCapacity: '1' } },
    'a minimum from a parameter': { Service: LAUNCH_TYPE, Group: { MinSize: { Ref: 'Least' }, DesiredCapacity: '0' } },
    'the default strategy': { Service: { CapacityProviderStrategy: undefined }, Group: { MinSize: '0' } },
    'a strategy': { Group: { MinSize: '0' } },
    'no tasks': { Service: { ...LAUNCH_TYPE, DesiredCount: 0 }, Group: { MinSize: '0' } },
    'a daemon': {
      Group: { MinSize: '0' },
      Service: { ...LAUNCH_TYPE, SchedulingStrategy: 'DAEMON', DesiredCount: undefined, DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100 } },
    },
    'a cluster with a name, which other instances may join': {
      Service: LAUNCH_TYPE, Group: { MinSize: '0' }, Cluster: { ClusterName: 'web' },
    },
    'scheduled changes of the group': {
      Instances: { AutoScalingGroupProvider: { ManagedScaling: { Status: 'DISABLED' } } },
      Service: LAUNCH_TYPE,
      Group: { MinSize: '0' },
      Mornings: { Type: 'AWS::AutoScaling::ScheduledAction', Properties: { AutoScalingGroupName: { Ref: 'Group' }, Recurrence: '0 6 * * *', DesiredCapacity: 4 } },
    },
    'a scaling policy': {
      Instances: { AutoScalingGroupProvider: { ManagedScaling: { Status: 'DISABLED' } } },
      Service: LAUNCH_TYPE,
      Group: { MinSize: '0' },
      Scaling: {
        Type: 'AWS::AutoScaling::ScalingPolicy',
        Properties: {
          AutoScalingGroupName: { Ref: 'Group' },
          PolicyType: 'TargetTrackingScaling',
          TargetTrackingConfiguration: { PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' }, TargetValue: 50 },
        },
      },
    },
  },
});

/** Whether a group certainly begins without instances, and nothing but a capacity provider launches some. */
function isEmpty(group: AutoScalingGroup): boolean {
  const { resource, application, desiredCapacity, minSize } = group;
  return minSize.is(0) && desiredCapacity.is(0) && mostInstances(group) !== undefined
    && application.referringTo(resource, 'AWS::AutoScaling::ScalingPolicy', 'AutoScalingGroupName').length === 0;
}
