import { version as cdkVersion } from 'aws-cdk-lib/package.json';
import { EcsValidator } from '../lib';
import { ExampleApp } from './support/example-app';
import { readmeOutput } from './support/readme';
import { Assembly } from '../src/report/assembly';
import { describeTopology } from '../src/report/topology';

/** The rules that the mistakes of the example violate, which the CDK must report. */
const EXPECTED = ['fargate-task-size', 'dependency-conditions', 'load-balancer-reaches-tasks'];

const VALIDATOR = 'EcsShipshape';

const problems: string[] = [];
const expect = (holds: boolean, otherwise: string) => { if (!holds) { problems.push(otherwise); } };

function heading(text: string): void {
  console.log(`\n${'═'.repeat(text.length)}\n${text}\n${'═'.repeat(text.length)}\n`);
}

async function showWhatItMakes(app: ExampleApp): Promise<void> {
  heading('1. cdk synth of examples/web-service');
  const { exitCode, output } = await app.cdk(['synth', '--quiet']);
  expect(exitCode === 0, `the example does not synthesize:\n${output}`);
  if (exitCode !== 0) { return; }
  const assembly = new Assembly(app.assembly);
  console.log(describeTopology(assembly));
  const findings = assembly.findings(VALIDATOR);
  expect(findings.length === 0, `the example has findings: ${findings.map(({ ruleName }) => ruleName).join(', ')}`);
  if (findings.length === 0) { console.log(`\nno findings: ${EcsValidator.rules.length} rules checked, aws-cdk-lib ${cdkVersion}`); }
}

async function showMistakes(app: ExampleApp): Promise<void> {
  heading('2. the same app with three mistakes: cdk synth -c mistakes=true');
  const { exitCode, output } = await app.cdk(['synth', '--quiet', '-c', 'mistakes=true']);
  console.log(output.trim());
  console.log(`\ncdk synth ended with exit code ${exitCode}: nothing was deployed.`);
  expect(exitCode !== 0, 'the CDK accepts the mistakes');
  const errors = new Assembly(app.assembly).findings(VALIDATOR).filter(({ severity }) => severity === 'error');
  for (const rule of EXPECTED) {
    expect(errors.some(({ ruleName }) => ruleName === rule), `${rule} is not in the report`);
    expect(output.includes(`Acknowledge with '${VALIDATOR}::${rule}'`), `${rule} is not printed with the id for acknowledging it`);
  }
  expect(output.includes(readmeOutput()), 'the output of the CDK differs from the README in a line, reason, fix or id');
}

async function main(): Promise<void> {
  const started = Date.now();
  const app = new ExampleApp('web-service', 'demo');
  await showWhatItMakes(app);
  await showMistakes(app);
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(problems.length === 0 ? `\nThe demo passed, in ${seconds} s.` : `\nThe demo failed:\n${problems.join('\n')}`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}

void main();
