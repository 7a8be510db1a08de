import { PLACEMENT_PROPERTIES } from '../../../facts/placement';
import { everyHour, runTaskState, scheduled } from '../../scenes/extras';
import { defineRule } from '../rule';

const SPREAD = [{ Type: 'spread', Field: 'attribute:ecs.availability-zone' }];
const DISTINCT = [{ Type: 'distinctInstance' }];
const IN_ZONES = [{ Type: 'memberOf', Expression: 'attribute:ecs.availability-zone in [eu-west-1a, eu-west-1b]' }];

export default defineRule({
  title: 'Tasks on Fargate have no placement strategies or placement constraints',
  severity: 'error',
  outcome: 'refused',
  why: 'Placement strategies and constraints choose among container instances, and Fargate has none. ECS refuses the service or the task. Fargate spreads tasks over the Availability Zones of the subnets automatically.',
  fix: 'Remove `placementStrategies` and `placementConstraints`, or run the tasks on container instances with Ec2Service. In CloudFormation: PlacementStrategies, PlacementStrategy and PlacementConstraints.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement.html',

  subject: 'taskRunner',
  *check({ compute, node, resource }) {
    if (!compute.is('FARGATE')) { return; }
    for (const key of PLACEMENT_PROPERTIES) {
      if (node.list(key).atLeast > 0) {
        yield { location: node.at(key), message: `${key} of ${resource.logicalId} is set, but its tasks run on Fargate, where ECS refuses it` };
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a placement strategy of a service': { Service: { PlacementStrategies: SPREAD } },
    'a placement constraint of a service': { Service: { PlacementConstraints: IN_ZONES } },
    'a constraint on Fargate providers': { scene: 'a Fargate service on a strategy', change: { Service: { PlacementConstraints: DISTINCT } } },
    'a placement strategy of an event target': { Rule: everyHour({ PlacementStrategies: SPREAD }) },
    'a placement strategy of a schedule': {
      Schedule: scheduled({ PlacementStrategy: SPREAD, NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'] } } }),
    },
    'a placement constraint of a state machine': { Machine: runTaskState({ PlacementConstraints: DISTINCT }) },
  },
  good: {
    'empty lists': { Service: { PlacementStrategies: [], PlacementConstraints: [] } },
    'a strategy under a condition': { Service: { PlacementStrategies: { 'Fn::If': ['OnInstances', SPREAD, { Ref: 'AWS::NoValue' }] } } },
    'tasks on container instances': { scene: 'a service on a capacity provider', change: { Service: { PlacementStrategies: SPREAD, PlacementConstraints: DISTINCT } } },
    'a launch type under a condition': {
      scene: 'a service on a capacity provider',
      change: { Service: { CapacityProviderStrategy: undefined, LaunchType: { 'Fn::If': ['OnInstances', 'EC2', { Ref: 'AParameter' }] }, PlacementConstraints: DISTINCT } },
    },
  },
});
