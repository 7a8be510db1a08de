import { spawnSync } from 'child_process';
import { readdirSync, readFileSync, rmSync } from 'fs';
import { join } from 'path';

const REPOSITORY = join(__dirname, '..');
const EXAMPLES = join(REPOSITORY, 'examples');
const TSX = join(REPOSITORY, 'node_modules/tsx/dist/cli.mjs');

interface Violation {
  readonly ruleName: string;
  readonly severity: string;
}

interface Report {
  readonly pluginReports: readonly { readonly pluginName: string; readonly violations: readonly Violation[] }[];
}

/** Synthesizes an example as the CDK's command line does, in a process of its own. */
function synthesize(example: string, context: Readonly<Record<string, string>> = {}) {
  const folder = join(REPOSITORY, '.work/examples', `${example}-${Object.keys(context).join('-')}`);
  rmSync(folder, { recursive: true, force: true });
  const { status, stderr } = spawnSync(process.execPath, [TSX, 'app.ts'], {
    cwd: join(EXAMPLES, example),
    encoding: 'utf8',
    env: { ...process.env, CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify({ ...contextOf(example), ...context }) },
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

test('the mistakes of the web service draw an error each', () => {
  expect(synthesize('web-service', { mistakes: 'true' }).findings).toEqual([
    'error: dependency-conditions',
    'error: fargate-task-size',
    'error: load-balancer-reaches-tasks',
    'info: summary',
  ]);
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
