import { spawnSync } from 'child_process';
import { readdirSync, readFileSync, rmSync } from 'fs';
import { join } from 'path';
import { recommendedFeatureFlags } from './support/feature-flags';

const REPOSITORY = join(__dirname, '..');
const EXAMPLES = join(REPOSITORY, 'examples');
const TSX = join(REPOSITORY, 'node_modules/tsx/dist/cli.mjs');

/** References by export work with cfn-lint, with moto, and without a warning of the CDK about `Subnets` (W9007); Fn::GetStackOutput of weak ones does not. */
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

/** Synthesizes an example as the CDK's command line does, in a process of its own. */
function synthesize(example: string, context: Readonly<Record<string, string>> = {}, flags = contextOf(example)) {
  const folder = join(REPOSITORY, '.work/examples', `${example}-${Object.keys(context).join('-')}-${Object.keys(flags).length}`);
  rmSync(folder, { recursive: true, force: true });
  const { status, stderr } = spawnSync(process.execPath, [TSX, 'app.ts'], {
    cwd: join(EXAMPLES, example),
    encoding: 'utf8',
    env: { ...process.env, CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify({ ...flags, ...context }) },
  });
  const { pluginReports } = JSON.parse(readFileSync(join(folder, 'validation-report.json'), 'utf8')) as Report;
  const findings = pluginReports.filter(({ pluginName }) => pluginName === 'EcsShipshape').flatMap(({ violations }) => violations);
  return { failure: status === 0 ? '' : stderr, findings: findings.map(({ ruleName, severity }) => `${severity}: ${ruleName}`).sort() };
}

function contextOf(example: string): Record<string, unknown> {
  return (JSON.parse(readFileSync(join(EXAMPLES, example, 'cdk.json'), 'utf8')) as { context?: Record<string, unknown> }).context ?? {};
}

test.each(readdirSync(EXAMPLES))('examples/%s synthesizes without a finding', example => {
  expect(synthesize(example)).toEqual({ failure: '', findings: [] });
});

test.each(readdirSync(EXAMPLES))('examples/%s has the feature flags that cdk init writes', example => {
  expect(contextOf(example)).toEqual({ ...recommendedFeatureFlags(), ...DIFFERENT_FLAGS[example] });
});

test.each(readdirSync(EXAMPLES))('examples/%s synthesizes without a finding with exactly the flags that cdk init writes', example => {
  expect(synthesize(example, { init: 'true' }, recommendedFeatureFlags())).toEqual({ failure: '', findings: [] });
});

test.each(readdirSync(EXAMPLES))('examples/%s synthesizes without a finding without any feature flag', example => {
  expect(synthesize(example, {}, {})).toEqual({ failure: '', findings: [] });
});

test('the mistakes of the web service draw an error each', () => {
  expect(synthesize('web-service', { mistakes: 'true' }).findings).toEqual([
    'error: dependency-conditions',
    'error: fargate-task-size',
    'error: load-balancer-reaches-tasks',
    'info: summary',
  ]);
});

test('the mistakes behind a shared load balancer draw an error each', () => {
  expect(synthesize('shared-alb', { mistakes: 'true' }).findings).toEqual(['error: listener-rule-priority', 'error: load-balancer-settings', 'info: summary']);
});

test('the mistakes of the HTTPS service draw an error each', () => {
  expect(synthesize('https-domain', { mistakes: 'true' }).findings).toEqual(['error: certificate-place', 'error: load-balancer-settings', 'info: summary']);
});

test('the mistakes of the nightly report are found though no service runs its task', () => {
  expect(new Set(synthesize('nightly-report', { mistakes: 'true' }).findings)).toEqual(new Set([
    'error: health-check-command',
    'error: platform-version',
    'info: summary',
    'warning: platform-version',
    'warning: secret-contents',
  ]));
});
