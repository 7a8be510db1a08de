import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { RULES } from '../src/validation/rules/registry.generated';

/** What the rules make of one row of a catalogue of constraints. */
export interface Coverage {
  readonly catalogue: string;
  readonly key: string;
  /** Ids of the rules that report it; none where it is left out. */
  readonly rules: readonly string[];
  /** What has to hold, or why no rule says so. */
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

/** The rules by catalogue and key; a row that nobody has looked at yet is missing. */
export function rulesByRow(): ReadonlyMap<string, readonly string[]> {
  return new Map(readCoverage().map(({ catalogue, key, rules }) => [`${catalogue}/${key}`, rules]));
}

/** docs/rule-coverage.md: a table a catalogue, and what is left out with the reason. */
export function coverageDocument(): string {
  const rows = readCoverage();
  const catalogues = [...new Set(rows.map(({ catalogue }) => catalogue))];
  return [
    '# What the rules cover',
    '',
    'Generated from `rule-coverage.tsv`. The catalogues of constraints that this project was built from have a key a constraint;',
    'here stands which rule reports each of them, and why some are not reported. The rules themselves are listed in [RULES.md](../RULES.md).',
    '`task-definition`, and what `capacity-secrets-iam` says of tasks, is complete; rows about capacity and services are added with the rules about them.',
    '',
    ...catalogues.flatMap(catalogue => section(catalogue, rows.filter(row => row.catalogue === catalogue))),
  ].join('\n');
}

function section(catalogue: string, rows: readonly Coverage[]): readonly string[] {
  const [covered, leftOut] = [rows.filter(({ rules }) => rules.length > 0), rows.filter(({ rules }) => rules.length === 0)];
  return [
    `## ${catalogue}`,
    '',
    `${covered.length} reported, ${leftOut.length} left out.`,
    '',
    '| Key | What holds | Rules |',
    '| --- | --- | --- |',
    ...covered.map(({ key, text, rules }) => `| \`${key}\` | ${text} | ${rules.map(rule => `[\`${rule}\`](rules/${DOMAINS.get(rule)}.md#${rule})`).join(', ')} |`),
    '',
    '| Left out | Reason |',
    '| --- | --- |',
    ...leftOut.map(({ key, text }) => `| \`${key}\` | ${text} |`),
    '',
  ];
}
