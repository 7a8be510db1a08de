import { dependencyGraph } from '../support/dependency-graph';

const resource = (Properties: Record<string, unknown> = {}, DependsOn?: string | string[]) => ({ Type: 'AWS::Test::Thing', Properties, DependsOn });

describe('a resource is created after another one', () => {
  test.each<[string, ReturnType<typeof resource>]>([
    ['Ref', resource({ Name: { Ref: 'First' } })],
    ['Ref in a list of a list', resource({ Names: [[{ Ref: 'First' }]] })],
    ['Fn::GetAtt', resource({ Arn: { 'Fn::GetAtt': ['First', 'Arn'] } })],
    ['Fn::GetAtt as a text', resource({ Arn: { 'Fn::GetAtt': 'First.Arn' } })],
    ['Fn::Sub', resource({ Arn: { 'Fn::Sub': 'arn:${AWS::Partition}:${First}' } })],
    ['an attribute in Fn::Sub', resource({ Arn: { 'Fn::Sub': '${First.Arn}/*' } })],
    ['a variable of Fn::Sub', resource({ Arn: { 'Fn::Sub': ['${Name}', { Name: { Ref: 'First' } }] } })],
    ['DependsOn', resource({}, 'First')],
    ['a list of DependsOn', resource({}, ['First'])],
  ])('because of %s', (_, second) => {
    const graph = dependencyGraph({ Resources: { Second: second, First: resource() } });
    expect(graph.creationOrder()).toEqual(['First', 'Second']);
    expect(graph.waitsFor('Second', 'First')).toBe(true);
    expect(graph.waitsFor('First', 'Second')).toBe(false);
  });

  test('through a third one', () => {
    const graph = dependencyGraph({ Resources: { Third: resource({}, 'Second'), Second: resource({}, 'First'), First: resource() } });
    expect(graph.waitsFor('Third', 'First')).toBe(true);
  });
});

test.each([
  ['a literal of Fn::Sub', resource({ Text: { 'Fn::Sub': '${!First}' } })],
  ['the name of a variable of Fn::Sub', resource({ Text: { 'Fn::Sub': ['${First}', { First: 'text' }] } })],
  ['a text', resource({ Text: 'First' })],
])('%s is no dependency', (_, second) => {
  expect(dependencyGraph({ Resources: { Second: second, First: resource() } }).waitsFor('Second', 'First')).toBe(false);
});

test('a cycle has no order', () => {
  const graph = dependencyGraph({ Resources: { First: resource({}, 'Second'), Second: resource({}, 'First') } });
  expect(() => graph.creationOrder()).toThrow('circular dependency: First → Second → First');
});

test('pairs of types that may be created in any order are listed', () => {
  const graph = dependencyGraph({ Resources: { A: { Type: 'A' }, B: { Type: 'B', DependsOn: 'A' }, C: { Type: 'C', DependsOn: 'A' } } });
  expect(graph.outOfOrder('A', 'B')).toEqual([]);
  expect(graph.outOfOrder('A', 'B', 'C')).toEqual(['C (C) does not wait for B']);
  expect(() => graph.outOfOrder('A', 'D')).toThrow('the template has no D');
});
