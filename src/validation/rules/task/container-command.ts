import type { Container } from '../../model/container';
import type { List } from '../../model/node';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The command of a container is a list of words',
  severity: 'warning',
  outcome: 'cannot-start',
  why: 'Each element is one word: a whole command line in one is looked for as a program of that name, and behind "sh -c" only the first one is run.',
  fix: 'Write each word as an element, or the whole line as the one element behind "sh", "-c".',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const container of task.containers) {
      yield* lineInOnePiece(container, task.mayBeWindows);
      yield* piecesBehindShell(container);
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a line in one piece': { Task: { ContainerDefinitions: { 0: { EntryPoint: ['node index.js --port 80'] } } } },
    'a line in pieces behind a shell': { Task: { ContainerDefinitions: { 0: { EntryPoint: ['sh', '-c'], Command: ['npm', 'start'] } } } },
  },
  good: {
    'words': { Task: { ContainerDefinitions: { 0: { EntryPoint: ['node', 'index.js', '--port', '80'] } } } },
    'a line behind a shell': { Task: { ContainerDefinitions: { 0: { EntryPoint: ['sh', '-c'], Command: ['npm start'] } } } },
    'a line that is handed on by the shell': { Task: { ContainerDefinitions: { 0: { EntryPoint: ['sh', '-c', 'exec "$0" "$@"'], Command: ['npm', 'start'] } } } },
  },
});

const SHELL = /(?:^|\/)(?:ba|a|da|z)?sh$/;

/** The image's own entry point may be a shell, so this is a warning; Windows takes a line apart by itself. */
function* lineInOnePiece({ node, label }: Container, mayBeWindows: boolean): Iterable<Violation> {
  const entryPoint = node.list('EntryPoint');
  const command = node.list('Command');
  const key = entryPoint.isEmpty ? 'Command' : 'EntryPoint';
  const words = key === 'Command' ? command : entryPoint;
  const [line, ...others] = words.map(word => word.asText);
  if (mayBeWindows || !words.isComplete || others.length > 0 || key === 'EntryPoint' && !command.isEmpty) { return; }
  if (line?.satisfies(text => /^[\w./-]+\s+\S/.test(text.trim()))) {
    yield { location: node.at(key), message: `${label} runs "${line}" as one word` };
  }
}

function* piecesBehindShell({ node, label }: Container): Iterable<Violation> {
  const command = node.list('Command');
  if (endsWithShell(node.list('EntryPoint')) && command.isComplete && command.atLeast > 1) {
    const [first] = command.map(word => word.asText);
    if (first.satisfies(text => !/[$]/.test(text))) {
      yield { location: node.at('Command'), message: `${label} has ${command.atLeast} words behind a shell with -c, which runs the first alone ("${first}")` };
    }
  }
}

function endsWithShell(entryPoint: List): boolean {
  const words = entryPoint.map(word => word.asText);
  return entryPoint.isComplete && words.length > 1 && words[0].satisfies(text => SHELL.test(text)) && words[words.length - 1].satisfies(text => /^-[a-z]*c$/.test(text));
}
