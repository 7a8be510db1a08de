import { spawn } from 'child_process';
import { delimiter, join, resolve } from 'path';

export const REPOSITORY = resolve(__dirname, '../..');

/** How a command ended, and what it printed on either channel. */
export interface Outcome {
  readonly exitCode: number;
  readonly output: string;
}

export interface Surroundings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether what it prints is shown while it runs. */
  readonly echo?: boolean;
}

/** What every command sees: the tools of this repository, and nobody asking or noticing. */
const ENVIRONMENT = {
  ...process.env,
  PATH: [join(REPOSITORY, 'node_modules/.bin'), process.env.PATH].join(delimiter),
  CDK_DISABLE_CLI_TELEMETRY: 'true',
  JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION: '1',
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

/** Runs a command to its end. */
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

/** The same, for what must end well. */
export async function runWell(command: string, args: readonly string[], surroundings: Surroundings): Promise<string> {
  const { exitCode, output } = await run(command, args, surroundings);
  if (exitCode !== 0) { throw new Error(`${[command, ...args].join(' ')} ended with ${exitCode}\n${output}`); }
  return output;
}
