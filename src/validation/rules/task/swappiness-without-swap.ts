import { defineRule } from '../rule';

export default defineRule({
  title: 'Swappiness is set together with the swap it is about',
  severity: 'warning',
  outcome: 'ignored',
  why: 'Docker reads Swappiness only where MaxSwap is set too.',
  fix: 'Set MaxSwap, or leave Swappiness out.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinuxParameters.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const { node, label } of task.containers) {
      const linux = node.get('LinuxParameters');
      if (linux.get('Swappiness').isGiven && linux.get('MaxSwap').isAbsent) {
        yield { location: linux.at('Swappiness'), message: `${label} sets Swappiness without MaxSwap` };
      }
    }
  },

  scene: 'an EC2 service on dynamic ports behind a load balancer',
  bad: { 'no swap': { Task: { ContainerDefinitions: { 0: { LinuxParameters: { Swappiness: 60 } } } } } },
  good: { 'some swap': { Task: { ContainerDefinitions: { 0: { LinuxParameters: { Swappiness: 60, MaxSwap: 512 } } } } } },
});
