import { listed } from '../../model/entities/listed';
import { everyHour } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Container overrides name containers of the task definition',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'ECS does not start a task with an override for a container outside its task definition. If EventBridge starts the task, the failure is visible only in the EventBridge metrics.',
  fix: 'Set containerName in containerOverrides of EcsTask or EcsRunTask to the name of a container of the task definition; names are case sensitive. In CloudFormation: Name in ContainerOverrides.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerOverride.html',

  subject: 'taskRunner',
  *check({ overrides, taskDefinition: task }) {
    if (!overrides || !task?.knowsItsContainers) { return; }
    for (const place of overrides.containerNames) {
      if (place.asText.satisfies(name => task.hasNoContainer(name))) {
        const names = listed(task.containers.map(({ name }) => `"${name}"`));
        yield { location: place.location, related: [task.resource.at('')], message: `overrides container "${place.asText}", but task definition ${task.resource.logicalId} has only ${names}` };
      }
    }
  },

  scene: 'a Fargate task in a state machine',
  bad: {
    'a container outside the task definition': { Machine: { Definition: { States: { Run: { Parameters: { Overrides: { ContainerOverrides: { 0: { Name: 'app' } } } } } } } } },
    'a container outside the task definition, in EventBridge': { Rule: everyHour({}, { Input: '{"containerOverrides":[{"name":"app","command":["report"]}]}' }) },
  },
  good: {
    'the name of the container, in EventBridge': { Rule: everyHour({}, { Input: '{"containerOverrides":[{"name":"web","command":["report"]}]}' }) },
    'a name from the input of the state machine': {
      Machine: { Definition: { States: { Run: { Parameters: { Overrides: { ContainerOverrides: { 0: { 'Name': undefined, 'Name.$': '$.container' } } } } } } } },
    },
    'containers from a mapping': {
      Task: { ContainerDefinitions: { 'Fn::FindInMap': ['Containers', { Ref: 'Stage' }, 'All'] } },
      Machine: { Definition: { States: { Run: { Parameters: { Overrides: { ContainerOverrides: { 0: { Name: 'app' } } } } } } } },
    },
    'an input without overrides': { Rule: everyHour({}, { Input: '"report"' }) },
  },
});
