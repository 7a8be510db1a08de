import { Service } from '../../model/entities/service';
import type { TaskRunner } from '../../model/entities/task-runner';
import { beginsEmpty, capacityGroups, isUsedByStrategies } from '../../model/queries/capacity-groups';
import { daemonService, everyHour } from '../../scenes/extras';
import { defineRule } from '../rule';

const LAUNCH_TYPE = { CapacityProviderStrategy: undefined, LaunchType: 'EC2' };

export default defineRule({
  title: 'Tasks with launch type EC2 have instances that run already',
  severity: 'warning',
  outcome: 'hangs',
  why: 'With launch type EC2, ECS places tasks only on instances that run. Managed scaling of a capacity provider launches instances only for tasks with a capacity provider strategy. In a group of 0 instances, the tasks of a service are never placed, and RunTask fails: "No Container Instances were found in your cluster".',
  fix: 'Replace the launch type by capacityProviderStrategies, or Capacity.ec2() of ContainerService, or set minCapacity of the AutoScalingGroup to 1. In CloudFormation: CapacityProviderStrategy of the service or of what starts the tasks, or MinSize of the Auto Scaling group.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html',

  subject: 'taskRunner',
  *check(runner) {
    if (!hasTasks(runner)) { return; }
    const groups = capacityGroups(runner);
    if (!groups.every(beginsEmpty) || groups.known.some(({ resource }) => isUsedByStrategies(resource, runner.application))) { return; }
    yield {
      location: runner.node.at('LaunchType'),
      related: groups.all.map(group => group.node.at('MinSize')),
      message: `launch type EC2 starts no instances, and ${groups.all.map(({ resource }) => `${resource.logicalId} has MinSize 0`).join(', ')}`,
    };
  },

  scene: 'a service on a capacity provider',
  bad: {
    'a group of 0 instances': { Service: LAUNCH_TYPE, Group: { MinSize: '0' } },
    'the default number of tasks': { Service: { ...LAUNCH_TYPE, DesiredCount: undefined }, Group: { MinSize: '0' } },
    'a desired capacity of 0': { Service: LAUNCH_TYPE, Group: { MinSize: '0', DesiredCapacity: '0' } },
    'a schedule': { Service: everyHour({ LaunchType: 'EC2', NetworkConfiguration: undefined }), Group: { MinSize: '0' } },
  },
  good: {
    'a schedule on the instances of a service': { Hourly: everyHour({ LaunchType: 'EC2', NetworkConfiguration: undefined }), Group: { MinSize: '0' } },
    'a schedule with a number of tasks from a parameter': { Service: everyHour({ LaunchType: 'EC2', NetworkConfiguration: undefined, TaskCount: { Ref: 'AParameter' } }), Group: { MinSize: '0' } },
    'an instance': { Service: LAUNCH_TYPE },
    'a desired capacity of 1': { Instances: { AutoScalingGroupProvider: { ManagedScaling: { Status: 'DISABLED' } } }, Service: LAUNCH_TYPE, Group: { MinSize: '0', DesiredCapacity: '1' } },
    'a minimum from a parameter': { Service: LAUNCH_TYPE, Group: { MinSize: { Ref: 'Least' }, DesiredCapacity: '0' } },
    'the default strategy': { Service: { CapacityProviderStrategy: undefined }, Group: { MinSize: '0' } },
    'a strategy': { Group: { MinSize: '0' } },
    'no tasks': { Service: { ...LAUNCH_TYPE, DesiredCount: 0 }, Group: { MinSize: '0' } },
    'a daemon': {
      Group: { MinSize: '0' },
      Service: daemonService({ DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100 } }),
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

function hasTasks(runner: TaskRunner): boolean {
  if (runner instanceof Service) { return runner.schedulingStrategy.is('REPLICA') && runner.desiredCount.satisfies(count => count > 0); }
  return runner.taskCounts.some(count => count > 0);
}
