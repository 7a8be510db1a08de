import type { Container } from '../../model/container';
import { defineRule, Flaw } from '../rule';

export default defineRule({
  title: 'A health check is a command that can be run',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'CMD runs a program without a shell, CMD-SHELL one text in the shell of the container; what is mixed up always fails, and the container never becomes healthy.',
  fix: 'Write ["CMD-SHELL", "curl -f http://localhost/ || exit 1"], or ["CMD", "curl", "-f", "http://localhost/"].',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html',

  on: 'taskDefinition',
  *check(task) {
    for (const container of task.containers) { yield* problemsOf(container); }
  },

  scene: 'a Fargate service',
  bad: {
    'a shell text in several pieces': command('CMD-SHELL', 'curl', '-f', 'http://localhost/'),
    'a shell text without a shell': command('CMD', 'curl -f http://localhost/ || exit 1'),
    'an operator of the shell without a shell': command('CMD', 'curl', '-f', 'http://localhost/', '||', 'exit', '1'),
    'a kind of command alone': command('CMD-SHELL'),
    'a command without its kind': command('curl -f http://localhost/ || exit 1'),
  },
  good: {
    'a shell text': command('CMD-SHELL', 'curl -f http://localhost/ || exit 1'),
    'a program with arguments': command('CMD', 'curl', '-f', 'http://localhost/?a=1;b=2'),
    'a shell as the program': command('CMD', 'sh', '-c', 'curl -f http://localhost/ || exit 1'),
    'a text that is known at deployment': command('CMD-SHELL', { Ref: 'Probe' }),
  },
});

const OPERATORS: readonly string[] = ['||', '&&', '|', ';', '>', '>>', '<', '&'];
const SHELLS = /(?:^|[\\/])(?:sh|bash|ash|dash|zsh|cmd|powershell|pwsh)(?:\.exe)?$/i;

function* problemsOf({ healthCheck, label }: Container): Iterable<Flaw> {
  const list = healthCheck.list('Command');
  if (!list.isComplete || list.isEmpty) { return; }
  const [kind, ...words] = list.map(word => word.asText);
  const location = healthCheck.at('Command');
  if (kind.isOneOf(['CMD', 'CMD-SHELL', 'NONE']) && words.length === 0) {
    yield { location, message: `the health check of ${label} is ${kind} alone, with nothing to run` };
  } else if (kind.isNoneOf(['CMD', 'CMD-SHELL', 'NONE'])) {
    yield { location, message: `the health check of ${label} starts with "${kind}"; it must start with CMD or CMD-SHELL`, severity: 'warning' };
  } else if (kind.is('CMD-SHELL') && words.length > 1) {
    yield { location, message: `the health check of ${label} has ${words.length} texts behind CMD-SHELL, of which the shell runs the first alone ("${words[0]}")` };
  } else if (kind.is('CMD')) {
    const [program] = words;
    const operator = words.find(word => word.isOneOf(OPERATORS));
    if (program.satisfies(text => /\s/.test(text.trim()))) {
      yield { location, message: `the health check of ${label} runs "${program}" as one program; there is no shell to take it to pieces` };
    } else if (operator && program.satisfies(text => !SHELLS.test(text))) {
      yield { location, message: `the health check of ${label} hands "${operator}" to ${program} as an argument; there is no shell to understand it` };
    }
  }
}

function command(...words: unknown[]) { return { Task: { ContainerDefinitions: { 0: { HealthCheck: { Command: words } } } } }; }
