import { DAEMON_MAXIMUM_PERCENT } from '../../../facts/deployment';
import type { Service } from '../../model/entities/service';
import { defineRule, Violation } from '../rule';

const SCALING = {
  Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
  Properties: {
    ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount', ResourceId: { 'Fn::Sub': 'service/${Cluster}/${Service.Name}' }, MinCapacity: 1, MaxCapacity: 4,
  },
};

export default defineRule({
  title: 'A daemon service has no number of tasks, no placement strategy and no scaling',
  severity: 'error',
  outcome: 'refused',
  why: 'Scheduling strategy DAEMON runs one task on each container instance. ECS refuses a desired count, a placement strategy, or a maximum percent above 100, and scaling has no effect.',
  fix: 'Remove desiredCount, placementStrategies and the scaling of ecs.Ec2Service, and set maxHealthyPercent to 100, or set daemon to false. In CloudFormation: the property that the message names, or SchedulingStrategy REPLICA.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',

  subject: 'service',
  *check(service) {
    if (service.schedulingStrategy.is('DAEMON')) { yield* faults(service); }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'a desired count': { Service: daemon({ DesiredCount: 2 }) },
    'a desired count of 0': { Service: daemon({ DesiredCount: 0 }) },
    'a maximum of 200 percent': { Service: daemon({ DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 200 } }) },
    'a placement strategy': { Service: daemon({ PlacementStrategies: [{ Type: 'random' }] }) },
    'scaling': { Service: daemon({}), Scaling: SCALING },
  },
  good: {
    'a daemon with a placement constraint': {
      Service: daemon({ DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100 }, PlacementConstraints: [{ Type: 'memberOf', Expression: 'attribute:team == web' }] }),
    },
    'a target group': {
      Service: daemon({ LoadBalancers: [{ TargetGroupArn: { Ref: 'AParameter' }, ContainerName: 'web', ContainerPort: 80 }] }),
    },
    'a scheduling strategy from a parameter': { Service: { SchedulingStrategy: { Ref: 'AParameter' } } },
    'an empty list of placement strategies': { Service: daemon({ PlacementStrategies: [] }) },
  },
});

function* faults({ node, deployment, scalableTargets }: Service): Iterable<Violation> {
  if (node.get('DesiredCount').isSure) {
    yield { location: node.at('DesiredCount'), message: 'DesiredCount is set, but SchedulingStrategy is DAEMON, for which ECS refuses any desired count; remove it' };
  }
  const maximum = deployment.number('MaximumPercent');
  if (maximum.satisfies(percent => percent > DAEMON_MAXIMUM_PERCENT)) {
    yield { location: deployment.at('MaximumPercent'), message: `MaximumPercent is ${maximum}, but SchedulingStrategy is DAEMON, for which ECS refuses values above ${DAEMON_MAXIMUM_PERCENT}` };
  }
  if (node.list('PlacementStrategies').atLeast > 0) {
    yield { location: node.at('PlacementStrategies'), message: 'PlacementStrategies is set, but SchedulingStrategy is DAEMON, for which ECS refuses placement strategies' };
  }
  for (const target of scalableTargets) {
    yield {
      location: target.node.at('ResourceId'),
      related: [node.at('SchedulingStrategy')],
      message: 'this scalable target belongs to a service with SchedulingStrategy DAEMON, which has one task on each container instance and does not scale',
      severity: 'warning',
    };
  }
}

function daemon(properties: object): object {
  return { SchedulingStrategy: 'DAEMON', DesiredCount: undefined, DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: undefined }, ...properties };
}
