import { defineRule } from '../rule';

export default defineRule({
  title: 'A task definition has an essential container',
  severity: 'error',
  outcome: 'refused',
  why: 'A task runs as long as its essential containers run. ECS refuses a task definition without an essential container.',
  fix: 'Remove essential: false from addContainer() of the main container. In CloudFormation: Essential.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',

  subject: 'taskDefinition',
  *check(task) {
    if (task.containers.length > 0 && task.containers.every(({ essential }) => essential.is(false))) {
      const { length } = task.containers;
      yield {
        location: task.containers[0].node.at('Essential'),
        message: length === 1 ? 'the only container is not essential; remove essential: false' : `none of the ${length} containers is essential; remove essential: false from one`,
      };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'one container that is not essential': { Task: { ContainerDefinitions: { 0: { Essential: false } } } },
    'two containers that are not essential': { Task: { ContainerDefinitions: { 0: { Essential: false }, 1: { Name: 'sidecar', Image: 'busybox', Essential: false } } } },
  },
  good: {
    'a container that is essential by default': { Task: { ContainerDefinitions: { 0: { Essential: undefined } } } },
    'a second container from a parameter': { Task: { ContainerDefinitions: { 0: { Essential: false }, 1: { Ref: 'Main' } } } },
    'one essential container of two': { Task: { ContainerDefinitions: { 1: { Name: 'sidecar', Image: 'busybox', Essential: false } } } },
  },
});
