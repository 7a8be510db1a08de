import { stringify } from 'yaml';
import { isLesserCase } from './expected-findings';
import { RULES } from '../../src/validation/rules/registry.generated';
import { Example, NamedRule, placed } from '../../src/validation/rules/rule';

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

/** RULES.md, as the rules have it. */
export function rulesDocument(): string {
  return [
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
    'Beside these the validator reports on itself, as warnings: `unknown-acknowledgement` and `unused-acknowledgement` (one that names no rule, or has no finding),',
    '`unreadable-resource` (its `Properties` are not a map), `unreadable-template` (handed over as a template, and none), `rule-fault` and `validator-fault`',
    '(our fault, which never blocks a deployment). A `validator-fault` is an error where findings would be lost: the rules cannot be loaded, or the report or a manifest not written.',
    '',
    ...domains.flatMap(domain => section(domain, RULES.filter(rule => rule.domain === domain))),
  ].join('\n');
}

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

function entry(rule: NamedRule): string[] {
  const { id, title, severity, outcome, why, fix, docs, scene, bad, good } = rule;
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
    ...examples('❌', rule, bad),
    ...examples('✅', rule, good),
  ];
}

/** The first examples in full, the others by name; the tests run all of them. */
function examples(sign: string, rule: NamedRule, all: NamedRule['bad']): string[] {
  const entries = Object.entries(all);
  const others = entries.slice(SHOWN_WHOLE).map(([name, example]) => `${name}${weight(rule, example)}`);
  return [
    ...entries.slice(0, SHOWN_WHOLE).flatMap(([name, example]) => shown(sign, rule, name, example)),
    ...others.length > 0 ? [`${sign} Also: ${others.join('; ')}.`, ''] : [],
  ];
}

function shown(sign: string, rule: NamedRule, name: string, example: Example): string[] {
  const { scene, change } = placed(rule, example);
  const elsewhere = scene === rule.scene ? '' : ` (in ${scene})`;
  return [`${sign} ${name}${elsewhere}${weight(rule, example)}`, '', '```yaml', stringify(change, { keepUndefined: true, nullStr: '(removed)' }).trim(), '```', ''];
}

/** Some cases of a rule about errors are doubtful. */
function weight(rule: NamedRule, example: Example): string {
  return isLesserCase(rule, example) ? ' (a warning)' : '';
}
