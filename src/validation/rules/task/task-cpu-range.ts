import { TASK_CPU_RANGE } from '../../../facts/task-sizes';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A task on instances asks for a number of vCPUs that ECS takes',
  severity: 'error',
  outcome: 'refused',
  why: 'Away from Fargate the CPU of a task can be left out; when it is given ECS takes an eighth of a vCPU to 192 vCPUs.',
  fix: 'Leave Cpu of the task definition out, or set it to 128 to 196608 CPU units.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html',

  subject: 'taskDefinition',
  *check(task) {
    const { min, max } = TASK_CPU_RANGE;
    if (task.mayRunOn('FARGATE')) { return; }
    if (task.cpu.satisfies(units => units < min || units > max)) {
      yield { location: task.node.at('Cpu'), message: `the task asks for ${task.cpu} CPU units, ${min} to ${max} are possible` };
    }
  },

  scene: 'an EC2 service on dynamic ports behind a load balancer',
  bad: {
    'a sixteenth of a vCPU': { Task: { Cpu: '64' } },
    'the same where nothing says what it runs on': { Task: { RequiresCompatibilities: undefined, Cpu: '.0625 vCPU' }, Service: undefined },
  },
  good: { 'an eighth of a vCPU': { Task: { Cpu: '128' } } },
});
