import { FARGATE_NEWEST_CPU, FARGATE_SIZES_LINUX, FARGATE_SIZES_WINDOWS } from '../../../facts/fargate-sizes';
import { Host } from '../../../facts/hosts';
import type { TaskDefinition } from '../../model/task-definition';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'A Fargate task has a CPU and memory size that Fargate offers',
  severity: 'error',
  outcome: 'refused',
  why: 'Fargate offers fixed pairs, fewer of them for Windows; ECS refuses any other one when the task definition is registered.',
  fix: 'Set Cpu and Memory of the task definition to a pair of the table of task sizes.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html',

  subject: 'taskDefinition',
  *check(task) {
    const venue = task.venues.find(({ compute }) => compute === 'FARGATE');
    if (!venue) { return; }
    for (const key of ['Cpu', 'Memory']) {
      if (task.node.get(key).isAbsent) { yield { location: task.node.at(key), message: `no task ${key} is set, and Fargate needs one` }; }
    }
    yield* offeredOnNone(task, venue.hosts);
  },

  scene: 'a Fargate service',
  bad: {
    'too little memory for the CPU': { Task: { Cpu: '1024', Memory: '1024' } },
    'the same in other units': { Task: { Cpu: '1 vCPU', Memory: '1 GB' } },
    'a CPU size between two': { Task: { Cpu: '300' } },
    'memory that the newest size does not have': { Task: { Cpu: '32768', Memory: '65536' } },
    'no CPU': { Task: { Cpu: undefined } },
    'no memory': { Task: { Memory: undefined } },
    'half a vCPU for Windows': { Task: { RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } } },
  },
  good: {
    'a pair of the table': { Task: { Cpu: '1024', Memory: '2048' } },
    'in other units': { Task: { Cpu: '.25 vCPU', Memory: '0.5GB' } },
    'the largest': { Task: { Cpu: '32768', Memory: '249856' } },
    'a pair for Windows': { Task: { Cpu: '1024', Memory: '2048', RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } } },
    'sizes that go together, if not in every combination': {
      Task: { Cpu: { 'Fn::If': ['Large', '1024', '256'] }, Memory: { 'Fn::If': ['Large', '2048', '512'] } },
    },
  },
});

type Sizes = ReadonlyMap<number, readonly number[]>;

/** Where the operating system is not known, a size is wrong only when it is on both. */
function* offeredOnNone({ cpu, memory, node }: TaskDefinition, hosts: readonly Host[]): Iterable<Violation> {
  const tables = hosts.map((host): Sizes => host === 'FARGATE_WINDOWS' ? FARGATE_SIZES_WINDOWS : FARGATE_SIZES_LINUX);
  const [first] = tables;
  const system = first === FARGATE_SIZES_WINDOWS ? ' for Windows' : '';
  if (cpu.satisfies(units => tables.every(table => !table.has(units)))) {
    yield {
      location: node.at('Cpu'),
      message: `Fargate does not offer ${cpu} CPU units${system}, use one of ${[...first.keys()].join(', ')}`,
      ...cpu.satisfies(units => units > Math.max(...first.keys())) && system === '' ? { severity: 'warning' } : {},
    };
  } else if (cpu.satisfies(units => memory.satisfies(mib => tables.every(table => table.get(units)?.includes(mib) !== true)))) {
    yield {
      location: node.at('Memory'),
      message: `Fargate does not offer ${memory} MiB with ${cpu} CPU units${system}, use ${[...new Set(cpu.possible.flatMap(units => first.get(units) ?? []))].join(', ')}`,
      ...cpu.is(FARGATE_NEWEST_CPU) ? { severity: 'warning' } : {},
    };
  }
}
