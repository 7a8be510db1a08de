import { TASK_CPU_RANGE } from '../../../facts/task-sizes';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The CPU units of a task outside Fargate are within the supported range',
  severity: 'error',
  outcome: 'refused',
  why: 'Outside Fargate the CPU units of a task are optional. ECS refuses a task definition with less than an eighth of a vCPU or more than 192 vCPUs.',
  fix: 'Remove cpu from the task definition, or set 128 to 196608 CPU units. In CloudFormation: Cpu of the task definition.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html',

  subject: 'taskDefinition',
  *check(task) {
    const { min, max } = TASK_CPU_RANGE;
    if (task.isDaemon || task.mayRunOn('FARGATE')) { return; }
    if (task.cpu.satisfies(units => units < min || units > max)) {
      yield { location: task.node.at('Cpu'), message: `the task has ${task.cpu} CPU units; ${min} to ${max} are supported` };
    }
  },

  scene: 'an EC2 service on dynamic ports behind a load balancer',
  bad: {
    'more than 192 vCPUs': { Task: { Cpu: '200000' } },
    'a sixteenth of a vCPU': { Task: { Cpu: '64' } },
    'a sixteenth of a vCPU in an unused task definition': { Task: { RequiresCompatibilities: undefined, Cpu: '.0625 vCPU' }, Service: undefined },
  },
  good: {
    'an eighth of a vCPU': { Task: { Cpu: '128' } },
    'a small daemon': { scene: 'a daemon on Managed Instances', change: { Agent: { Cpu: '64' } } },
  },
});
