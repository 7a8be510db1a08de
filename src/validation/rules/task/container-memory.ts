import type { TaskDefinition } from '../../model/task-definition';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The memory of containers is given, and fits into the task',
  severity: 'error',
  outcome: 'refused',
  why: 'Without a size of the task ECS has to know how much each container needs; with one, no container can have more than the task.',
  fix: 'Give each container Memory or MemoryReservation, or the task a size; raise Memory of the task, or lower that of the container.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',

  subject: 'taskDefinition',
  *check(task) {
    yield* withoutMemory(task);
    yield* beyondTheirOwnLimit(task);
    yield* beyondTheTask(task);
  },

  scene: 'an EC2 service on dynamic ports behind a load balancer',
  bad: {
    'no memory anywhere': { Task: { ContainerDefinitions: { 0: { Memory: undefined } } } },
    'more reserved than allowed': { Task: { ContainerDefinitions: { 0: { Memory: 128, MemoryReservation: 256 } } } },
    'more than the task has': { Task: { Memory: '0.25 GB' } },
    'more reserved together than the task has': {
      Task: { Memory: '512', ContainerDefinitions: { 0: { MemoryReservation: 400 }, 1: { Name: 'sidecar', Image: 'busybox', MemoryReservation: 400 } } },
    },
  },
  good: {
    'a reservation alone': { Task: { ContainerDefinitions: { 0: { Memory: undefined, MemoryReservation: 64 } } } },
    'a size of the task alone': { Task: { Memory: '1 GB', ContainerDefinitions: { 0: { Memory: undefined } } } },
    'limits that add up to more than the task has': {
      Task: { Memory: '512', ContainerDefinitions: { 0: { Memory: 512 }, 1: { Name: 'sidecar', Image: 'busybox', Memory: 512 } } },
    },
  },
});

function* withoutMemory(task: TaskDefinition): Iterable<Violation> {
  const { node, containers } = task;
  if (!node.get('Memory').isAbsent || task.mayRunOn('FARGATE')) { return; }
  for (const container of containers) {
    if (container.node.isGiven && container.node.get('Memory').isAbsent && container.node.get('MemoryReservation').isAbsent) {
      yield { location: container.node.at('Memory'), message: `${container.label} has neither Memory nor MemoryReservation, and the task has no Memory` };
    }
  }
}

function* beyondTheirOwnLimit({ containers }: TaskDefinition): Iterable<Violation> {
  for (const { memory, memoryReservation, node, label } of containers) {
    if (memory.satisfies(limit => memoryReservation.satisfies(reserved => reserved > limit))) {
      yield { location: node.at('MemoryReservation'), message: `${label} reserves ${memoryReservation} MiB, but may use ${memory} MiB only` };
    }
  }
}

/** Limits may add up to more than the task has, and do in real applications; reservations may not. */
function* beyondTheTask(task: TaskDefinition): Iterable<Violation> {
  const { containers, memory: whole, node } = task;
  for (const { memory, node: container, label } of containers) {
    if (whole.satisfies(all => memory.satisfies(limit => limit > all))) {
      yield { location: container.at('Memory'), message: `${label} may use ${memory} MiB, but the whole task has ${whole} MiB` };
    }
  }
  const reserved = containers.reduce((sum, { memoryReservation }) => sum + (memoryReservation.known ?? 0), 0);
  if (whole.satisfies(all => reserved > all)) {
    yield { location: node.at('Memory'), message: `the containers reserve ${reserved} MiB together, but the whole task has ${whole} MiB` };
  }
}
