import { DAEMON_MAXIMUM_PERCENT } from '../../../facts/deployment';
import type { Service } from '../../model/entities/service';
import { daemonService } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

const SCALING = {
  Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
  Properties: {
    ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount', ResourceId: { 'Fn::Sub': 'service/${Cluster}/${Service.Name}' }, MinCapacity: 1, MaxCapacity: 4,
  },
};

export default defineRule({
  title: 'A daemon service has no number of tasks, no capacity provider strategy, no placement strategy and no scaling',
  severity: 'error',
  outcome: 'refused',
  why: 'Scheduling strategy DAEMON runs one task on each container instance. ECS refuses a desired count, a capacity provider strategy, also the default strategy of the cluster, a placement strategy, or a maximum percent above 100, and scaling has no effect.',
  fix: 'Remove desiredCount, capacityProviderStrategies, placementStrategies and the scaling of ecs.Ec2Service, and set maxHealthyPercent to 100, or set daemon to false; or use DaemonService. In CloudFormation: LaunchType EC2 or EXTERNAL without CapacityProviderStrategy, and the property that the message names, or SchedulingStrategy REPLICA.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',

  subject: 'service',
  *check(service) {
    if (!service.schedulingStrategy.is('DAEMON')) { return; }
    yield* numbers(service);
    yield* strategies(service);
    yield* scaling(service);
  },

  scene: 'a service on a capacity provider',
  bad: {
    'a desired count': { Service: daemonService({ DesiredCount: 2 }) },
    'a desired count of 0': { Service: daemonService({ DesiredCount: 0 }) },
    'a maximum of 200 percent': { Service: daemonService({ DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 200 } }) },
    'a placement strategy': { Service: daemonService({ PlacementStrategies: [{ Type: 'random' }] }) },
    'scaling': { Service: daemonService(), Scaling: SCALING },
    'a capacity provider strategy': { Service: daemonService({ LaunchType: undefined, CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Instances' }, Weight: 1 }] }) },
    'a strategy of Fargate': { scene: 'a Fargate service on a strategy', change: { Service: { SchedulingStrategy: 'DAEMON', DesiredCount: undefined, DeploymentConfiguration: undefined } } },
    'the default strategy of the cluster': { Service: daemonService({ LaunchType: undefined }) },
    'a default strategy that CloudFormation may set later': { Service: daemonService({ LaunchType: undefined, DependsOn: [] }) },
  },
  good: {
    'a daemon with a placement constraint': {
      Service: daemonService({ DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100 }, PlacementConstraints: [{ Type: 'memberOf', Expression: 'attribute:team == web' }] }),
    },
    'a target group': {
      Service: daemonService({ LoadBalancers: [{ TargetGroupArn: { Ref: 'AParameter' }, ContainerName: 'web', ContainerPort: 80 }] }),
    },
    'a scheduling strategy from a parameter': { Service: { SchedulingStrategy: { Ref: 'AParameter' } } },
    'an empty list of placement strategies': { Service: daemonService({ PlacementStrategies: [] }) },
    'a default strategy, and a launch type': { Service: daemonService() },
    'no default strategy': { Service: daemonService({ LaunchType: undefined }), Providers: { DefaultCapacityProviderStrategy: [] } },
    'a default strategy that may be empty': {
      Service: daemonService({ LaunchType: undefined }),
      Providers: { DefaultCapacityProviderStrategy: [{ 'Fn::If': ['OnInstances', { CapacityProvider: { Ref: 'Instances' }, Weight: 1 }, { Ref: 'AWS::NoValue' }] }] },
    },
    'a default strategy under a condition': { Service: daemonService({ LaunchType: undefined, DependsOn: [] }), Providers: { Condition: 'OnInstances' } },
    'an empty strategy': { Service: daemonService({ LaunchType: undefined, CapacityProviderStrategy: [] }) },
    'replicas with a strategy': {},
  },
});

function* numbers({ node, deployment }: Service): Iterable<Violation> {
  if (node.get('DesiredCount').isSure) {
    yield { location: node.at('DesiredCount'), message: 'DesiredCount is set, but SchedulingStrategy is DAEMON, for which ECS refuses any desired count; remove it' };
  }
  const maximum = deployment.number('MaximumPercent');
  if (maximum.satisfies(percent => percent > DAEMON_MAXIMUM_PERCENT)) {
    yield { location: deployment.at('MaximumPercent'), message: `MaximumPercent is ${maximum}, but SchedulingStrategy is DAEMON, for which ECS refuses values above ${DAEMON_MAXIMUM_PERCENT}` };
  }
}

function* strategies(service: Service): Iterable<Violation> {
  const { node, strategy } = service;
  if (node.list('PlacementStrategies').atLeast > 0) {
    yield { location: node.at('PlacementStrategies'), message: 'PlacementStrategies is set, but SchedulingStrategy is DAEMON, for which ECS refuses placement strategies' };
  }
  if (strategy.node.asList.atLeast > 0) {
    yield {
      location: strategy.node.location,
      message: 'CapacityProviderStrategy is set, but SchedulingStrategy is DAEMON, for which ECS refuses a capacity provider strategy; set LaunchType EC2 instead',
    };
  }
  if (service.usesDefaultStrategy) { yield* defaults(service); }
}

/** If the service may be created before the default strategy, ECS may accept it, until its next replacement. */
function* defaults({ node, resource, cluster }: Service): Iterable<Violation> {
  for (const strategy of cluster?.defaultStrategies ?? []) {
    const { resource: owner } = strategy.node;
    if (strategy.node.asList.atLeast === 0 || !owner.coexistsWith(resource)) { continue; }
    yield {
      location: node.at('SchedulingStrategy'),
      related: [strategy.node.location],
      message: 'SchedulingStrategy is DAEMON without LaunchType, so that the default strategy of the cluster applies, which ECS refuses for a daemon; set LaunchType EC2',
      ...resource.waitsFor(owner) ? {} : { severity: 'warning' },
    };
  }
}

function* scaling({ node, scalableTargets }: Service): Iterable<Violation> {
  for (const target of scalableTargets) {
    yield {
      location: target.node.at('ResourceId'),
      related: [node.at('SchedulingStrategy')],
      message: 'this scalable target belongs to a service with SchedulingStrategy DAEMON, which has one task on each container instance and does not scale',
      severity: 'warning',
    };
  }
}
