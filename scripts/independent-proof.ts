import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { basename, join } from 'path';
import { cfnLint, Complaint, installTools, preflight } from './proof/tools';
import { REPOSITORY } from './support/command';
import { ExampleApp } from './support/example-app';

/** An accepted finding of another validator, and the reason. */
interface Listed { readonly tool: string; readonly rule: string; readonly example: string; readonly reason: string }

const LIST = join(__dirname, 'proof/listed.tsv');

const listed: readonly Listed[] = readFileSync(LIST, 'utf8').trim().split('\n').slice(1)
  .map(row => row.split('\t'))
  .map(([tool, rule, example, reason]) => ({ tool, rule, example, reason }));

const problems: string[] = [];
let checks = 0;
function expect(holds: boolean, otherwise: string): void {
  checks += 1;
  if (!holds) { problems.push(otherwise); }
}

/** Violations that both tools must report: a task size that Fargate does not support, and an attribute out of range. */
const BROKEN = {
  Resources: {
    Task: {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: { NetworkMode: 'awsvpc', RequiresCompatibilities: ['FARGATE'], Cpu: '256', Memory: '8192', ContainerDefinitions: [{ Name: 'web', Image: 'nginx' }] },
    },
    Balancer: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { Subnets: ['subnet-1', 'subnet-2'], LoadBalancerAttributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '5000' }] },
    },
  },
};

async function toolsReport(): Promise<void> {
  const folder = join(REPOSITORY, '.work/proof/broken');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'broken.template.json');
  writeFileSync(file, JSON.stringify(BROKEN));
  expect((await cfnLint([file])).some(({ rule }) => rule === 'E3047'), 'cfn-lint does not report a broken template');
  expect((await preflight([file])).length > 0, 'cdk-preflight does not report a broken template');
}

async function templatesOf(example: string): Promise<string[]> {
  const app = new ExampleApp(example, 'proof');
  const { exitCode, output } = await app.cdk(['synth', '--quiet']);
  if (exitCode !== 0) { throw new Error(`examples/${example} does not synthesize:\n${output}`); }
  return readdirSync(app.assembly, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.template.json')).map(file => join(app.assembly, file));
}

async function main(): Promise<void> {
  const started = Date.now();
  await installTools();
  await toolsReport();
  const used = new Set<Listed>();
  for (const example of readdirSync(join(REPOSITORY, 'examples'))) {
    const templates = await templatesOf(example);
    const unlisted = [...await cfnLint(templates), ...await preflight(templates)].filter(complaint => {
      const entry = listed.find(each => each.tool === complaint.tool && each.rule === complaint.rule && [example, '*'].includes(each.example));
      if (entry) { used.add(entry); }
      return entry === undefined;
    });
    expect(unlisted.length === 0, `examples/${example}:\n${unlisted.map(line).join('\n')}`);
    console.log(`${unlisted.length === 0 ? '✓' : '✗'} ${example}: ${templates.length} templates`);
  }
  for (const entry of listed) {
    expect(entry.reason.length > 0, `${entry.rule} of ${entry.example} is listed without a reason`);
    expect(used.has(entry), `${entry.rule} is listed for ${entry.example}, but is no longer reported: remove it from scripts/proof/listed.tsv`);
  }
  rmSync(join(REPOSITORY, '.work/proof/broken'), { recursive: true });
  console.log(problems.length === 0 ? `\n${checks} checks passed in ${Math.round((Date.now() - started) / 1000)} s` : `\n${problems.join('\n\n')}`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}

function line({ tool, rule, template, resource, message }: Complaint): string {
  return `  ${tool} ${rule} ${basename(template)} ${resource}: ${message.split('\n')[0]}`;
}

void main();
