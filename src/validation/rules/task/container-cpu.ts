import { defineRule } from '../rule';

export default defineRule({
  title: 'The containers ask for no more CPU than the task has',
  severity: 'error',
  outcome: 'refused',
  why: 'CPU units of the containers are taken from those of the task; ECS refuses a task definition in which they add up to more.',
  fix: 'Raise Cpu of the task, or lower Cpu of the containers.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',

  subject: 'taskDefinition',
  *check(task) {
    const asked = task.containers.reduce((sum, { cpu }) => sum + (cpu.known ?? 0), 0);
    if (task.mayBeWindows && !task.computes.includes('FARGATE')) { return; }
    if (task.cpu.satisfies(whole => asked > whole)) {
      yield {
        location: task.node.at('Cpu'),
        message: `the containers ask for ${asked} CPU units together, but the task has ${task.cpu}`,
        ...task.computes.includes('FARGATE') ? {} : { severity: 'warning' },
      };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'more together than the task': { Task: { ContainerDefinitions: { 0: { Cpu: 400 }, 1: { Name: 'sidecar', Image: 'busybox', Cpu: 200 } } } },
    'more than half a vCPU': { Task: { Cpu: '.5 vCPU', ContainerDefinitions: { 0: { Cpu: 600 } } } },
  },
  good: { 'just as much': { Task: { ContainerDefinitions: { 0: { Cpu: 256 }, 1: { Name: 'sidecar', Image: 'busybox', Cpu: 256 } } } } },
});
