import { STARTED_TASKS, TAGS_OF_NOBODY } from '../../../facts/task-starters';
import { defineRule } from '../rule';

export default defineRule({
  title: 'What starts tasks starts one to ten of them, with tags of their own',
  severity: 'error',
  outcome: 'refused',
  why: 'One call of RunTask starts ten tasks at the most, and the tasks belong to no service of which they could take the tags.',
  fix: 'Start the tasks in several calls, and set PropagateTags to TASK_DEFINITION or leave it out.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html',

  subject: 'launch',
  *check({ node, startsTasks }) {
    if (!startsTasks) { return; }
    const { keys, min, max } = STARTED_TASKS;
    for (const key of keys) {
      const count = node.number(key);
      if (count.satisfies(tasks => tasks < min || tasks > max)) {
        yield { location: node.at(key), message: `${count} tasks are to be started at once, which has to be from ${min} to ${max}` };
      }
    }
    const tags = node.text('PropagateTags');
    if (tags.is(TAGS_OF_NOBODY)) {
      yield { location: node.at('PropagateTags'), message: `PropagateTags is ${tags}, but the tasks belong to no service` };
    }
  },

  scene: 'a Fargate task of a state machine',
  bad: {
    'twenty tasks': { Machine: { Definition: { States: { Run: { Parameters: { Count: 20 } } } } } },
    'the tags of a service': { Machine: { Definition: { States: { Run: { Parameters: { PropagateTags: 'SERVICE' } } } } } },
  },
  good: {
    'ten tasks': { Machine: { Definition: { States: { Run: { Parameters: { Count: 10 } } } } } },
    'the tags of a service, in a service': {
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
    'as many as the input says': { Machine: { Definition: { States: { Run: { Parameters: { 'Count.$': '$.count' } } } } } },
  },
});
