import { complaintAbout } from '../../benchmark/fuzz/judge';
import { mutant } from '../../benchmark/fuzz/mutate';
import { Random } from '../../benchmark/fuzz/random';
import { seeds, withTemplate } from '../../benchmark/fuzz/seeds';
import { SLOW_INPUTS } from '../../benchmark/slow-inputs';
import { validate } from '../../src/validation/engine/validate';
import type { TemplateSource } from '../../src/validation/model/evaluation/source';
import { applyChange, sourceIn } from '../../src/validation/scenes/scenes';

/** Milliseconds of processor time. The benchmark has a tighter limit; here other tests run at the same time. */
const LIMIT = 2000;

const SCENE = 'a Fargate service behind a load balancer';
const { template } = sourceIn(SCENE, applyChange(SCENE));

/** The findings for a template of any value. */
const find = (wrong: unknown) => validate([withTemplate({ name: 'template', template: {} }, wrong)]);
const idsOf = (wrong: unknown) => find(wrong).map(({ rule }) => rule.id);

/** The scene with other values in one resource. */
const withTask = (task: unknown) => ({ ...template, Resources: { ...template.Resources, Task: task } });
const task = (Properties: unknown) => withTask({ Type: 'AWS::ECS::TaskDefinition', Properties });
const container = (value: object) => task({ RequiresCompatibilities: ['FARGATE'], Cpu: '256', Memory: '512', ContainerDefinitions: [{ Name: 'web', Image: 'nginx', ...value }] });

/** A value nested in many others. */
const nested = (value: unknown, wrap: (inner: unknown) => unknown) => Array.from({ length: 10_000 }).reduce(inner => wrap(inner), value);

const customResource = (Create: unknown) => ({
  ...template, Resources: { ...template.Resources, Rule: { Type: 'Custom::AWS', Properties: { Create, Update: Create, Delete: Create } } },
});
const listenerRule = (parameters: unknown, action = 'createRule', more: object = {}) => JSON.stringify({ service: 'elbv2', action, parameters, ...more });

const stateMachine = (DefinitionString: unknown) => ({ Resources: { Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: { DefinitionString } } } });

test.each<readonly [string, unknown]>([
  ['null', null], ['a list', []], ['a text', 'text'], ['a number', 1], ['without resources', {}],
  ...[null, [], [null], 'text', 1, true, { A: null }, { A: 1 }, { A: [] }, { A: {} }, { A: { Type: 1 } }, { A: { Type: { Ref: 'B' } } }]
    .map(Resources => [`with the resources ${JSON.stringify(Resources)}`, { Resources }] as const),
  ...['Outputs', 'Mappings', 'Parameters', 'Conditions', 'Transform'].flatMap(section => [null, [], [null], 'text', 1, { A: null }, { A: [] }, { A: { Value: null, Export: 1 } }]
    .map(wrong => [`with the ${section} ${JSON.stringify(wrong)}`, { ...template, [section]: wrong }] as const)),
  ['with the keys of every object', JSON.parse('{ "Resources": { "__proto__": { "Type": "AWS::ECS::Service" }, "constructor": { "Type": "AWS::ECS::TaskDefinition" } } }')],
])('a template that is %s is read', (_, wrong) => {
  expect(idsOf(wrong)).not.toContain('rule-fault');
});

test.each([
  ['an intrinsic function', { 'Fn::If': ['A', { Cpu: '1' }, { Ref: 'AWS::NoValue' }] }], ['a reference', { Ref: 'Cluster' }], ['a reference to itself', { 'Fn::GetAtt': ['Task', 'Arn'] }],
  ['a macro', { 'Fn::Transform': { Name: 'Include' } }], ['nothing', null],
])('properties can be %s', (_, Properties) => {
  expect(idsOf(task(Properties)).filter(id => /fault|unreadable/.test(id))).toEqual([]);
});

test('a list with a missing element is read', () => {
  expect(idsOf(container({ Image: { 'Fn::Join': ['', Array(2)] } }))).not.toContain('rule-fault');
});

test.each([['a list', []], ['a text', 'text'], ['a number', 1]])('a resource whose properties are %s is reported, and the others are checked', (kind, Properties) => {
  const wrong = task(Properties);
  const findings = find({ ...wrong, Resources: { ...wrong.Resources, Other: { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [] } } } });
  expect(findings).toContainEqual(expect.objectContaining({
    rule: expect.objectContaining({ id: 'unreadable-resource' }), severity: 'warning', logicalId: 'Task', message: expect.stringContaining(`Properties is a ${kind.split(' ')[1].replace('text', 'string')}`),
  }));
  expect(findings.filter(({ rule }) => rule.id !== 'unreadable-resource').map(({ logicalId }) => logicalId)).toContain('Other');
  expect(findings.filter(({ rule }) => rule.id !== 'unreadable-resource').map(({ logicalId }) => logicalId)).not.toContain('Task');
});

test('a resource that throws when it is read is a fault only of that resource', () => {
  const unreadable = { Type: 'AWS::ECS::TaskDefinition', Properties: { get Cpu() { throw new Error('out of order'); } } };
  expect(find(withTask(unreadable)).map(({ rule, logicalId, message }) => [rule.id, logicalId, message])).toEqual([
    ['unreadable-resource', 'Task', 'cannot be read: out of order'],
  ]);
});

describe('an invalid template', () => {
  const scene = sourceIn(SCENE, applyChange(SCENE));
  const messages = (sources: unknown, off: readonly string[] = []) => validate(sources as readonly TemplateSource[], { disabled: off })
    .filter(({ rule }) => rule.id === 'unreadable-template').map(({ severity, message }) => `${severity}: ${message}`);

  test.each<[string, unknown, string]>([
    ['null', null, 'null, not a map with "name" and "template"'],
    ['undefined', undefined, 'undefined, not a map with "name" and "template"'],
    ['a string', 'template.json', 'a string, not a map with "name" and "template"'],
    ['a list', [], 'a list, not a map with "name" and "template"'],
    ['a template without its source', template, 'a map without the text "name"'],
  ])('%s is reported, and the others are checked', (_, wrong, problem) => {
    const [broken] = [withTemplate(scene, task({ ContainerDefinitions: [] }))];
    expect(messages([wrong, broken])).toEqual([`warning: template 1 of 2 is ${problem}`]);
    expect(validate([wrong as TemplateSource, broken]).slice(1)).toEqual(validate([broken]));
  });

  test('a hole in the list is reported', () => { expect(messages(new Array(1))).toEqual(['warning: template 1 of 1 is undefined, not a map with "name" and "template"']); });

  test.each([['null', null], ['undefined', undefined], ['a map', {}], ['a text', 'template.json']])('%s instead of a list is reported', (_, wrong) => {
    expect(messages(wrong)).toEqual([expect.stringMatching(/^warning: the templates are (null|undefined|a map|a string), not a list$/)]);
  });

  test('can be disabled', () => { expect(messages([null], ['unreadable-template'])).toEqual([]); });
});

test('the finding for an unreadable resource can be disabled', () => {
  expect(validate([withTemplate({ name: 'template', template: {} }, task([]))], { disabled: ['unreadable-resource'] })).toEqual([]);
});

test.each([
  ['lists', (inner: unknown) => [inner]],
  ['maps', (inner: unknown) => ({ a: inner })],
  ['conditions', (inner: unknown) => ({ 'Fn::If': ['A', inner, { Ref: 'AWS::NoValue' }] })],
  ['joins', (inner: unknown) => ({ 'Fn::Join': ['', [inner]] })],
])('%s nested 10,000 times are read', (_, wrap) => {
  for (const value of [container({ Environment: nested([], wrap) }), container({ Image: nested('nginx', wrap) }), { ...template, Outputs: { A: { Value: nested('a', wrap) } } }]) {
    expect(complaintAbout([withTemplate({ name: 'template', template: {} }, value)], LIMIT)).toBeUndefined();
  }
});

test.each([
  ['not JSON', '{'], ['a list', '[]'], ['nothing', 'null'], ['without states', '{"States":[]}'], ['with a state that is a list', '{"States":{"A":[]}}'],
  ['with internal markers', '{"States":{"A":{"Type":"Task","Resource":"\uE0007\uE001"}}}'],
  ['brackets, nested 10,000 times', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
  ['states, nested 10,000 times', `${'{"States":{"A":{"ItemProcessor":'.repeat(10_000)}null${'}}}'.repeat(10_000)}`],
  ['a list of functions', { 'Fn::Join': ['', ['{"States":', { Ref: 'A' }, '}']] }],
])('a state machine whose definition is %s is read', (_, definition) => {
  expect(complaintAbout([withTemplate({ name: 'template', template: {} }, stateMachine(definition))], LIMIT)).toBeUndefined();
});

const WRONG_VALUES = [null, [], [null], 'text', 1, true, {}, { A: null }] as const;

test.each<readonly [string, unknown]>([
  ['not JSON', 'createRule{'], ['a list', '["createRule"]'], ['with marks of our own', '{"service":"elbv2","action":"createRule\uE0007\uE001"}'],
  ['a map', { service: 'elbv2', action: 'createRule' }], ['a list of the template', ['createRule']], ['a function of something else', { 'Fn::Join': ['', { Ref: 'createRule' }] }],
  ['a reference to itself', { 'Fn::Sub': '{"service":"elbv2","action":"modifyRule","parameters":{"RuleArn":"${Rule}","Actions":"${Rule.Rules.0.RuleArn}"}}' }],
  ['brackets, nested 10,000 times', `createRule${'['.repeat(10_000)}${']'.repeat(10_000)}`],
  ['parameters, nested 10,000 times', `{"service":"elbv2","action":"createRule","parameters":{"Conditions":${'[{"Values":'.repeat(10_000)}null${'}]'.repeat(10_000)}}}`],
  ['longer than the maximum', listenerRule({ Conditions: 'a'.repeat(2_000_000) })],
  ['long', listenerRule({ Conditions: Array.from({ length: 10_000 }, (_, index) => ({ Field: 'path-pattern', Values: [`/${index}`] })) })],
  ...WRONG_VALUES.flatMap(wrong => [
    ['with the call', JSON.stringify([wrong, 'createRule'])],
    ['with the action', JSON.stringify({ service: 'elbv2', action: wrong, x: 'createRule' })],
    ['with the service', listenerRule({}, 'createRule', { service: wrong })],
    ['with the parameters', listenerRule(wrong)],
    ['with the physical id', listenerRule({ RuleArn: 'PHYSICAL:RESOURCEID:' }, 'modifyRule', { physicalResourceId: wrong })],
    ['with the priorities', listenerRule({ RulePriorities: wrong }, 'setRulePriorities')],
    ...['ListenerArn', 'Priority', 'Conditions', 'Actions'].map(key => [`with ${key}`, listenerRule({ [key]: wrong })]),
  ].map(([name, text]) => [`${name} ${JSON.stringify(wrong)}`, text] as const)),
])('a custom resource whose call is %s is read', (_, call) => {
  expect(complaintAbout([withTemplate({ name: 'template', template: {} }, customResource(call))], LIMIT)).toBeUndefined();
});

test.each([
  ['ExcludedInstanceTypes', '********!'], ['ExcludedInstanceTypes', `${'*a'.repeat(2000)}!`], ['ExcludedInstanceTypes', '('],
  ['AllowedInstanceTypes', 'm7g.(*'], ['AllowedInstanceTypes', '[*'], ['AllowedInstanceTypes', '*'.repeat(40_000)],
])('%s %s of Managed Instances is read', (key, pattern) => {
  const scene = 'a service on Managed Instances';
  const InstanceRequirements = { VCpuCount: { Min: 1 }, MemoryMiB: { Min: 2048 }, [key]: [pattern] };
  const Provider = { ManagedInstancesProvider: { InstanceLaunchTemplate: { InstanceRequirements } } };
  const source = sourceIn(scene, applyChange(scene, { Provider }));
  expect(complaintAbout([source], LIMIT)).toBeUndefined();
});

test('secrets that are attached in a cycle are read', () => {
  const attachment = (other: string) => ({ Type: 'AWS::SecretsManager::SecretTargetAttachment', Properties: { SecretId: { Ref: other } } });
  const wrong = container({ Secrets: [{ Name: 'A', ValueFrom: { Ref: 'One' } }] });
  expect(idsOf({ ...wrong, Resources: { ...wrong.Resources, One: attachment('Other'), Other: attachment('One') } })).not.toContain('rule-fault');
});

test('exports that double each other stay small', () => {
  const next = (index: number) => ({ 'Fn::ImportValue': `export-${index + 1}` });
  const stacks = Array.from({ length: 40 }, (_, index): TemplateSource => ({
    name: `stack-${index}`, template: { Outputs: { Out: { Value: index === 39 ? 'text' : { 'Fn::Join': ['', [next(index), next(index)]] }, Export: { Name: `export-${index}` } } } },
  }));
  const reader = withTemplate({ name: 'reader', template: {} }, container({ Image: { 'Fn::ImportValue': 'export-0' } }));
  expect(complaintAbout([...stacks, reader], LIMIT)).toBeUndefined();
});

test.each(SLOW_INPUTS.map(input => [input.name, input] as const))('%s are validated quickly', (_, { sources }) => {
  expect(complaintAbout(sources(), LIMIT)).toBeUndefined();
});

describe('mutants of scenes and examples are read without a fault', () => {
  const all = seeds();
  const mutants = 50;
  test.each(Array.from({ length: 8 }, (_, block) => block * mutants))(`${mutants} from number %i`, first => {
    for (let seed = first; seed < first + mutants; seed++) {
      const random = new Random(seed);
      const source = mutant(random.pick(all), random);
      expect([seed, complaintAbout([source], LIMIT)]).toEqual([seed, undefined]);
    }
  });
});
