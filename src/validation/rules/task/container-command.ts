import type { Container } from '../../model/entities/container';
import type { List } from '../../model/evaluation/node';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'A container command has one element for each argument',
  severity: 'warning',
  outcome: 'cannot-start',
  why: 'Docker runs the first element as a program, so it looks for a program with the whole line as its name. A shell with -c runs only the first element after it.',
  fix: "Set command: ['node', 'server.js'] in addContainer() or ContainerService, or entryPoint: ['sh', '-c'] with the whole line as the only element of command. In CloudFormation: EntryPoint and Command.",
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const container of task.containers) {
      yield* wholeLine(container, task.mayBeWindows);
      yield* severalForShell(container);
    }
  },

  scene: 'a Fargate service',
  bad: {
    'an entry point in one element': { Task: { ContainerDefinitions: { 0: { EntryPoint: ['node index.js --port 80'] } } } },
    'a command in one element': { Task: { ContainerDefinitions: { 0: { Command: ['node index.js --port 80'] } } } },
    'several elements for a shell': { Task: { ContainerDefinitions: { 0: { EntryPoint: ['sh', '-c'], Command: ['npm', 'start'] } } } },
  },
  good: {
    'one element for each argument': { Task: { ContainerDefinitions: { 0: { EntryPoint: ['node', 'index.js', '--port', '80'] } } } },
    'one element for a shell': { Task: { ContainerDefinitions: { 0: { EntryPoint: ['sh', '-c'], Command: ['npm start'] } } } },
    'a shell that runs its arguments': { Task: { ContainerDefinitions: { 0: { EntryPoint: ['sh', '-c', 'exec "$0" "$@"'], Command: ['npm', 'start'] } } } },
    'a command that runs its arguments': { Task: { ContainerDefinitions: { 0: { EntryPoint: ['sh', '-c'], Command: ['exec "$0" "$@"', 'npm', 'start'] } } } },
    'a shell with an element under a condition': {
      Task: { ContainerDefinitions: { 0: { EntryPoint: ['sh', '-c', { 'Fn::If': ['Init', 'exec "$0" "$@"', { Ref: 'AWS::NoValue' }] }, '-c'], Command: ['npm', 'start'] } } },
    },
    'several arguments for Python with -c': { Task: { ContainerDefinitions: { 0: { EntryPoint: ['python', '-c'], Command: ['import sys; print(sys.argv)', 'one'] } } } },
    'a command line and its arguments, for an image whose entry point is a shell': { Task: { ContainerDefinitions: { 0: { Command: ['node "$0"', 'index.js'] } } } },
    'a command with an element under a condition': {
      Task: { ContainerDefinitions: { 0: { Command: ['node index.js', { 'Fn::If': ['Fast', '--fast', { Ref: 'AWS::NoValue' }] }] } } },
    },
    'an entry point with a space in its path, and a command': { Task: { ContainerDefinitions: { 0: { EntryPoint: ['/opt/my app/start'], Command: ['--fast'] } } } },
    'a command line in one element on Windows': {
      Task: { Cpu: '1024', Memory: '2048', RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' }, ContainerDefinitions: { 0: { EntryPoint: ['app.exe --port 80'] } } },
    },
  },
});

const SHELL = /(?:^|\/)(?:ba|a|da|z)?sh$/;

/** A warning, because the entry point of the image may be a shell. Windows splits the line into arguments. */
function* wholeLine({ node, label }: Container, mayBeWindows: boolean): Iterable<Violation> {
  const entryPoint = node.list('EntryPoint');
  const command = node.list('Command');
  const key = entryPoint.isEmpty ? 'Command' : 'EntryPoint';
  const words = key === 'Command' ? command : entryPoint;
  const [line, ...others] = words.map(word => word.asText);
  if (mayBeWindows || others.length > 0 || key === 'EntryPoint' && !command.isEmpty) { return; }
  if (line?.satisfies(text => /^[\w./-]+\s+\S/.test(text.trim()))) {
    yield { location: node.at(key), message: `${label} has the whole command line "${line}" in one element of ${key}, and no program has that name; use one element for each argument` };
  }
}

function* severalForShell({ node, label }: Container): Iterable<Violation> {
  const command = node.list('Command');
  if (endsWithShell(node.list('EntryPoint')) && command.atLeast > 1) {
    const [first] = command.map(word => word.asText);
    if (first.satisfies(text => !/[$]/.test(text))) {
      yield { location: node.at('Command'), message: `${label} passes ${command.atLeast} arguments to a shell with -c; only the first ("${first}") is run, join them into one string` };
    }
  }
}

function endsWithShell(entryPoint: List): boolean {
  const words = entryPoint.map(word => word.asText);
  return entryPoint.isComplete && words.length > 1 && words[0].satisfies(text => SHELL.test(text)) && words[words.length - 1].satisfies(text => /^-[a-z]*c$/.test(text));
}
