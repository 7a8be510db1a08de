import { strict as assert } from 'assert';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { devDependencies } from '../package.json';
import { REPOSITORY, runWell } from './support/command';
import { readmeApp } from './support/readme';
import { Assembly } from '../src/report/assembly';

const QUIET = ['--no-audit', '--no-fund', '--loglevel=error'];

/** The other packages of a user, in the versions of our development dependencies. */
const BESIDE = ['aws-cdk-lib', 'constructs', 'aws-cdk', 'tsx', 'typescript', '@types/node'] as const;

interface PackedFile { readonly path: string }

async function pack(folder: string): Promise<string> {
  const [{ filename, files }] = JSON.parse(await runWell('npm', ['pack', '--json', '--silent', '--pack-destination', folder], { cwd: REPOSITORY })) as
    [{ filename: string; files: PackedFile[] }];
  const paths = files.map(({ path }) => path);
  for (const needed of ['lib/index.js', 'lib/index.d.ts', '.jsii', 'README.md', 'LICENSE', 'package.json']) {
    assert.ok(paths.includes(needed), `${needed} is not packed`);
  }
  const stray = paths.filter(path => !/^(lib\/.*\.(js|d\.ts)|\.jsii|README\.md|API\.md|RULES\.md|LICENSE|package\.json)$/.test(path));
  assert.deepEqual(stray, [], 'other files are packed');
  console.log(`packed ${filename}: ${paths.length} files`);
  return join(folder, filename);
}

async function install(folder: string, tarball: string): Promise<void> {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'trial', version: '1.0.0', private: true }));
  const packages = BESIDE.map(name => `${name}@${devDependencies[name]}`);
  await runWell('npm', ['install', ...QUIET, tarball, ...packages], { cwd: folder });
  console.log(`installed it with ${packages.join(', ')}`);
}

async function typeCheck(folder: string): Promise<void> {
  await runWell('node', ['node_modules/typescript/bin/tsc', '--noEmit', '--strict', '--module', 'node16', '--target', 'es2022', 'app.ts'], { cwd: folder });
  console.log('the code of the README compiles');
}

async function synthesize(folder: string): Promise<void> {
  await runWell('node', ['node_modules/aws-cdk/bin/cdk', 'synth', '--quiet', '--no-notices', '--app', 'npx tsx app.ts'], { cwd: folder });
  const assembly = new Assembly(join(folder, 'cdk.out'));
  const { services: [api, ...others] } = assembly.application;
  assert.deepEqual([api?.scalableTargets.length, api?.attachments.length, others.length], [1, 1, 0], 'one service with one target group and scaling');
  assert.deepEqual(assembly.findings('EcsShipshape'), [], 'no findings');
  console.log('the code of the README synthesizes without findings');
}

/** A JavaScript app with a mistake that the packed validator must find. */
const MISTAKE = `
const { App, Stack } = require('aws-cdk-lib');
const ecs = require('aws-cdk-lib/aws-ecs');
const { EcsValidator } = require('cdk-ecs-shipshape');
const stack = new Stack(new App(), 'Stack');
new ecs.FargateTaskDefinition(stack, 'Task', { cpu: 256, memoryLimitMiB: 4096 }).addContainer('web', { image: ecs.ContainerImage.fromRegistry('httpd') });
console.log(EcsValidator.findings(stack).map(({ ruleId }) => ruleId).join());
`;

async function validate(folder: string): Promise<void> {
  const printed = await runWell('node', ['-e', MISTAKE], { cwd: folder });
  assert.equal(printed.trim().split('\n').at(-1), 'fargate-task-size');
  console.log('the validator finds a mistake in an app with aws-ecs only');
}

async function main(): Promise<void> {
  const started = Date.now();
  const folder = mkdtempSync(join(tmpdir(), 'shipshape-'));
  try {
    await install(folder, await pack(folder));
    writeFileSync(join(folder, 'app.ts'), readmeApp());
    await typeCheck(folder);
    await synthesize(folder);
    await validate(folder);
    console.log(`tried in ${folder}, in ${Math.round((Date.now() - started) / 1000)} s`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
