import { ChildProcess, spawn, spawnSync } from 'child_process';
import { existsSync } from 'fs';
import { AddressInfo, createServer } from 'net';
import { join } from 'path';
import { setTimeout as sleep } from 'timers/promises';
import { REPOSITORY } from '../support/command';

/** The version that is installed if there is none. */
const MOTO = 'moto[server]==5.2.1';

const VENV = join(REPOSITORY, '.venv');
const VENV_PYTHON = join(VENV, 'bin/python');
const SERVER = join(__dirname, 'server.py');
const STARTS_WITHIN_SECONDS = 60;

/** The account that moto acts as. */
export const ACCOUNT = '123456789012';
export const REGION = 'us-east-1';

/** An AWS emulator on this machine: the server of moto, on a free port of the loopback interface. */
export class Emulator {
  /** Starts an emulator. Installs moto into a virtual environment if no Python has it. */
  public static async start(): Promise<Emulator> {
    const port = await freePort();
    const server = spawn(pythonWithMoto(), [SERVER, '-H', '127.0.0.1', '-p', String(port)], { stdio: ['ignore', 'ignore', 'pipe'] });
    const emulator = new Emulator(server, `http://127.0.0.1:${port}`);
    await emulator.answers();
    return emulator;
  }

  private log = '';

  private constructor(private readonly server: ChildProcess, public readonly endpoint: string) {
    server.stderr!.on('data', (chunk: Buffer) => { this.log += chunk.toString(); });
    process.on('exit', () => { this.stop(); });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) { process.on(signal, () => { process.exit(1); }); }
  }

  /** The environment in which AWS clients use the emulator. */
  public get environment(): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: this.endpoint,
      // moto finds a template by the bucket name in its URL, which an endpoint with an IP address does not have in its host
      AWS_ENDPOINT_URL_S3_FOR_CLOUDFORMATION: `https://s3.${REGION}.amazonaws.com`,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_REGION: REGION,
      AWS_DEFAULT_REGION: REGION,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    };
  }

  /** The last error in the emulator, if there is one. */
  public get complaint(): string { return this.log.slice(this.log.lastIndexOf('Traceback')).slice(0, 5000); }

  public stop(): void { this.server.kill(); }

  private async answers(): Promise<void> {
    for (let second = 0; second < STARTS_WITHIN_SECONDS; second += 0.5) {
      if (this.server.exitCode !== null) { throw new Error(`moto ended at once:\n${this.log}`); }
      if (await fetch(`${this.endpoint}/moto-api/`).then(({ ok }) => ok, () => false)) { return; }
      await sleep(500);
    }
    this.stop();
    throw new Error(`moto does not answer on ${this.endpoint} within ${STARTS_WITHIN_SECONDS} s:\n${this.log}`);
  }
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => { done(port); });
    });
  });
}

const hasMoto = (python: string) => spawnSync(python, ['-c', 'import moto.server, moto.ecs.models'], { stdio: 'ignore' }).status === 0;

function pythonWithMoto(): string {
  const python = ['python3', 'python', VENV_PYTHON].find(hasMoto);
  if (python) { return python; }
  console.log(`installing ${MOTO} into .venv`);
  if (!existsSync(VENV_PYTHON)) { must('python3', ['-m', 'venv', VENV]); }
  must(VENV_PYTHON, ['-m', 'pip', 'install', '--quiet', MOTO]);
  return VENV_PYTHON;
}

function must(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) { throw new Error(`${[command, ...args].join(' ')} failed: ${error?.message ?? `exit code ${status}`}; deploy:local needs Python 3.9 or later with venv`); }
}
