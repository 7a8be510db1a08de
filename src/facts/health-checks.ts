import { Verdict } from './verdict';

/** What is wrong with the command of a health check. */
export interface HealthCheckProblem {
  /** Goes on from "the health check". */
  readonly says: string;
  readonly otherwise: Verdict;
}

const KINDS: readonly string[] = ['CMD', 'CMD-SHELL'];
/** Docker's word for no health check; whether ECS takes it is not written down. */
const NO_CHECK = 'NONE';
const OPERATORS: readonly string[] = ['||', '&&', '|', ';', '>', '>>', '<', '&'];
const SHELLS = /(?:^|[\\/])(?:sh|bash|ash|dash|zsh|cmd|powershell|pwsh)(?:\.exe)?$/i;

/**
 * Why a command can never tell that a container is healthy; a word that is not known is `undefined`.
 * Windows hands a command on as one line: it joins what comes in pieces, and names of programs hold blanks.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html
 */
export function healthCheckProblem([kind, ...words]: readonly (string | undefined)[], mayBeWindows = false): HealthCheckProblem | undefined {
  if (kind === undefined || kind === NO_CHECK) { return undefined; }
  if (!KINDS.includes(kind)) { return { says: `starts with "${kind}"; it must start with CMD or CMD-SHELL`, otherwise: 'doubtful' }; }
  if (words.length === 0) { return { says: `is ${kind} alone, with nothing to run`, otherwise: 'refused' }; }
  const lineProblem = kind === 'CMD-SHELL' ? shellProblem(words) : nameProblem(words[0]);
  const says = (mayBeWindows ? undefined : lineProblem) ?? (kind === 'CMD-SHELL' ? undefined : operatorProblem(words));
  return says === undefined ? undefined : { says, otherwise: 'refused' };
}

/** As aws-ecs writes a command down: it puts the kind before one that has none. */
export function withKind(command: readonly string[]): readonly string[] {
  if (command.length === 1) { return ['CMD-SHELL', ...command]; }
  return KINDS.includes(command[0]) ? command : ['CMD', ...command];
}

function shellProblem(words: readonly (string | undefined)[]): string | undefined {
  return words.length > 1 ? `has ${words.length} texts behind CMD-SHELL, of which the shell runs the first alone${quoted(words[0])}` : undefined;
}

/** A path that starts with a drive is one of Windows. */
function nameProblem(program = ''): string | undefined {
  return /^(?![A-Za-z]:).*\S\s+\S/s.test(program) ? `runs "${program}" as one program; there is no shell to take it to pieces` : undefined;
}

function operatorProblem([program, ...others]: readonly (string | undefined)[]): string | undefined {
  if (program === undefined) { return undefined; }
  const operator = others.find(word => word !== undefined && OPERATORS.includes(word));
  return operator === undefined || SHELLS.test(program) ? undefined : `hands "${operator}" to ${program} as an argument; there is no shell to understand it`;
}

function quoted(text: string | undefined): string { return text === undefined ? '' : ` ("${text}")`; }
