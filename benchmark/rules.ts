import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ApplicationLoadBalancedFargateService } from 'aws-cdk-lib/aws-ecs-patterns';
import { medianOf, report } from './measure';
import { SLOW_INPUTS } from './slow-inputs';
import { RULES } from '../src/validation/rules/registry.generated';

const SERVICES_A_STACK = 30;
const RUNS = 5;

/** The processor time to load the validator, for which every synthesis with validation waits. */
export function benchmarkStart(): void {
  const start = medianOf(9, 'load-once.js');
  report('milliseconds of processor time for loading the validator', start, 60, 'engine, model and all rules');
}

/** The processor time of large inputs after the engine is compiled, each in a separate process. */
export function benchmarkSlowInputs(): void {
  const folder = mkdtempSync(join(tmpdir(), 'shipshape-benchmark-'));
  try {
    const file = join(folder, 'sources.json');
    for (const { name, sources } of SLOW_INPUTS) {
      writeFileSync(file, JSON.stringify(sources()));
      const milliseconds = medianOf(3, 'slow-input-once.js', file);
      report(`milliseconds of processor time for ${name}`, milliseconds, 100, 'all rules');
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The processor time of all rules for many services, compared with CloudFormation Validate of the CDK on the same templates. */
export function benchmarkRules(): void {
  const small = templates(10);
  const large = templates(100);
  try {
    const ours = medianOf(RUNS, 'validate-once.js', 'shipshape', small);
    const theirs = medianOf(3, 'validate-once.js', 'cloudformation-validate', small);
    const oursLarge = medianOf(RUNS, 'validate-once.js', 'shipshape', large);
    report('all rules over 300 services, of the time of CloudFormation Validate', ours / theirs, 0.1, `${ms(ours)} against ${ms(theirs)}`);
    report('time per service with 3,000 services, of that with 300', oursLarge / 10 / ours, 1, `${ms(oursLarge)} against ${ms(ours)}`);
    report('milliseconds of processor time per rule over 300 services', ours / RULES.length, 3, `${RULES.length} rules, with the start of the engine`);
  } finally {
    rmSync(small, { recursive: true });
    rmSync(large, { recursive: true });
  }
}

/** Stacks of services that import a shared cluster. One stack is synthesized, and written many times with different names. */
function templates(stacks: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'shipshape-benchmark-'));
  const app = new App({ outdir: join(folder, 'cdk.out') });
  const env = { account: '111122223333', region: 'eu-west-1' };
  const shared = new Stack(app, 'Shared', { env });
  const cluster = new ecs.Cluster(shared, 'Cluster', { vpc: new ec2.Vpc(shared, 'Vpc', { maxAzs: 2 }) });
  const services = new Stack(app, 'Services', { env });
  for (let index = 0; index < SERVICES_A_STACK; index++) {
    new ApplicationLoadBalancedFargateService(services, `Service${index}`, {
      cluster, taskImageOptions: { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27') },
    });
  }
  const { directory } = app.synth();
  writeFileSync(join(folder, 'Shared.template.json'), readFileSync(join(directory, 'Shared.template.json')));
  const template = readFileSync(join(directory, 'Services.template.json'));
  for (let index = 0; index < stacks; index++) { writeFileSync(join(folder, `Services${index}.template.json`), template); }
  return folder;
}

function ms(milliseconds: number): string { return `${milliseconds.toFixed(0)} ms`; }
