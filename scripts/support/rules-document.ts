import { stringify } from 'yaml';
import { isLesserCase } from './expected-findings';
import { RULES } from '../../src/validation/rules/registry.generated';
import { Example, NamedRule, placed } from '../../src/validation/rules/rule';

const OUTCOMES: Readonly<Record<NamedRule['outcome'], string>> = {
  'refused': 'the deployment is refused',
  'hangs': 'the deployment hangs',
  'cannot-start': 'the tasks cannot start, or cannot be reached',
  'ignored': 'the setting has no effect',
  'outage-risk': 'it runs, but risks an outage',
  'insecure': 'it runs, but is less secure than possible',
  'costly': 'it runs, but costs more than necessary',
};

/** The subjects of each domain. */
export const SUBJECTS: Readonly<Record<string, string>> = {
  'capacity': 'launch types, capacity providers and their strategies, the roles of container instances, and the KMS keys of cluster storage',
  'deployment': 'deployment controllers, rolling updates, traffic shifting, lifecycle hooks, CodeDeploy and task sets',
  'load-balancing': 'load balancers, listeners, listener rules, target groups and their health checks',
  'network': 'VPCs, subnets, security groups, VPC endpoints and public IP addresses',
  'observability': 'log drivers, log groups, FireLens and traces, and the permissions they need',
  'scaling': 'the scalable targets and scaling policies of services',
  'secrets': 'secrets, parameters, environment variables and registry credentials, and the permissions they need',
  'service': 'services: names, Service Connect, ECS Exec, placement, roles and dependencies',
  'task': 'task definitions and the resources that run them: size, containers, images, ports, volumes and roles',
};

/** The folder of the pages. It contains no other files. */
export const PAGES = 'docs/rules';

/** The npm package contains RULES.md, but not the pages. */
const PUBLISHED_PAGES = `https://github.com/cdk-ecs-shipshape/cdk-ecs-shipshape/blob/main/${PAGES}`;

/** The number of examples that are shown in full, of each kind. */
const SHOWN_WHOLE = 2;

const domains = [...new Set(RULES.map(({ domain }) => domain))];
const rulesOf = (domain: string) => RULES.filter(rule => rule.domain === domain);

/** RULES.md and the page of each domain, by path in the repository. */
export function ruleDocuments(): ReadonlyMap<string, string> {
  return new Map([['RULES.md', index()], ...domains.map(domain => [`${PAGES}/${domain}.md`, page(domain)] as const)]);
}

function index(): string {
  return [
    '# Rules',
    '',
    'Generated from `src/validation/rules`. Each rule links to its reason, fix and examples.',
    'Each example is a change to a small application that violates no rule, and is run as a test.',
    '',
    'Acknowledge a finding with `Validations.of(construct).acknowledge({ id: \'EcsShipshape::<rule>\', reason: \'…\' })`.',
    '',
    `${RULES.length} rules in ${domains.length} domains. An **error** means that the deployment is refused or hangs, or that tasks cannot start; a **warning** means a risk to availability, security or cost.`,
    '',
    ...domains.flatMap(domain => [`- [${domain}](#${domain}): ${rulesOf(domain).length}`]),
    '',
    'The validator also reports its own problems, as warnings: `unknown-acknowledgement` (it names no rule), `unused-acknowledgement` (there is no such finding),',
    '`unreadable-resource` (its `Properties` are not a map), `unreadable-template` (the input is not a template), `rule-fault` and `validator-fault`',
    '(a defect of this library, which never blocks a deployment). A `validator-fault` is an error if findings would be lost: the rules cannot be loaded, or the report or a manifest cannot be written.',
    '',
    ...domains.flatMap(domain => [`## ${domain}`, '', ...table(domain, `${PUBLISHED_PAGES}/${domain}.md`)]),
  ].join('\n');
}

function page(domain: string): string {
  return [
    `# Rules: ${domain}`,
    '',
    `These rules check ${SUBJECTS[domain]}. [All rules](../../RULES.md)`,
    '',
    ...table(domain, ''),
    ...rulesOf(domain).flatMap(entry),
  ].join('\n');
}

function table(domain: string, target: string): string[] {
  return [
    '| Rule | Severity | Requirement |',
    '| --- | --- | --- |',
    ...rulesOf(domain).map(({ id, severity, title }) => `| [\`${id}\`](${target}#${id}) | ${severity} | ${title} |`),
    '',
  ];
}

function entry(rule: NamedRule): string[] {
  const { id, title, severity, outcome, why, fix, docs, scene, bad, good } = rule;
  return [
    `## \`${id}\``,
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

/** The first examples in full, and the others by name. The tests run all of them. */
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
