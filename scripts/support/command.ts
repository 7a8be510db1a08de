import { spawn } from 'child_process';
import { delimiter, join, resolve } from 'path';

export const REPOSITORY = resolve(__dirname, '../..');

/** The exit code and the output of a command, from both streams. */
export interface Outcome {
  readonly exitCode: number;
  readonly output: string;
}

export interface Surroundings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether its output is printed while it runs. */
  readonly echo?: boolean;
}

/** The environment of every command: the tools of this repository, without telemetry and warnings about versions. */
const ENVIRONMENT = {
  ...process.env,
  PATH: [join(REPOSITORY, 'node_modules/.bin'), process.env.PATH].join(delimiter),
  CDK_DISABLE_CLI_TELEMETRY: 'true',
  JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION: '1',
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

/** Runs a command until it exits. */
export function run(command: string, args: readonly string[], { cwd, env = {}, echo = false }: Surroundings): Promise<Outcome> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd, env: { ...ENVIRONMENT, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      if (echo) { process.stdout.write(chunk); }
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', fail);
    child.on('close', code => done({ exitCode: code ?? 1, output }));
  });
}

/** The same, but throws if the command fails. */
export async function runWell(command: string, args: readonly string[], surroundings: Surroundings): Promise<string> {
  const { exitCode, output } = await run(command, args, surroundings);
  if (exitCode !== 0) { throw new Error(`${[command, ...args].join(' ')} ended with ${exitCode}\n${output}`); }
  return output;
}
