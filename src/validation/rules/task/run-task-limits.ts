import { STARTED_TASKS, TAGS_OF_NOBODY } from '../../../facts/task-starters';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A call of RunTask starts one to ten tasks and does not propagate tags from a service',
  severity: 'error',
  outcome: 'refused',
  why: 'One call of RunTask starts at most ten tasks. The tasks belong to no service, so ECS cannot propagate tags from a service.',
  fix: 'Set taskCount of targets.EcsTask from 1 to 10 and run the target more often, and use PropagatedTagSource.TASK_DEFINITION (Count or TaskCount, and PropagateTags, in CloudFormation).',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html',

  subject: 'taskRunner',
  *check({ node, startsTasks }) {
    if (!startsTasks) { return; }
    const { keys, min, max } = STARTED_TASKS;
    for (const key of keys) {
      const count = node.number(key);
      if (count.satisfies(tasks => tasks < min || tasks > max)) {
        yield { location: node.at(key), message: `${key} (${count}) must be from ${min} to ${max}; start more tasks with several calls` };
      }
    }
    const tags = node.text('PropagateTags');
    if (tags.is(TAGS_OF_NOBODY)) {
      yield { location: node.at('PropagateTags'), message: `PropagateTags (${tags}) is rejected, because the tasks belong to no service; use TASK_DEFINITION` };
    }
  },

  scene: 'a Fargate task in a state machine',
  bad: {
    'twenty tasks': { Machine: { Definition: { States: { Run: { Parameters: { Count: 20 } } } } } },
    'the tags of a service': { Machine: { Definition: { States: { Run: { Parameters: { PropagateTags: 'SERVICE' } } } } } },
    'no task': { Machine: { Definition: { States: { Run: { Parameters: { Count: 0 } } } } } },
  },
  good: {
    'ten tasks': { Machine: { Definition: { States: { Run: { Parameters: { Count: 10 } } } } } },
    'the tags of a service, for the tasks of a service': {
      Service: {
        Type: 'AWS::ECS::Service',
        Properties: {
          Cluster: { Ref: 'Cluster' },
          TaskDefinition: { Ref: 'Task' },
          LaunchType: 'FARGATE',
          PropagateTags: 'SERVICE',
          NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'] } },
        },
      },
    },
    'a count from the input': { Machine: { Definition: { States: { Run: { Parameters: { 'Count.$': '$.count' } } } } } },
  },
});
