import { REBALANCED_ATTRIBUTE, REBALANCING_LIMITS } from '../../../facts/zone-rebalancing';
import type { Service } from '../../model/entities/service';
import { places } from '../../model/evaluation/places';
import { isAmong } from '../../model/evaluation/values';
import { daemonService } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

const SPREAD = { Type: 'spread', Field: 'attribute:ecs.availability-zone' };
const BINPACK = { Type: 'binpack', Field: 'memory' };
const INSTANCES = 'a service on a capacity provider';

export default defineRule({
  title: 'A service with Availability Zone rebalancing has settings that allow it',
  severity: 'error',
  outcome: 'refused',
  why: 'To rebalance, ECS starts a task in another Availability Zone before it stops one. It refuses a service whose settings do not allow this: "Availability Zone Rebalancing does not support maximumPercent <= 100 % as deployment configuration".',
  fix: 'Set maxHealthyPercent above 100, or availabilityZoneRebalancing to DISABLED; a daemon service, a Classic Load Balancer and other placement rules need DISABLED. In CloudFormation: MaximumPercent, AvailabilityZoneRebalancing.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html',

  subject: 'service',
  *check(service) {
    if (service.controller.is('ECS') && service.node.text('AvailabilityZoneRebalancing').is('ENABLED')) { yield* limits(service); }
  },

  scene: 'a Fargate service',
  bad: {
    'a maximum of 100': enabled({ DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100 } }),
    'a daemon': {
      scene: INSTANCES,
      change: enabled(daemonService()),
    },
    'a Classic Load Balancer': {
      scene: 'an EC2 service on dynamic ports behind a load balancer',
      change: {
        ...enabled({ LoadBalancers: [{ ContainerName: 'web', ContainerPort: 80, LoadBalancerName: 'classic' }] }),
        Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 8080 }] } } },
      },
    },
    'a constraint on Availability Zones': { scene: INSTANCES, change: enabled({ PlacementConstraints: [inZones('attribute:ecs.availability-zone in [eu-west-1a, eu-west-1b]')] }) },
    'a binpack strategy first': { scene: INSTANCES, change: enabled({ PlacementStrategies: [BINPACK, SPREAD] }) },
    'a random strategy': { scene: INSTANCES, change: enabled({ PlacementStrategies: [{ Type: 'random' }] }) },
    'a spread over instances first': { scene: INSTANCES, change: enabled({ PlacementStrategies: [{ Type: 'spread', Field: 'instanceId' }, SPREAD] }) },
    'ECS Anywhere': { scene: 'a service on ECS Anywhere', change: enabled({}) },
  },
  good: {
    'a maximum above 100': enabled({ DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 101 } }),
    'the default maximum': enabled({ DeploymentConfiguration: { MaximumPercent: undefined } }),
    'no rebalancing': { Service: { AvailabilityZoneRebalancing: 'DISABLED', DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100 } } },
    'rebalancing by default': { Service: { AvailabilityZoneRebalancing: undefined, DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100 } } },
    'a maximum from a parameter': enabled({ DeploymentConfiguration: { MaximumPercent: { Ref: 'AParameter' } } }),
    'deployments with CodeDeploy': { scene: 'a Fargate service that CodeDeploy deploys', change: enabled({ DeploymentConfiguration: { MaximumPercent: 100 } }) },
    'a spread over Availability Zones first': { scene: INSTANCES, change: enabled({ PlacementStrategies: [SPREAD, BINPACK] }) },
    'a first strategy under a condition': {
      scene: INSTANCES, change: enabled({ PlacementStrategies: [{ 'Fn::If': ['Packed', BINPACK, { Ref: 'AWS::NoValue' }] }, SPREAD] }),
    },
    'a strategy from parameters': { scene: INSTANCES, change: enabled({ PlacementStrategies: [{ Type: { Ref: 'AParameter' }, Field: { Ref: 'AParameter' } }] }) },
    'a constraint on instance types': { scene: INSTANCES, change: enabled({ PlacementConstraints: [inZones('attribute:ecs.instance-type =~ m7.*')] }) },
  },
});

function enabled(change: object) { return { Service: { AvailabilityZoneRebalancing: 'ENABLED', ...change } }; }

function inZones(Expression: string) { return { Type: 'memberOf', Expression }; }

function* limits({ node, compute }: Service): Iterable<Violation> {
  for (const { path, values, what, otherwise } of REBALANCING_LIMITS) {
    for (const place of places(node, path)) {
      if (isAmong(place, values)) { yield { ...conflict(what), location: place.location, ...otherwise === 'refused' ? {} : { severity: 'warning' } }; }
    }
  }
  const [first] = node.list('PlacementStrategies');
  if (first?.isSure && (first.text('Type').differs('spread') || first.text('Field').satisfies(field => !field.includes(REBALANCED_ATTRIBUTE)))) {
    yield { ...conflict('a first placement strategy other than a spread over Availability Zones'), location: first.location, severity: 'warning' };
  }
  if (compute.is('EXTERNAL')) { yield { ...conflict('ECS Anywhere'), location: node.at('AvailabilityZoneRebalancing'), severity: 'warning' }; }
}

function conflict(what: string) { return { message: `Availability Zone rebalancing is ENABLED, which ECS does not support with ${what}` }; }
