import { existsSync, readdirSync } from 'fs';
import { join } from 'path';
import { devDependencies } from '../package.json';
import { tryApps, workFolder } from './support/app-case';
import { REPOSITORY, runWell } from './support/command';
import { PYTHON_APPS } from '../test/python/apps';

const FOLDER = workFolder('python');
const PYTHON = join(FOLDER, 'venv/bin/python');

async function build(): Promise<string> {
  await runWell('projen', ['package:python'], { cwd: REPOSITORY });
  const wheels = join(REPOSITORY, 'dist/python');
  const [wheel] = readdirSync(wheels).filter(file => file.endsWith('.whl'));
  console.log(`built ${wheel}`);
  return join(wheels, wheel);
}

/** The virtual environment is kept. The wheel is installed again each time, because its version stays the same. */
async function install(wheel: string): Promise<void> {
  if (!existsSync(PYTHON)) { await runWell('python3', ['-m', 'venv', join(FOLDER, 'venv')], { cwd: FOLDER }); }
  const cdk = `aws-cdk-lib==${devDependencies['aws-cdk-lib']}`;
  await runWell(PYTHON, ['-m', 'pip', 'install', '--quiet', wheel, cdk], { cwd: FOLDER });
  await runWell(PYTHON, ['-m', 'pip', 'install', '--quiet', '--force-reinstall', '--no-deps', wheel], { cwd: FOLDER });
  console.log(`installed it with ${cdk}`);
}

/** Runs the tests from the guide. */
async function runTests(): Promise<void> {
  await runWell(PYTHON, ['-m', 'pip', 'install', '--quiet', 'pytest'], { cwd: FOLDER });
  console.log(await runWell(PYTHON, ['-m', 'pytest', '--quiet', '-p', 'no:cacheprovider', join(REPOSITORY, 'test/python')], { cwd: FOLDER }));
}

async function main(): Promise<void> {
  await install(await build());
  await runTests();
  await tryApps(PYTHON_APPS, FOLDER, app => `${PYTHON} ${join(REPOSITORY, 'test/python', app)}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
