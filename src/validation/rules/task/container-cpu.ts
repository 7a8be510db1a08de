import { defineRule } from '../rule';

export default defineRule({
  title: 'The CPU units of the containers fit into the task',
  severity: 'error',
  outcome: 'refused',
  why: 'The containers share the CPU units of the task. ECS refuses a task definition whose containers reserve more than the task has.',
  fix: 'Raise cpu of the task definition (size of a ContainerService), or lower cpu in addContainer(). In CloudFormation: Cpu of the task definition and of its containers.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',

  subject: 'taskDefinition',
  *check(task) {
    const reserved = task.containers.reduce((sum, { cpu }) => sum + (cpu.known ?? 0), 0);
    const isOnFargate = task.computes.includes('FARGATE');
    if (task.mayBeWindows && !isOnFargate) { return; }
    if (task.cpu.satisfies(whole => reserved > whole)) {
      yield {
        location: task.node.at('Cpu'),
        message: `the containers reserve ${reserved} CPU units in total, but the task has ${task.cpu}; raise cpu of the task definition`,
        ...isOnFargate ? {} : { severity: 'warning' },
      };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'more CPU units in two containers than in the task': { Task: { ContainerDefinitions: { 0: { Cpu: 400 }, 1: { Name: 'sidecar', Image: 'busybox', Cpu: 200 } } } },
    'more CPU units than a task with half a vCPU': { Task: { Cpu: '.5 vCPU', ContainerDefinitions: { 0: { Cpu: 600 } } } },
    'more CPU units than the task has, on Windows': {
      Task: { Cpu: '1024', Memory: '2048', RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' }, ContainerDefinitions: { 0: { Cpu: 2048 } } },
    },
    'more CPU units than the task has, on EC2': {
      scene: 'an EC2 service on dynamic ports behind a load balancer', change: { Task: { Cpu: '256', ContainerDefinitions: { 0: { Cpu: 512 } } } },
    },
  },
  good: {
    'as many CPU units as the task has': { Task: { ContainerDefinitions: { 0: { Cpu: 256 }, 1: { Name: 'sidecar', Image: 'busybox', Cpu: 256 } } } },
    'more CPU units than the task has, with an operating system from a parameter': {
      scene: 'an EC2 service on dynamic ports behind a load balancer',
      change: { Task: { Cpu: '256', RuntimePlatform: { OperatingSystemFamily: { Ref: 'System' } }, ContainerDefinitions: { 0: { Cpu: 512 } } } },
    },
  },
});
