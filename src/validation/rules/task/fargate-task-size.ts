import { FARGATE_NEWEST_CPU, FARGATE_SIZES_LINUX, FARGATE_SIZES_WINDOWS } from '../../../facts/fargate-sizes';
import { areOnFargate, Host } from '../../../facts/hosts';
import type { TaskDefinition } from '../../model/entities/task-definition';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'A Fargate task has a supported size',
  severity: 'error',
  outcome: 'refused',
  why: 'Fargate offers fixed combinations of CPU and memory, and fewer of them for Windows. ECS refuses a task definition with any other size.',
  fix: 'Set cpu and memoryLimitMiB of FargateTaskDefinition, or size: TaskSize.fargate() of a ContainerService, to a row of the table of task sizes. In CloudFormation: Cpu and Memory.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html',

  subject: 'taskDefinition',
  *check(task) {
    const hosts = task.hosts.find(areOnFargate);
    if (!hosts) { return; }
    for (const key of ['Cpu', 'Memory']) {
      if (!task.isExpress && task.node.get(key).isAbsent) { yield { location: task.node.at(key), message: `the task definition has no ${key}, which Fargate requires; set ${key === 'Cpu' ? 'cpu' : 'memoryLimitMiB'}` }; }
    }
    yield* offeredOnNone(task, hosts);
  },

  scene: 'a Fargate service',
  bad: {
    'too little memory for the CPU': { Task: { Cpu: '1024', Memory: '1024' } },
    'too little memory for the CPU, in vCPUs and gigabytes': { Task: { Cpu: '1 vCPU', Memory: '1 GB' } },
    'a CPU size between two supported ones': { Task: { Cpu: '300' } },
    'memory that is not offered with 32 vCPUs': { Task: { Cpu: '32768', Memory: '65536' } },
    'a CPU size below the smallest': { Task: { Cpu: '64' } },
    'a CPU size above the largest': { Task: { Cpu: '65536', Memory: '249856' } },
    'a CPU size above the largest for Windows': { Task: { Cpu: '8192', Memory: '16384', RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } } },
    'no CPU': { Task: { Cpu: undefined } },
    'no memory': { Task: { Memory: undefined } },
    'half a vCPU for Windows': { Task: { RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } } },
    'an Express service with a size that Fargate does not offer': { scene: 'an Express service', change: { Express: { Cpu: '512', Memory: '512' } } },
  },
  good: {
    'a supported size': { Task: { Cpu: '1024', Memory: '2048' } },
    'a size in vCPUs and gigabytes': { Task: { Cpu: '.25 vCPU', Memory: '0.5GB' } },
    'the largest size': { Task: { Cpu: '32768', Memory: '249856' } },
    'a size for Windows': { Task: { Cpu: '1024', Memory: '2048', RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } } },
    'sizes under the same condition': {
      Task: { Cpu: { 'Fn::If': ['Large', '1024', '256'] }, Memory: { 'Fn::If': ['Large', '2048', '512'] } },
    },
    'an Express service with the default size': { scene: 'an Express service', change: { Express: { Cpu: undefined, Memory: undefined } } },
  },
});

type Sizes = ReadonlyMap<number, readonly number[]>;

/** If the operating system is unknown, a size is reported only if Fargate offers it for neither Linux nor Windows. */
function* offeredOnNone({ cpu, memory, node }: TaskDefinition, hosts: readonly Host[]): Iterable<Violation> {
  const tables = hosts.map((host): Sizes => host === 'FARGATE_WINDOWS' ? FARGATE_SIZES_WINDOWS : FARGATE_SIZES_LINUX);
  const [first] = tables;
  const system = first === FARGATE_SIZES_WINDOWS ? ' for Windows' : '';
  if (cpu.satisfies(units => tables.every(table => !table.has(units)))) {
    yield {
      location: node.at('Cpu'),
      message: `Fargate does not offer ${cpu} CPU units${system}; use one of ${[...first.keys()].join(', ')}`,
      ...cpu.satisfies(units => units > Math.max(...first.keys())) && system === '' ? { severity: 'warning' } : {},
    };
  } else if (cpu.satisfies(units => memory.satisfies(mib => tables.every(table => table.get(units)?.includes(mib) !== true)))) {
    yield {
      location: node.at('Memory'),
      message: `Fargate does not offer ${memory} MiB with ${cpu} CPU units${system}; use ${[...new Set(cpu.possible.flatMap(units => first.get(units) ?? []))].join(', ')}`,
      ...cpu.is(FARGATE_NEWEST_CPU) ? { severity: 'warning' } : {},
    };
  }
}
