import { Application } from '../../../src/validation/model/application';
import { appOf, placeOf, sourceOf } from '../../support/model';

const TRUE = { 'Fn::Equals': ['1', 1] };
const FALSE = { 'Fn::Equals': ['1', '2'] };
const UNDECIDED = { 'Fn::Equals': [{ Ref: 'Size' }, '2'] };

function branchUnder(condition: unknown, others: object = {}): readonly string[] {
  return placeOf({ 'Fn::If': ['Asked', 'yes', 'no'] }, { Parameters: { Size: { Type: 'String' } }, Conditions: { Asked: condition, ...others } }).asText.possible as string[];
}

describe('Fn::If has one outcome', () => {
  test.each<[string, unknown, string]>([
    ['equal literals', TRUE, 'yes'],
    ['different literals', FALSE, 'no'],
    ['a negation', { 'Fn::Not': [FALSE] }, 'yes'],
    ['all true', { 'Fn::And': [TRUE, TRUE] }, 'yes'],
    ['one false among undecided conditions', { 'Fn::And': [UNDECIDED, FALSE] }, 'no'],
    ['one true among undecided conditions', { 'Fn::Or': [UNDECIDED, TRUE] }, 'yes'],
    ['all false', { 'Fn::Or': [FALSE, FALSE] }, 'no'],
    ['another condition', { Condition: 'Other' }, 'yes'],
  ])('if its condition is %s', (_, condition, expected) => { expect(branchUnder(condition, { Other: TRUE })).toEqual([expected]); });
});

describe('Fn::If has both outcomes', () => {
  test.each<[string, unknown]>([
    ['a parameter', UNDECIDED],
    ['the negation of an undecided condition', { 'Fn::Not': [UNDECIDED] }],
    ['one undecided among true conditions', { 'Fn::And': [TRUE, UNDECIDED] }],
    ['one undecided among false conditions', { 'Fn::Or': [FALSE, UNDECIDED] }],
    ['an Or without parts', { 'Fn::Or': [] }],
    ['itself', { Condition: 'Asked' }],
    ['the negation of itself', { 'Fn::Not': [{ Condition: 'Asked' }] }],
    ['an unknown function', { 'Fn::Some': [TRUE] }],
    ['two functions', { ...TRUE, 'Fn::Not': [TRUE] }],
    ['an Or of literals', { 'Fn::Equals': [{ 'Fn::If': ['Open', '1', '2'] }, '1'] }],
    ['no condition', 'true'],
  ])('if its condition is %s', (_, condition) => { expect(branchUnder(condition, { Open: UNDECIDED })).toEqual(['yes', 'no']); });

  test('if its condition does not exist', () => { expect(placeOf({ 'Fn::If': ['Missing', 'yes', 'no'] }).asText.possible).toEqual(['yes', 'no']); });
});

test('the Region of the stack decides a condition', () => {
  const template = { Conditions: { Home: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } } };
  const at = (region: string) => new Application([{ ...sourceOf('t', { A: { Type: 'AWS::ECS::Cluster', Condition: 'Home' } }, template), region }]).clusters.length;
  expect([at('eu-west-1'), at('us-east-1')]).toEqual([1, 0]);
});

test('a deeply nested condition is undecided', () => {
  const deep = Array.from({ length: 5_000 }).reduce<unknown>(inner => ({ 'Fn::Not': [inner] }), TRUE);
  expect(branchUnder(deep)).toEqual(['yes', 'no']);
});

test('a resource under a false condition is not created, but can be referred to', () => {
  const application = appOf({
    Tasks: { Type: 'AWS::ECS::TaskDefinition', Condition: 'Never' },
    Service: { Type: 'AWS::ECS::Service', Properties: { TaskDefinition: { Ref: 'Tasks' } } },
  }, { Conditions: { Never: FALSE } });
  expect(application.taskDefinitions).toEqual([]);
  expect(application.services).toHaveLength(1);
});
