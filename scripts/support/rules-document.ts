import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { stringify } from 'yaml';
import { isLesserCase } from './expected-findings';
import { RULES } from '../../src/validation/rules/registry.generated';
import { Example, NamedRule, placed } from '../../src/validation/rules/rule';
import type { SceneName } from '../../src/validation/scenes/scenes';

const OUTCOMES: Readonly<Record<NamedRule['outcome'], string>> = {
  'refused': 'the deployment is refused',
  'hangs': 'the deployment hangs',
  'cannot-start': 'the tasks cannot start',
  'unreachable': 'the tasks run, but clients cannot reach them',
  'fails-later': 'the deployment succeeds, and what it deploys fails when it runs',
  'ignored': 'the setting has no effect',
  'outage-risk': 'it runs, at the risk of an outage',
  'insecure': 'it runs, less safely than it could',
  'costly': 'it runs, and costs more than it must',
};

/** The subjects of each domain. */
export const SUBJECTS: Readonly<Record<string, string>> = {
  'capacity': 'launch types, capacity providers and their strategies, the roles of container instances, and the KMS keys of cluster storage',
  'deployment': 'deployment controllers, rolling updates, traffic shifting, lifecycle hooks, CodeDeploy and task sets',
  'load-balancing': 'load balancers, listeners, listener rules, target groups and their health checks',
  'network': 'VPCs, subnets, security groups, VPC endpoints and public IP addresses',
  'observability': 'log drivers, log groups, FireLens and traces, and the permissions they need',
  'posture': 'settings that work, and that security standards report; they are [checked only if they are switched on](../guides/posture.md)',
  'scaling': 'the scalable targets and scaling policies of services',
  'secrets': 'secrets, parameters, environment variables and registry credentials, and the permissions they need',
  'service': 'services: names, Service Connect, ECS Exec, placement, roles and dependencies',
  'task': 'task definitions and what runs them: size, containers, images, ports, volumes and roles',
};

/** The folder of the pages, which has no other files. */
export const PAGES = 'docs/rules';

/** The folder of the scenes. */
const SCENE_FOLDER = 'src/validation/scenes';

/** RULES.md is in the npm package, and the pages are not. */
const PUBLISHED_PAGES = `https://github.com/cdk-ecs-shipshape/cdk-ecs-shipshape/blob/main/${PAGES}`;

/** So many examples of each sign. */
const SHOWN_WHOLE = 2;

/** The files with scenes, and their texts. */
const SCENE_FILES: ReadonlyMap<string, string> = new Map(readdirSync(join(__dirname, '../..', SCENE_FOLDER))
  .filter(file => file !== 'scenes.ts')
  .map(file => [file, readFileSync(join(__dirname, '../..', SCENE_FOLDER, file), 'utf8')]));

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
    'Each example changes a small application that violates no rule, and is run as a test.',
    '',
    'Acknowledge a finding with `Validations.of(construct).acknowledge({ id: \'EcsShipshape::<rule>\', reason: \'…\' })`.',
    '',
    `${RULES.length} rules in ${domains.length} domains. An **error** is a deployment that AWS refuses, that hangs, or whose tasks cannot start or be reached.`,
    'A **warning** is either a risk (the deployment runs, but loses availability, safety or money) or a failure that the template does not prove.',
    '',
    ...domains.flatMap(domain => [`- [${domain}](#${domain}): ${rulesOf(domain).length}`]),
    '',
    'The rules of the domain `posture` are checked only if they are switched on: `new EcsValidator(app, { posture: true })`.',
    '',
    'The validator also reports these warnings, which belong to no domain:',
    '',
    '- `unknown-acknowledgement`: an acknowledgement names no rule',
    '- `unused-acknowledgement`: an acknowledgement has no finding',
    '- `unreadable-resource`: the `Properties` of a resource are not a map',
    '- `unreadable-template`: the validator was given a value that is not a template',
    '- `rule-fault`: a rule failed because of a fault of this package',
    '- `validator-fault`: the validator failed. It is an error if findings would be lost: the rules cannot be loaded, or the report or a manifest cannot be written',
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
    ...NOTATION,
    ...rulesOf(domain).flatMap(entry),
  ].join('\n');
}

const NOTATION = [
  '**How to read the examples.** Each example changes a small application that violates no rule; the line above it links to the application.',
  'The rule reports the examples with ❌, and does not report those with ✅. "(a warning)" marks a case that a rule with severity error reports as a warning.',
  '',
  '- The first keys, such as `Service:`, are logical ids of the resources of the application. Below them are CloudFormation properties, `DependsOn` and `Condition`.',
  '- A resource with `Type` is added.',
  '- A key such as `"1"` is the index of an element in a list, counted from 0. The other elements stay. Without such keys, a list replaces the whole list.',
  '- `(removed)` removes a property or a resource.',
  '',
];

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
    `In ${linkTo(scene)}:`,
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
    ...others.length > 0 ? [`${sign} Also:`, '', ...others.map(other => `- ${other}`), ''] : [],
  ];
}

function shown(sign: string, rule: NamedRule, name: string, example: Example): string[] {
  const { scene, change } = placed(rule, example);
  const elsewhere = scene === rule.scene ? '' : ` (in ${linkTo(scene)})`;
  return [`${sign} ${name}${elsewhere}${weight(rule, example)}`, '', '```yaml', stringify(change, { keepUndefined: true, nullStr: '(removed)' }).trim(), '```', ''];
}

/** A link to the file with the resources of a scene. */
function linkTo(scene: SceneName): string {
  const file = [...SCENE_FILES].find(([, text]) => text.includes(`'${scene}':`))?.[0];
  if (file === undefined) { throw new Error(`no file in ${SCENE_FOLDER} has the scene '${scene}'`); }
  return `[${scene}](../../${SCENE_FOLDER}/${file})`;
}

/** Some cases of a rule about errors are doubtful. */
function weight(rule: NamedRule, example: Example): string {
  return isLesserCase(rule, example) ? ' (a warning)' : '';
}
