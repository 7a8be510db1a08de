import type { TaskDefinition } from '../../model/entities/task-definition';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'Containers have a memory size that fits into the task',
  severity: 'error',
  outcome: 'refused',
  why: 'Without a memory size of the task, ECS needs one for each container. With a memory size of the task, neither the limit of a container nor the sum of the reservations may exceed it. ECS refuses the task definition otherwise.',
  fix: 'Set memoryLimitMiB or memoryReservationMiB in addContainer(), or memoryMiB of the task definition (size of a ContainerService). In CloudFormation: Memory and MemoryReservation.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',

  subject: 'taskDefinition',
  *check(task) {
    yield* withoutMemory(task);
    yield* reservationAboveLimit(task);
    yield* aboveTask(task);
  },

  scene: 'an EC2 service on dynamic ports behind a load balancer',
  bad: {
    'no memory size': { Task: { ContainerDefinitions: { 0: { Memory: undefined } } } },
    'a reservation above the limit of the container': { Task: { ContainerDefinitions: { 0: { Memory: 128, MemoryReservation: 256 } } } },
    'a limit above the memory of the task': { Task: { Memory: '0.25 GB' } },
    'reservations that exceed the memory of the task in total': {
      Task: { Memory: '512', ContainerDefinitions: { 0: { MemoryReservation: 400 }, 1: { Name: 'sidecar', Image: 'busybox', MemoryReservation: 400 } } },
    },
  },
  good: {
    'only a reservation': { Task: { ContainerDefinitions: { 0: { Memory: undefined, MemoryReservation: 64 } } } },
    'only a memory size of the task': { Task: { Memory: '1 GB', ContainerDefinitions: { 0: { Memory: undefined } } } },
    'a container without memory, under a condition': {
      Task: { ContainerDefinitions: { 1: { 'Fn::If': ['Traced', { Name: 'tracer', Image: 'busybox' }, { Ref: 'AWS::NoValue' }] } } },
    },
    'limits that exceed the memory of the task in total': {
      Task: { Memory: '512', ContainerDefinitions: { 0: { Memory: 512 }, 1: { Name: 'sidecar', Image: 'busybox', Memory: 512 } } },
    },
    'a daemon without memory': { scene: 'a daemon on Managed Instances', change: { Agent: { Memory: undefined } } },
  },
});

function* withoutMemory(task: TaskDefinition): Iterable<Violation> {
  const { node, containers } = task;
  if (task.isDaemon || !node.get('Memory').isAbsent || task.mayRunOn('FARGATE')) { return; }
  for (const container of containers) {
    if (container.node.isGiven && container.node.get('Memory').isAbsent && container.node.get('MemoryReservation').isAbsent) {
      yield { location: container.node.at('Memory'), message: `${container.label} has neither Memory nor MemoryReservation, and the task definition has no Memory; set memoryLimitMiB or memoryReservationMiB` };
    }
  }
}

function* reservationAboveLimit({ containers }: TaskDefinition): Iterable<Violation> {
  for (const { memory, memoryReservation, node, label } of containers) {
    if (memory.satisfies(limit => memoryReservation.satisfies(reserved => reserved > limit))) {
      yield { location: node.at('MemoryReservation'), message: `${label} reserves ${memoryReservation} MiB (MemoryReservation), above its limit of ${memory} MiB (Memory); lower memoryReservationMiB` };
    }
  }
}

/** The sum of the limits may exceed the memory of the task; the sum of the reservations may not. */
function* aboveTask(task: TaskDefinition): Iterable<Violation> {
  const { containers, memory: whole, node } = task;
  for (const { memory, node: container, label } of containers) {
    if (whole.satisfies(all => memory.satisfies(limit => limit > all))) {
      yield { location: container.at('Memory'), message: `${label} has a limit of ${memory} MiB, but the task has ${whole} MiB; lower memoryLimitMiB` };
    }
  }
  const reserved = containers.reduce((sum, { memoryReservation }) => sum + (memoryReservation.known ?? 0), 0);
  if (whole.satisfies(all => reserved > all)) {
    yield { location: node.at('Memory'), message: `the containers reserve ${reserved} MiB in total, but the task has ${whole} MiB; raise its memory` };
  }
}
