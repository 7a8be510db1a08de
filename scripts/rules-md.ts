import { writeFileSync } from 'fs';
import { join } from 'path';
import { stringify } from 'yaml';
import { RULES } from '../src/validation/rules/registry.generated';
import type { NamedRule } from '../src/validation/rules/rule';

const OUTCOMES: Readonly<Record<NamedRule['outcome'], string>> = {
  'refused': 'the deployment is refused',
  'hangs': 'the deployment hangs',
  'cannot-start': 'the tasks cannot start, or cannot be reached',
  'ignored': 'the setting has no effect',
  'outage-risk': 'it runs, at the risk of an outage',
  'insecure': 'it runs, less safely than it could',
  'costly': 'it runs, and costs more than it must',
};

/** So many examples of each sign. */
const SHOWN_WHOLE = 2;

const domains = [...new Set(RULES.map(({ domain }) => domain))];

const lines = [
  '# Rules',
  '',
  'Generated from `src/validation/rules`. Each example is a change to a small application that keeps every rule, and is run as a test.',
  '',
  'Acknowledge a finding with `Validations.of(construct).acknowledge({ id: \'EcsShipshape::<rule>\', reason: \'…\' })`.',
  '',
  `${RULES.length} rules in ${domains.length} domains. An **error** is refused, hangs, or cannot start; a **warning** runs, and loses availability, safety or money.`,
  '',
  ...domains.flatMap(domain => [`- [${domain}](#${domain}): ${RULES.filter(rule => rule.domain === domain).length}`]),
  '',
  'Beside these the validator reports on itself, as warnings: `unknown-acknowledgement` and `unused-acknowledgement` (one that names no rule, or silences nothing),',
  '`rule-fault` and `validator-fault` (our fault, which never blocks a deployment).',
  '',
  ...domains.flatMap(domain => section(domain, RULES.filter(rule => rule.domain === domain))),
];

writeFileSync(join(__dirname, '../RULES.md'), lines.join('\n'));

function section(domain: string, rules: readonly NamedRule[]): string[] {
  return [
    `## ${domain}`,
    '',
    '| Rule | Severity | When it is kept |',
    '| --- | --- | --- |',
    ...rules.map(({ id, severity, title }) => `| [\`${id}\`](#${id}) | ${severity} | ${title} |`),
    '',
    ...rules.flatMap(entry),
  ];
}

function entry({ id, title, severity, outcome, why, fix, docs, scene, bad, good }: NamedRule): string[] {
  return [
    `### \`${id}\``,
    '',
    `${title}.`,
    '',
    `**${severity}**: ${OUTCOMES[outcome]}. ${why}`,
    '',
    `**Fix:** ${fix} ([AWS documentation](${docs}))`,
    '',
    `In ${scene}:`,
    '',
    ...examples('❌', bad),
    ...examples('✅', good),
  ];
}

/** The first ones whole, the others by name: the tests run all of them, and nobody reads ten. */
function examples(sign: string, changes: NamedRule['bad']): string[] {
  const all = Object.entries(changes);
  const others = all.slice(SHOWN_WHOLE).map(([name]) => name);
  return [
    ...all.slice(0, SHOWN_WHOLE).flatMap(([name, change]) => example(sign, name, change)),
    ...others.length > 0 ? [`${sign} Also: ${others.join('; ')}.`, ''] : [],
  ];
}

function example(sign: string, name: string, change: object): string[] {
  return [`${sign} ${name}`, '', '```yaml', stringify(change, { keepUndefined: true, nullStr: '(removed)' }).trim(), '```', ''];
}
