import { mkdirSync, rmSync } from 'fs';
import { join } from 'path';
import { Outcome, REPOSITORY, run } from './command';

/** An app in any language, and the expected result of the real `cdk synth`. */
export interface AppCase {
  readonly name: string;
  /** The file or the class of the app. */
  readonly app: string;
  readonly context?: Readonly<Record<string, string>>;
  readonly exitCode: number;
  /** Text that must be printed. */
  readonly prints?: readonly RegExp[];
  /** Text that must not be printed. */
  readonly omits?: readonly RegExp[];
}

/** The folder with the files of a language, which is kept between runs. */
export function workFolder(language: string): string {
  const folder = join(REPOSITORY, '.work', language);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Runs the cases, two at a time, and prints the number of passed and failed checks. */
export async function tryApps(cases: readonly AppCase[], folder: string, commandOf: (app: string) => string): Promise<void> {
  const open = cases.entries();
  const counts = { passed: 0, failed: 0 };
  const worker = async () => {
    for (const [index, it] of open) {
      const output = join(folder, 'cdk.out', String(index));
      rmSync(output, { recursive: true, force: true });
      const outcome = await synth(it, commandOf(it.app), output, folder);
      const problems = problemsOf(it, outcome);
      counts.failed += problems.length;
      counts.passed += 1 + (it.prints ?? []).length + (it.omits ?? []).length - problems.length;
      console.log(`${problems.length === 0 ? 'ok' : 'FAILED'}  ${it.app}: ${it.name}`);
      if (problems.length > 0) { console.log([...problems, outcome.output].join('\n')); }
    }
  };
  await Promise.all([worker(), worker()]);
  console.log(`Tests: ${counts.failed} failed, ${counts.passed} passed, ${counts.failed + counts.passed} total`);
  process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
}

function synth({ context = {} }: AppCase, command: string, output: string, cwd: string): Promise<Outcome> {
  const values = Object.entries(context).flatMap(([key, value]) => ['--context', `${key}=${value}`]);
  const env = { NO_COLOR: '1' };
  return run('cdk', ['synth', '--quiet', '--no-notices', '--app', command, '--output', output, ...values], { cwd, env });
}

/** The differences from the expected result. */
export function problemsOf({ exitCode, prints = [], omits = [] }: AppCase, outcome: Outcome): string[] {
  return [
    ...exitCode === outcome.exitCode ? [] : [`ended with ${outcome.exitCode} instead of ${exitCode}`],
    ...prints.filter(pattern => !pattern.test(outcome.output)).map(pattern => `did not print ${String(pattern)}`),
    ...omits.filter(pattern => pattern.test(outcome.output)).map(pattern => `printed ${String(pattern)}`),
  ];
}
