import { listed } from '../../model/listed';
import { everyHour } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'What starts a task changes containers that the task has',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'ECS starts no task with an override for a container that its task definition does not have. Where EventBridge starts it, nobody is told.',
  fix: 'Use the name of a container of the task definition, in the same case.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerOverride.html',

  subject: 'launch',
  *check({ overrides, taskDefinition: task }) {
    if (!overrides || !task?.knowsItsContainers) { return; }
    for (const place of overrides.containerNames) {
      if (place.asText.satisfies(name => task.hasNoContainer(name))) {
        const names = listed(task.containers.map(({ name }) => String(name)));
        yield { location: place.location, message: `container "${place.asText}" is changed, but task definition ${task.resource.logicalId} has only ${names}` };
      }
    }
  },

  scene: 'a Fargate task of a state machine',
  bad: {
    'another name': { Machine: { Definition: { States: { Run: { Parameters: { Overrides: { ContainerOverrides: { 0: { Name: 'app' } } } } } } } } },
    'another name, by EventBridge': { Rule: everyHour({}, { Input: '{"containerOverrides":[{"name":"app","command":["report"]}]}' }) },
  },
  good: {
    'its name, by EventBridge': { Rule: everyHour({}, { Input: '{"containerOverrides":[{"name":"web","command":["report"]}]}' }) },
    'a name that the input has': {
      Machine: { Definition: { States: { Run: { Parameters: { Overrides: { ContainerOverrides: { 0: { 'Name': undefined, 'Name.$': '$.container' } } } } } } } },
    },
    'an input of another kind': { Rule: everyHour({}, { Input: 'report' }) },
  },
});

