import { spawnSync } from 'child_process';
import { mkdirSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { buildSync } from 'esbuild';

const REPOSITORY = join(__dirname, '..');
const FOLDER = join(REPOSITORY, '.work', 'bundled-app');

const APP = `
  import { App, Stack } from 'aws-cdk-lib';
  import { CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
  import { EcsValidator } from '../..';
  const app = new App();
  new EcsValidator(app);
  new CfnTaskDefinition(new Stack(app, 'Shop'), 'Task', {
    networkMode: 'awsvpc', requiresCompatibilities: ['FARGATE'], cpu: '256', memory: '512',
    containerDefinitions: [{ name: 'web', image: 'nginx', portMappings: [{ containerPort: 80, hostPort: 8080 }] }],
  });
  app.synth();
`;

/** Bundles the app with the compiled package into one file in a new folder, and runs it. */
function run(external: readonly string[] = []) {
  const outfile = join(FOLDER, 'bundle', 'app.js');
  buildSync({
    absWorkingDir: FOLDER,
    entryPoints: ['app.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
    external: ['aws-cdk-lib', 'constructs', ...external],
  });
  const { status, stdout, stderr } = spawnSync(process.execPath, [outfile], { cwd: join(FOLDER, 'bundle'), encoding: 'utf8', env: { ...process.env, NODE_NO_WARNINGS: '1' } });
  return { status, output: stdout + stderr };
}

beforeAll(() => {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, 'app.ts'), APP);
});

test('an app that is bundled with the package fails on its errors', () => {
  expect(run()).toEqual({ status: 1, output: expect.stringMatching(/ERROR host port 8080 .*\n.*\(EcsShipshape\)/) as string });
});

test('an app that is bundled without the rules fails, because nothing was checked', () => {
  expect(run(['*/engine/validate'])).toEqual({ status: 1, output: expect.stringMatching(/ERROR the validator failed: the rules cannot be loaded: Cannot find module/) as string });
});
