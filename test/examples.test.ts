import { spawnSync } from 'child_process';
import { readdirSync, readFileSync, rmSync } from 'fs';
import { join } from 'path';
import { recommendedFeatureFlags } from './support/feature-flags';
import type { AppRun } from './support/synthesize-apps';

const REPOSITORY = join(__dirname, '..');
const EXAMPLES = join(REPOSITORY, 'examples');
const OUTPUT = join(REPOSITORY, '.work/examples');
const TSX = join(REPOSITORY, 'node_modules/tsx/dist/cli.mjs');

/** References by export work with cfn-lint and moto, and without a CDK warning about `Subnets` (W9007). Fn::GetStackOutput of weak references does not. */
const DIFFERENT_FLAGS: Readonly<Record<string, Record<string, unknown>>> = {
  'web-service': { '@aws-cdk/core:defaultCrossStackReferences': 'strong' },
  'shared-alb': { '@aws-cdk/core:defaultCrossStackReferences': 'strong' },
};

interface Violation {
  readonly ruleName: string;
  readonly severity: string;
}

interface Report {
  readonly pluginReports: readonly { readonly pluginName: string; readonly violations: readonly Violation[] }[];
}

interface Synthesized {
  readonly failure: string;
  readonly findings: readonly string[];
}

/** Examples synthesized like with the CDK command line, by example and case. */
const CASES = Object.fromEntries(readdirSync(EXAMPLES).flatMap(example => [
  [`${example}, as it is`, runOf(example, 'as-it-is', contextOf(example))],
  [`${example}, initialized`, runOf(example, 'initialized', recommendedFeatureFlags())],
  [`${example}, without flags`, runOf(example, 'without-flags', {})],
  [`${example}, mistaken`, runOf(example, 'mistaken', { ...contextOf(example), mistakes: 'true' })],
]));

let synthesized: ReadonlyMap<string, Synthesized>;

beforeAll(() => {
  rmSync(OUTPUT, { recursive: true, force: true });
  const { stdout } = spawnSync(process.execPath, [TSX, join(__dirname, 'support/synthesize-apps.ts')], { encoding: 'utf8', input: JSON.stringify(Object.values(CASES)) });
  const failures = JSON.parse(stdout) as string[];
  synthesized = new Map(Object.entries(CASES).map(([name, { outdir }], index) => [name, { failure: failures[index], findings: findingsIn(outdir) }]));
}, 300_000);

function runOf(example: string, name: string, context: Readonly<Record<string, unknown>>): AppRun {
  return { folder: join(EXAMPLES, example), outdir: join(OUTPUT, example, name), context };
}

function findingsIn(outdir: string): readonly string[] {
  const { pluginReports } = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')) as Report;
  const findings = pluginReports.filter(({ pluginName }) => pluginName === 'EcsShipshape').flatMap(({ violations }) => violations);
  return findings.map(({ ruleName, severity }) => `${severity}: ${ruleName}`).sort();
}

function contextOf(example: string): Record<string, unknown> {
  return (JSON.parse(readFileSync(join(EXAMPLES, example, 'cdk.json'), 'utf8')) as { context?: Record<string, unknown> }).context ?? {};
}

test.each(readdirSync(EXAMPLES))('examples/%s synthesizes without a finding', example => {
  expect(synthesized.get(`${example}, as it is`)).toEqual({ failure: '', findings: [] });
});

test.each(readdirSync(EXAMPLES))('examples/%s has the feature flags that cdk init writes', example => {
  expect(contextOf(example)).toEqual({ ...recommendedFeatureFlags(), ...DIFFERENT_FLAGS[example] });
});

test.each(readdirSync(EXAMPLES))('examples/%s synthesizes without a finding with exactly the flags that cdk init writes', example => {
  expect(synthesized.get(`${example}, initialized`)).toEqual({ failure: '', findings: [] });
});

test.each(readdirSync(EXAMPLES))('examples/%s synthesizes without a finding without any feature flag', example => {
  expect(synthesized.get(`${example}, without flags`)).toEqual({ failure: '', findings: [] });
});

test('each mistake in the web service causes an error', () => {
  expect(synthesized.get('web-service, mistaken')?.findings).toEqual([
    'error: dependency-conditions',
    'error: fargate-task-size',
    'error: load-balancer-reaches-tasks',
    'info: summary',
  ]);
});

test('errors make the synthesis of an example fail', () => {
  expect(synthesized.get('web-service, mistaken')?.failure).toMatch(/Validation failed|ERROR/);
});

test('each mistake behind a shared load balancer causes an error', () => {
  expect(synthesized.get('shared-alb, mistaken')?.findings).toEqual(['error: listener-rule-priority', 'error: load-balancer-settings', 'info: summary']);
});

test('each mistake in the HTTPS service causes an error', () => {
  expect(synthesized.get('https-domain, mistaken')?.findings).toEqual(['error: certificate-place', 'error: load-balancer-settings', 'info: summary']);
});

test('the mistakes in the nightly report are found although no service runs its task', () => {
  expect(new Set(synthesized.get('nightly-report, mistaken')?.findings)).toEqual(new Set([
    'error: health-check-command',
    'error: platform-version',
    'info: summary',
    'warning: platform-version',
    'warning: secret-contents',
  ]));
});
