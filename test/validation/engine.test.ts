import { Application, RULES, validate, validateApplication, ValidateOptions } from '../../src/validation/engine/validate';
import { applyChange, sourceIn } from '../../src/validation/scenes/scenes';

const SCENE = 'a Fargate service behind a load balancer';
const broken = sourceIn(SCENE, applyChange(SCENE, { Task: { Memory: '6144' } }));
const findingsWith = (options?: ValidateOptions) => validate([broken], options);
const SIZE = 'fargate-task-size';

/** A rule whose violation is a lesser case of an error. */
const LESSER = { ...RULES.find(({ id }) => id === SIZE)!, *check() { yield { message: 'a lesser case', location: { template: '', logicalId: '', path: '' }, severity: 'warning' as const }; } };

test('a finding has the texts of its rule, without check and examples', () => {
  const [{ rule }] = findingsWith();
  expect(Object.keys(rule).sort()).toEqual(['docs', 'domain', 'fix', 'id', 'outcome', 'severity', 'title', 'why']);
});

test.each<[string, ValidateOptions]>([
  ['a list', { disabled: [SIZE] }],
  ['another iterable, from JavaScript', { disabled: new Set([SIZE]) as never }],
])('a disabled rule reports nothing: %s', (_, options) => { expect(findingsWith(options)).toEqual([]); });

test('a message that contains a long value is cut', () => {
  const template = { Resources: { Service: { Type: 'AWS::ECS::Service', Properties: { LaunchType: 'x'.repeat(100_000) } } } };
  const messages = validate([{ name: 'template', template }]).map(({ message }) => message);
  expect(messages.length).toBeGreaterThan(0);
  expect(Math.max(...messages.map(({ length }) => length))).toBeLessThanOrEqual(2001);
});

test('nothing is disabled by null, from JavaScript', () => {
  expect(findingsWith({ disabled: null as never }).map(({ rule }) => rule.id)).toEqual([SIZE]);
});

describe('the severity of a finding', () => {
  const severityOf = (options: ValidateOptions) => findingsWith({ ...options }).map(({ severity }) => severity);

  test('is that of the rule', () => { expect(severityOf({})).toEqual(['error']); });
  test('is that of the violation, if it has one', () => { expect(severityOf({ rules: [LESSER] })[0]).toBe('warning'); });
  test('is that of the options, before all others', () => { expect(severityOf({ rules: [LESSER], severities: { [SIZE]: 'error' } })[0]).toBe('error'); });
  test('is not one that the options inherit', () => {
    expect(severityOf({ severities: Object.create({ [SIZE]: 'warning' }) as Record<string, 'warning'> })).toEqual(['error']);
  });
});

describe('an application that has been read', () => {
  test('is validated like its templates', () => {
    expect(validateApplication(new Application([broken]))).toEqual(findingsWith());
  });

  test.each<[string, unknown]>([['null', null], ['a list of templates', [broken]], ['a map', {}]])('must be an Application, not %s', (_, value) => {
    expect(() => validateApplication(value as Application)).toThrow('validateApplication needs an Application of this module: new Application(sources)');
  });
});
