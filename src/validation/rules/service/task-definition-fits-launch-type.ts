import { COMPUTE_NAMES, COMPUTES } from '../../../facts/compute';
import type { Launch } from '../../model/launch';
import type { Node } from '../../model/node';
import { everyHour } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Tasks are run where their task definition may run',
  severity: 'error',
  outcome: 'refused',
  why: 'RequiresCompatibilities says what the task definition was checked for when it was registered; ECS runs it nowhere else. Without a launch type, a strategy, or a default strategy of the cluster, tasks run on EC2.',
  fix: 'Add the launch type to RequiresCompatibilities, or give what runs it a LaunchType or a CapacityProviderStrategy that the task definition lists.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',

  subject: 'launch',
  *check(launch) {
    const { compute: { known: compute }, taskDefinition: task, decidesWhere } = launch;
    if (!decidesWhere) { return; }
    const listed = [...task?.compatibilities ?? []].map(node => node.asText);
    if (!task || compute === undefined || listed.length === 0 || !task.compatibilities.isKnown || listed.some(name => name.isDeferred)) { return; }
    if (listed.every(name => name.differs(compute))) {
      yield {
        location: placeOf(launch).location,
        message: `runs on ${COMPUTE_NAMES[compute]}${isImplied(launch) ? ', for want of a launch type or a strategy' : ''}, `
          + `but task definition ${task.resource.logicalId} requires ${COMPUTES.filter(name => task.lists(name)).join(' or ')}`,
      };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a task definition for EC2': { Service: { LaunchType: 'EC2' } },
    'no launch type where the cluster has no default': { Service: { LaunchType: undefined } },
    'a schedule without a launch type': { Rule: everyHour({ LaunchType: undefined }) },
    'a state machine that runs it on instances': {
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          RoleArn: 'arn:aws:iam::111122223333:role/states',
          Definition: {
            StartAt: 'Run',
            States: {
              Run: {
                Type: 'Task',
                Resource: 'arn:aws:states:::ecs:runTask',
                Parameters: {
                  Cluster: { Ref: 'Cluster' },
                  TaskDefinition: { Ref: 'Task' },
                  LaunchType: 'EC2',
                  NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'] } },
                },
                End: true,
              },
            },
          },
        },
      },
    },
  },
  good: {
    'a default strategy of the cluster': {
      Service: { LaunchType: undefined },
      Providers: { DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }] },
    },
    'a schedule with a launch type': { Rule: everyHour({}) },
    'a task definition for both': { Task: { RequiresCompatibilities: ['FARGATE', 'EC2'] } },
  },
});

function isImplied({ launchType, strategy }: Launch): boolean {
  return launchType.isAbsent && strategy.node.isAbsent;
}

function placeOf({ node, launchType, strategy }: Launch): Node {
  return launchType.isAbsent && !strategy.node.isAbsent ? strategy.node : node.get('LaunchType');
}
