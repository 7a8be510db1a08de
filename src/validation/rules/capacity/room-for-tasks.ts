import type { Service } from '../../model/entities/service';
import { interfaceLimit, sizeLimits } from '../../model/queries/instance-limits';
import { Room, roomBySize, roomOfOwnInstances } from '../../model/queries/instance-room';
import { shortageOf } from '../../model/queries/shortage';
import { daemonService } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

const NONE_STOPS = { DeploymentConfiguration: { MinimumHealthyPercent: 100 } };
const LAUNCH_TYPE = { CapacityProviderStrategy: undefined, LaunchType: 'EC2' };
const WITH_INTERFACES = {
  Task: { NetworkMode: 'awsvpc', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }] } } },
  Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'], SecurityGroups: ['sg-0a1b2c3d4e5f60718'] } } },
};

export default defineRule({
  title: 'The Auto Scaling groups of a service have room for its tasks, also during a deployment',
  severity: 'error',
  outcome: 'hangs',
  why: 'ECS places a task only on an instance with enough CPU, memory, GPUs and network interfaces, and with free host ports. Without room, the tasks wait, and the deployment does not finish. An update needs additional room, unless ECS may stop a task first; a blue/green deployment runs all tasks twice.',
  fix: 'Raise maxCapacity of the AutoScalingGroup, use a larger instanceType, use dynamic host ports (hostPort 0), or lower desiredCount. If only an update has no room, lowering minHealthyPercent helps too. In CloudFormation: MaxSize of the Auto Scaling group, InstanceType of the launch template, HostPort of the task definition, or MinimumHealthyPercent of the service.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',

  subject: 'service',
  *check(service) {
    const bySize = sizeLimits(service).map(limit => roomBySize(service, limit));
    const rooms = [roomOfOwnInstances(service), ...bySize].flatMap(room => room ?? []);
    const [smallest] = rooms.sort((one, other) => one.tasks - other.tasks);
    const found = smallest && shortage(service, smallest);
    if (found) { yield found; } else { yield* withoutTrunking(service); }
  },

  scene: 'a service with a host port on a capacity provider',
  bad: {
    'two tasks with a host port, and one instance': { Group: { MaxSize: '1' } },
    'two tasks in network mode host, and one instance': {
      Task: { NetworkMode: 'host', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 8080 }] } } }, Group: { MaxSize: '1' },
    },
    'tasks on different instances, and one instance': {
      scene: 'a service on a capacity provider', change: { Service: { PlacementConstraints: [{ Type: 'distinctInstance' }] }, Group: { MaxSize: '1' } },
    },
    'more memory than the instances have': {
      scene: 'a service on a capacity provider', change: { Task: { ContainerDefinitions: { 0: { Memory: 4096 } } }, Service: { DesiredCount: 9 } },
    },
    'more CPU units than the instances have': { scene: 'a service on a capacity provider', change: { Task: { Cpu: '2048' }, Service: { DesiredCount: 5 } } },
    'more network interfaces than the instances have': {
      scene: 'a service on a capacity provider', change: { ...WITH_INTERFACES, Service: { ...WITH_INTERFACES.Service, DesiredCount: 9 } },
    },
    'target tracking of the instances': {
      scene: 'a service with a host port on a capacity provider without managed scaling',
      change: {
        Group: { MaxSize: '1' },
        Tracking: {
          Type: 'AWS::AutoScaling::ScalingPolicy',
          Properties: {
            AutoScalingGroupName: { Ref: 'Group' },
            PolicyType: 'TargetTrackingScaling',
            TargetTrackingConfiguration: { TargetValue: 50, PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' } },
          },
        },
      },
    },
    'an update without a free instance': { Group: { MaxSize: '1' }, Service: { DesiredCount: 1 } },
    'an update of two tasks that cannot stop one': { Group: { MaxSize: '2' }, Service: NONE_STOPS },
    'blue/green deployments on three instances': { Group: { MaxSize: '3' }, Service: { DeploymentConfiguration: { Strategy: 'BLUE_GREEN' } } },
    'more tasks than instances at the scaling maximum': { ...scaling(2, 5) },
    'an update at the scaling minimum': { ...scaling(4, 4) },
    'an update of one task, the default': { Group: { MaxSize: '1' }, Service: { DesiredCount: undefined } },
    'launch type EC2': { Group: { MaxSize: '1' }, Service: LAUNCH_TYPE },
    'the default strategy of the cluster': { Group: { MaxSize: '1' }, Service: { CapacityProviderStrategy: undefined } },
  },
  good: {
    'an instance for each task': { Group: { MaxSize: '2' } },
    'dynamic host ports': { scene: 'a service on a capacity provider', change: { Group: { MaxSize: '1' } } },
    'a free instance for the update': { Group: { MaxSize: '3' }, Service: NONE_STOPS },
    'instances for both revisions': { Service: { DeploymentConfiguration: { Strategy: 'BLUE_GREEN' } } },
    'an update without additional tasks': { Group: { MaxSize: '2' }, Service: { DeploymentConfiguration: { MaximumPercent: 100 } } },
    'no tasks': { Group: { MaxSize: '1' }, Service: { DesiredCount: 0 } },
    'a daemon': {
      Group: { MaxSize: '1' },
      Service: daemonService({ DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100 } }),
    },
    'a maximum from a parameter': { Group: { MaxSize: { Ref: 'Size' } } },
    'a desired count from a parameter': { Group: { MaxSize: '1' }, Service: { DesiredCount: { Ref: 'Count' } } },
    'predictive scaling that may raise the maximum': {
      Group: { MaxSize: '1' },
      Instances: { AutoScalingGroupProvider: { ManagedScaling: { Status: 'DISABLED' } } },
      Forecast: {
        Type: 'AWS::AutoScaling::ScalingPolicy',
        Properties: {
          AutoScalingGroupName: { Ref: 'Group' },
          PolicyType: 'PredictiveScaling',
          PredictiveScalingConfiguration: {
            MaxCapacityBreachBehavior: 'IncreaseMaxCapacity',
            MaxCapacityBuffer: 10,
            MetricSpecifications: [{ TargetValue: 50, PredefinedMetricPairSpecification: { PredefinedMetricType: 'ASGCPUUtilization' } }],
          },
        },
      },
    },
    'a scaling plan': { Group: { MaxSize: '1' }, Plan: { Type: 'AWS::AutoScalingPlans::ScalingPlan', Properties: {} } },
    'scheduled changes of the group': {
      Group: { MaxSize: '1' },
      Instances: { AutoScalingGroupProvider: { ManagedScaling: { Status: 'DISABLED' } } },
      Mornings: { Type: 'AWS::AutoScaling::ScheduledAction', Properties: { AutoScalingGroupName: { Ref: 'Group' }, Recurrence: '0 6 * * *', MaxSize: 4 } },
    },
    'an instance type from a parameter': {
      scene: 'a service on a capacity provider',
      change: { Task: { Cpu: '2048' }, Service: { DesiredCount: 9 }, Template: { LaunchTemplateData: { InstanceType: { Ref: 'Type' } } } },
    },
    'a strategy that is a parameter': { Group: { MaxSize: '1' }, Service: { CapacityProviderStrategy: { Ref: 'Strategy' } } },
    'launch type EC2, and a cluster with a name': { Cluster: { ClusterName: 'web' }, Group: { MaxSize: '1' }, Service: LAUNCH_TYPE },
    'launch type EC2, and another instance': {
      Group: { MaxSize: '1' }, Service: LAUNCH_TYPE, Other: { Type: 'AWS::EC2::Instance', Properties: { ImageId: 'ami-0a1b2c3d4e5f60718' } },
    },
    'more tasks than network interfaces in network mode bridge': { scene: 'a service on a capacity provider', change: { Service: { DesiredCount: 9 } } },
    'network interfaces for all tasks': {
      scene: 'a service on a capacity provider', change: { ...WITH_INTERFACES, Service: { ...WITH_INTERFACES.Service, DesiredCount: 8 } },
    },
    'network interfaces that only an update lacks': {
      scene: 'a service on a capacity provider', change: { ...WITH_INTERFACES, Service: { ...WITH_INTERFACES.Service, ...NONE_STOPS, DesiredCount: 8 } },
    },
  },
});

function scaling(MinCapacity: number, MaxCapacity: number): Record<string, object> {
  const ResourceId = { 'Fn::Sub': 'service/${Cluster}/${Service.Name}' };
  return {
    Service: { ...NONE_STOPS, DesiredCount: undefined },
    Scaling: {
      Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
      Properties: { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount', ResourceId, MinCapacity, MaxCapacity },
    },
  };
}

function shortage(service: Service, room: Room): Violation | undefined {
  const found = shortageOf(service, room.tasks);
  return found && {
    location: found.location,
    related: room.sizes,
    message: `${found.text}, but there is room for ${room.tasks} ${room.tasks === 1 ? 'task' : 'tasks'}: ${room.because}`,
    ...found.isAtOnce ? {} : { severity: 'warning' },
  };
}

/** Whether the account enables ENI trunking is unknown, so only the desired count is checked. */
function* withoutTrunking(service: Service): Iterable<Violation> {
  const task = service.networkMode.is('awsvpc') ? service.taskDefinition : undefined;
  const room = task && roomBySize(service, interfaceLimit(task));
  const found = room && shortage(service, room);
  if (found && !found.severity) { yield { ...found, severity: 'warning' }; }
}
