import { COMPUTE_NAMES, COMPUTES } from '../../../facts/compute';
import type { Node } from '../../model/node';
import type { Service } from '../../model/service';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A service runs where its task definition may run',
  severity: 'error',
  outcome: 'refused',
  why: 'RequiresCompatibilities says what the task definition was checked for when it was registered; ECS runs it nowhere else. Without a launch type, a strategy, or a default strategy of the cluster, tasks run on EC2.',
  fix: 'Add the launch type to RequiresCompatibilities, or give the service a LaunchType or a CapacityProviderStrategy that the task definition lists.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',

  on: 'service',
  *check(service) {
    const { compute: { known: compute }, taskDefinition: task } = service;
    const listed = [...task?.compatibilities ?? []].map(node => node.asText);
    if (!task || compute === undefined || listed.length === 0 || !task.compatibilities.isKnown || listed.some(name => name.isDeferred)) { return; }
    if (listed.every(name => name.differs(compute))) {
      yield {
        location: placeOf(service).location,
        message: `runs on ${COMPUTE_NAMES[compute]}${isImplied(service) ? ', for want of a launch type or a strategy' : ''}, `
          + `but task definition ${task.resource.logicalId} requires ${COMPUTES.filter(name => task.lists(name)).join(' or ')}`,
      };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a task definition for EC2': { Service: { LaunchType: 'EC2' } },
    'no launch type where the cluster has no default': { Service: { LaunchType: undefined } },
  },
  good: {
    'a default strategy of the cluster': {
      Service: { LaunchType: undefined },
      Providers: { DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }] },
    },
    'a task definition for both': { Task: { RequiresCompatibilities: ['FARGATE', 'EC2'] } },
  },
});

function isImplied({ launchType, strategy }: Service): boolean {
  return launchType.isAbsent && strategy.node.isAbsent;
}

function placeOf({ node, launchType, strategy }: Service): Node {
  if (!launchType.isAbsent) { return node.get('LaunchType'); }
  return strategy.node.isAbsent ? node.get('TaskDefinition') : strategy.node;
}
