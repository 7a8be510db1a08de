import { defineRule } from '../rule';

export default defineRule({
  title: 'Swappiness is set together with a swap size',
  severity: 'warning',
  outcome: 'ignored',
  why: 'Docker ignores the swappiness of a container without a swap size.',
  fix: 'Set maxSwap together with swappiness in LinuxParameters, or remove swappiness. In CloudFormation: LinuxParameters.MaxSwap and Swappiness.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinuxParameters.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const { node, label } of task.containers) {
      const linux = node.get('LinuxParameters');
      if (linux.get('Swappiness').isGiven && linux.get('MaxSwap').isAbsent) {
        yield { location: linux.at('Swappiness'), message: `${label} sets Swappiness ${linux.text('Swappiness')} without MaxSwap; it is ignored, set maxSwap` };
      }
    }
  },

  scene: 'an EC2 service on dynamic ports behind a load balancer',
  bad: { 'no swap size': { Task: { ContainerDefinitions: { 0: { LinuxParameters: { Swappiness: 60 } } } } } },
  good: { 'a swap size': { Task: { ContainerDefinitions: { 0: { LinuxParameters: { Swappiness: 60, MaxSwap: 512 } } } } } },
});
