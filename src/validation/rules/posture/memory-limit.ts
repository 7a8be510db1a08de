import { defineRule } from '../rule';

export default defineRule({
  title: 'Tasks on container instances have a memory limit',
  severity: 'warning',
  outcome: 'outage-risk',
  why: 'A container with a soft limit only can use all memory of its instance. The kernel then ends processes of other tasks, too. Control Tower reports it (CT.ECS.PR.7).',
  fix: 'Set `memoryLimitMiB` in addContainer(), or the memory of the task definition. In CloudFormation: Memory of the container or of the task definition.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/capacity-tasksize.html',

  subject: 'taskDefinition',
  *check({ node, containers }) {
    if (!node.get('Memory').isAbsent) { return; }
    for (const { node: container, label } of containers) {
      if (container.get('Memory').isAbsent && container.get('MemoryReservation').isSure) {
        yield { location: container.at('Memory'), message: `${label} has a memory reservation but no limit; set memoryLimitMiB` };
      }
    }
  },

  scene: 'secured container instances',
  bad: { 'a soft limit only': memory({ Memory: undefined, MemoryReservation: 256 }) },
  good: {
    'a hard and a soft limit': memory({ Memory: 512, MemoryReservation: 256 }),
    'a hard limit from a parameter': memory({ Memory: { Ref: 'Memory' }, MemoryReservation: 256 }),
    'a reservation under a condition': memory({ Memory: undefined, MemoryReservation: { 'Fn::If': ['Small', 256, { Ref: 'AWS::NoValue' }] } }),
    'a limit of the task': memory({ Memory: undefined, MemoryReservation: 256 }, { Memory: '512' }),
  },
});

function memory(container: object, task: object = {}) { return { Task: { ...task, ContainerDefinitions: { 0: container } } }; }
