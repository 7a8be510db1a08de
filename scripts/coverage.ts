import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { RULES } from '../src/validation/rules/registry.generated';

/** One row of a catalogue of constraints, with the rules that report it. */
export interface Coverage {
  readonly catalogue: string;
  readonly key: string;
  /** Ids of the rules that report it; empty if no rule does. */
  readonly rules: readonly string[];
  /** The requirement, or why no rule reports it. */
  readonly text: string;
}

const DOMAINS = new Map(RULES.map(({ id, domain }) => [id, domain]));

const SOURCE = join(__dirname, '../docs/rule-coverage.tsv');

/** The rows of docs/rule-coverage.tsv. */
export function readCoverage(): readonly Coverage[] {
  if (!existsSync(SOURCE)) { return []; }
  return readFileSync(SOURCE, 'utf8').trim().split('\n').slice(1).map(line => {
    const [catalogue, key, rules, text] = line.split('\t');
    return { catalogue, key, rules: rules === '-' ? [] : rules.split(' '), text };
  });
}

/** The rules by catalogue and key, without rows that have not been examined yet. */
export function rulesByRow(): ReadonlyMap<string, readonly string[]> {
  return new Map(readCoverage().map(({ catalogue, key, rules }) => [`${catalogue}/${key}`, rules]));
}

/** docs/rule-coverage.md: for each catalogue a table of the reported constraints, and one of the others with the reasons. */
export function coverageDocument(): string {
  const rows = readCoverage();
  const catalogues = [...new Set(rows.map(({ catalogue }) => catalogue))];
  return [
    '# What the rules cover',
    '',
    'Generated from `rule-coverage.tsv`. This project is based on catalogues of constraints, with a key for each constraint.',
    'The tables list the rules that report each constraint, and why some are not reported. All rules are listed in [RULES.md](../RULES.md).',
    '`task-definition`, the constraints on tasks in `capacity-secrets-iam` and `service` without scaling are complete; rows about instances, capacity providers and scaling are added with their rules.',
    '',
    ...catalogues.flatMap(catalogue => section(catalogue, rows.filter(row => row.catalogue === catalogue))),
  ].join('\n');
}

/** The heading and the introduction of a catalogue of another tool. */
const TOOLS: ReadonlyMap<string, { readonly heading: string; readonly intro: string }> = new Map([
  ['cdk-preflight', {
    heading: 'Rules of cdk-preflight 1.9.1',
    intro: 'cdk-preflight is a set of rules for AWS CDK. The table lists its rules about Amazon ECS, load balancers and CodeDeploy, and the rules here that report the same. The requirement is described in our own words.',
  }],
  ['cfn-lint', {
    heading: 'Rules of cfn-lint 1.58',
    intro: 'cfn-lint checks CloudFormation templates. The table lists its rules about Amazon ECS and load balancers, and the rules here that report the same.',
  }],
]);

function headingOf(catalogue: string): readonly string[] {
  const tool = TOOLS.get(catalogue);
  return tool ? [`## ${tool.heading}`, '', tool.intro] : [`## ${catalogue}`];
}

function section(catalogue: string, rows: readonly Coverage[]): readonly string[] {
  const [covered, leftOut] = [rows.filter(({ rules }) => rules.length > 0), rows.filter(({ rules }) => rules.length === 0)];
  return [
    ...headingOf(catalogue),
    '',
    `${covered.length} constraints are reported, ${leftOut.length} are not.`,
    '',
    '| Key | Requirement | Rules |',
    '| --- | --- | --- |',
    ...covered.map(({ key, text, rules }) => `| \`${key}\` | ${text} | ${rules.map(rule => `[\`${rule}\`](rules/${DOMAINS.get(rule)}.md#${rule})`).join(', ')} |`),
    '',
    '| Not reported | Reason |',
    '| --- | --- |',
    ...leftOut.map(({ key, text }) => `| \`${key}\` | ${text} |`),
    '',
  ];
}
