import { Verdict } from './verdict';

/** A problem of a health check command. */
export interface HealthCheckProblem {
  /** Continues a sentence that starts with "the health check". */
  readonly text: string;
  /** `refused`: ECS refuses the command, or it fails at every run. `doubtful`: it may still work. */
  readonly otherwise: Verdict;
}

type Words = readonly (string | undefined)[];

const KINDS: readonly string[] = ['CMD', 'CMD-SHELL'];
/** Docker's value for no health check; whether ECS accepts it is not documented. */
const NO_CHECK = 'NONE';

/** An argument that a shell would read as an operator, alone or with text after it. */
const OPERATOR = /^(?:\|\||&&|[|;&](?=\s|$)|\d?>>?(?=[&/\s]|$)|<(?=\s|$))/;
/** Operators that are never the value of an option. */
const CONDITIONAL_OPERATOR = /^(?:\|\||&&)/;

const SHELLS: readonly string[] = ['sh', 'bash', 'ash', 'dash', 'zsh', 'cmd', 'powershell', 'pwsh'];
const INTERPRETERS: readonly string[] = ['node', 'deno', 'bun', 'python', 'python3', 'ruby', 'php', 'perl', 'java', 'dotnet'];
/** Programs that fail without arguments. */
const NEED_ARGUMENTS: readonly string[] = ['curl', 'wget', 'nc', 'ncat', 'grep', 'pgrep', 'ping', 'stat', 'test', 'grpc_health_probe', 'mysqladmin'];
/** Programs that fail on an argument that is an operator, at any position. */
const REJECT_OPERATORS: readonly string[] = ['wget', 'nc', 'ncat', 'pg_isready', 'mysqladmin'];
/** Programs for which an operator may be an ordinary argument, or that ignore unused arguments. */
const ACCEPT_OPERATORS: readonly string[] = [
  ...SHELLS, ...INTERPRETERS, 'find', 'expr', 'test', '[', 'awk', 'sed', 'grep', 'jq', 'grpc_health_probe', 'grpc-health-probe',
];
/** Words that only a shell understands: no image has programs of these names. */
const SHELL_WORDS: readonly string[] = [
  'exit', 'source', '.', ':', 'eval', 'exec', 'export', 'if', 'for', 'while', 'case', '[[', '!', '{', '(',
];

/** Arguments after an operator that curl treats as a last URL, whose request fails: `exit 1`, `false`, a file. */
const NO_URL = /^(?:exit(?:\s+\d+)?|false|\/\S*(?:\s+2>&1)?)?$/;
/** curl and wget with options but without a URL. */
const WITHOUT_URL = /^(?:curl|wget)(?:\s+-[a-gi-zA-LN-UW-Z]+)*$/;
/** Text after the first argument that has no effect: a failed check is unhealthy in any case. */
const HARMLESS_REST = /^(?:\|\|\s*(?:exit(?:\s+[1-9]\d*)?|false))?$/;
/** A URL with a shell variable as its host or port; a password before the `@` may contain a `$`. */
const VARIABLE_IN_HOST = /^https?:\/\/[^/?#]*\$\{?[A-Za-z_](?![^/?#]*@)/;
const QUOTED_URL = /^(["'])https?:\/\/.*\1$/s;

/**
 * The reason why a command cannot check the health of a container. An unknown word is `undefined`.
 *
 * ECS passes the command to Docker. With `CMD` Docker runs the program with its arguments, with `CMD-SHELL` it appends all elements to `/bin/sh -c`,
 * which runs the first one. Windows joins the elements into one line, and its paths may contain spaces.
 *
 * Read on 2026-11-28.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html
 * @see https://github.com/moby/moby/blob/master/daemon/health.go
 */
export function healthCheckProblem([kind, ...words]: Words, mayBeWindows = false): HealthCheckProblem | undefined {
  if (kind === undefined || kind === NO_CHECK) { return undefined; }
  if (!KINDS.includes(kind)) { return doubtful(`starts with "${kind}"; the first element must be CMD or CMD-SHELL`); }
  if (words.length === 0) { return fails(`is ${kind} without a command`); }
  if (kind === 'CMD-SHELL') { return mayBeWindows ? undefined : shellProblem(words, kind); }
  return execProblem(words, mayBeWindows);
}

/** The command as aws-ecs renders it: a command without a kind gets one. */
export function withKind(command: readonly string[]): readonly string[] {
  if (command.length === 1) { return ['CMD-SHELL', ...command]; }
  return KINDS.includes(command[0]) ? command : ['CMD', ...command];
}

/** A shell runs the first argument, and uses the others only if the first one refers to them. */
function shellProblem([first, ...rest]: Words, shell: string): HealthCheckProblem | undefined {
  if (first === undefined || first.includes('$') || rest.length === 0) { return undefined; }
  const text = `passes ${rest.length + 1} arguments to ${shell}; only the first ("${first}") is run`;
  if (NEED_ARGUMENTS.includes(first) || WITHOUT_URL.test(first)) { return fails(text); }
  return rest.every(word => word !== undefined) && HARMLESS_REST.test(rest.join(' ')) ? undefined : doubtful(text);
}

function execProblem([program, ...others]: Words, mayBeWindows: boolean): HealthCheckProblem | undefined {
  if (program === undefined) { return undefined; }
  if (SHELL_WORDS.includes(program)) { return fails(`runs "${program}" as a program, but only a shell understands it; CMD starts no shell`); }
  const name = nameOf(program);
  if (!mayBeWindows && SHELLS.includes(name) && others[0] === '-c') { return shellProblem(others.slice(1), `${name} -c`); }
  return (mayBeWindows ? undefined : lineProblem(program)) ?? operatorProblem(name, others) ?? urlProblem(name, others);
}

/** A program name with spaces is nearly always a whole command line; a path may contain spaces. */
function lineProblem(program: string): HealthCheckProblem | undefined {
  const [, first, rest] = /^(?![A-Za-z]:)\s*(\S+)\s+(\S.*)$/s.exec(program) ?? [];
  if (first === undefined) { return undefined; }
  const text = `runs "${program}" as the name of one program; CMD starts no shell that splits the line`;
  const isLine = /(?:^|\s)(?:-\w|--\w|\|\||&&|[|;<>])|:\/\//.test(rest) || [...NEED_ARGUMENTS, ...INTERPRETERS, ...SHELLS, ...SHELL_WORDS].includes(first);
  return isLine ? fails(text) : doubtful(text);
}

function operatorProblem(name: string, words: Words): HealthCheckProblem | undefined {
  const at = words.findIndex((word, index) => word !== undefined && OPERATOR.test(word) && (CONDITIONAL_OPERATOR.test(word) || words[index - 1]?.startsWith('-') !== true));
  if (at < 0 || ACCEPT_OPERATORS.includes(name)) { return undefined; }
  const [operator = ''] = OPERATOR.exec(words[at] ?? '') ?? [];
  const text = `passes "${operator}" to ${name} as an argument; CMD starts no shell that understands it`;
  const rest = words.slice(at).join(' ').slice(operator.length).trim();
  return REJECT_OPERATORS.includes(name) || name === 'curl' && words.every(word => word !== undefined) && NO_URL.test(rest) ? fails(text) : doubtful(text);
}

function urlProblem(name: string, words: Words): HealthCheckProblem | undefined {
  if (name !== 'curl' && name !== 'wget') { return undefined; }
  const url = words[words.length - 1] ?? '';
  if (VARIABLE_IN_HOST.test(url)) { return fails(`passes "${url}" to ${name} unchanged; CMD starts no shell that replaces the variable`); }
  return QUOTED_URL.test(url) ? fails(`passes ${url} to ${name} with its quotes; CMD starts no shell that removes them`) : undefined;
}

/** The name of a program without its directory and the Windows suffix. */
function nameOf(program: string): string { return program.replace(/^.*[\\/]/s, '').replace(/\.exe$/i, ''); }

function fails(text: string): HealthCheckProblem { return { text, otherwise: 'refused' }; }

function doubtful(text: string): HealthCheckProblem { return { text, otherwise: 'doubtful' }; }
