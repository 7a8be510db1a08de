import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { REPOSITORY, run, runWell } from '../support/command';

/** A finding of another validator. */
export interface Complaint {
  readonly tool: 'cfn-lint' | 'cdk-preflight';
  readonly rule: string;
  readonly template: string;
  readonly resource: string;
  readonly message: string;
}

const FOLDER = join(REPOSITORY, '.work/proof');
const PYTHON = join(FOLDER, 'venv/bin');
const BESIDE_PREFLIGHT = join(FOLDER, 'preflight');
const PREFLIGHT = 'cdk-preflight==1.9.1';
/** The lowest version with the engine of cdk-preflight, which is above the lowest CDK version of this package. */
const CDK_OF_PREFLIGHT = 'aws-cdk-lib@2.275.0';

/** Installs the newest cfn-lint, and cdk-preflight, unless they are installed. */
export async function installTools(): Promise<void> {
  mkdirSync(BESIDE_PREFLIGHT, { recursive: true });
  if (!existsSync(PYTHON)) { await runWell('python3', ['-m', 'venv', join(FOLDER, 'venv')], { cwd: FOLDER }); }
  await runWell(join(PYTHON, 'pip'), ['install', '--quiet', '--upgrade', 'cfn-lint'], { cwd: FOLDER });
  if (!existsSync(join(BESIDE_PREFLIGHT, 'node_modules/cdk-preflight'))) { await installPreflight(); }
}

/** The Python package contains the JavaScript package, which needs only Node.js. */
async function installPreflight(): Promise<void> {
  const wheel = join(FOLDER, 'wheel');
  await runWell(join(PYTHON, 'pip'), ['install', '--quiet', '--no-deps', '--upgrade', '--target', wheel, PREFLIGHT], { cwd: FOLDER });
  writeFileSync(join(BESIDE_PREFLIGHT, 'package.json'), JSON.stringify({ name: 'proof', version: '1.0.0', private: true }));
  await runWell('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', CDK_OF_PREFLIGHT, 'constructs@10.5.1'], { cwd: BESIDE_PREFLIGHT });
  const archives = join(wheel, 'cdk_preflight/_jsii');
  const archive = readdirSync(archives).find(name => name.endsWith('.jsii.tgz'))!;
  const installed = join(BESIDE_PREFLIGHT, 'node_modules/cdk-preflight');
  mkdirSync(installed);
  await runWell('tar', ['xzf', join(archives, archive), '--strip-components=1', '-C', installed], { cwd: FOLDER });
}

/** A finding in the output of cfn-lint. */
interface Match {
  readonly Rule: { readonly Id: string };
  readonly Filename: string;
  readonly Message: string;
  readonly Location: { readonly Path: readonly (string | number)[] | null };
}

/** All findings of cfn-lint, including informational ones. */
export async function cfnLint(templates: readonly string[]): Promise<Complaint[]> {
  const { output } = await run(join(PYTHON, 'cfn-lint'), ['--include-checks', 'I', '--format', 'json', '--', ...templates], { cwd: FOLDER });
  return (JSON.parse(output) as Match[]).map(({ Rule, Filename, Message, Location }) => (
    { tool: 'cfn-lint', rule: Rule.Id, template: Filename, resource: String(Location.Path?.[1] ?? ''), message: Message }));
}

/** All findings of cdk-preflight, except from rules that call AWS. */
export async function preflight(templates: readonly string[]): Promise<Complaint[]> {
  // its folder decides which aws-cdk-lib it loads
  copyFileSync(join(__dirname, 'preflight.js'), join(BESIDE_PREFLIGHT, 'preflight.js'));
  const output = await runWell(process.execPath, ['--no-warnings', 'preflight.js', ...templates], { cwd: BESIDE_PREFLIGHT });
  return (JSON.parse(output) as Omit<Complaint, 'tool'>[]).map(complaint => ({ ...complaint, tool: 'cdk-preflight' }));
}
