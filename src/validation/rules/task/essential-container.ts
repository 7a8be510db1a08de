import { defineRule } from '../rule';

export default defineRule({
  title: 'A task definition has an essential container',
  severity: 'error',
  outcome: 'refused',
  why: 'A task lives as long as its essential containers do; ECS refuses a task definition without one.',
  fix: 'Leave Essential out of the main container, or set it to true.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',

  subject: 'taskDefinition',
  *check(task) {
    if (task.containerList.isComplete && task.containers.length > 0 && task.containers.every(({ essential }) => essential.is(false))) {
      const { length } = task.containers;
      yield {
        location: task.containers[0].node.at('Essential'),
        message: length === 1 ? 'the only container is not essential' : `none of the ${length} containers is essential`,
      };
    }
  },

  scene: 'a Fargate service',
  bad: { 'the only container is not essential': { Task: { ContainerDefinitions: { 0: { Essential: false } } } } },
  good: {
    'essential by default': { Task: { ContainerDefinitions: { 0: { Essential: undefined } } } },
    'one of two': { Task: { ContainerDefinitions: { 1: { Name: 'sidecar', Image: 'busybox', Essential: false } } } },
  },
});
