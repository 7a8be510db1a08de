import type { RawResource, RawTemplate } from '../../../src/validation/model/evaluation/source';
import { dependencyCycles } from '../../../src/validation/model/queries/dependency-cycles';
import { appOf } from '../../support/model';

const TOPIC = 'AWS::SNS::Topic';

/** A resource that refers to others in one of its properties. */
function resource(value: unknown, rest: Partial<RawResource> = {}): RawResource {
  return { Type: TOPIC, Properties: { DisplayName: value }, ...rest };
}

/** The cycles in a template, each as the ids and properties on it. */
function cycles(resources: Readonly<Record<string, RawResource>>, rest: Omit<RawTemplate, 'Resources'> = {}): string[] {
  return dependencyCycles(appOf(resources, rest).templates[0]).map(cycle => cycle.map(step => `${step.resource.logicalId} ${step.place}`).join(', '));
}

test.each([
  ['Ref', { Ref: 'B' }],
  ['Fn::GetAtt', { 'Fn::GetAtt': ['B', 'TopicName'] }],
  ['Fn::GetAtt as a string', { 'Fn::GetAtt': 'B.TopicName' }],
  ['Fn::Sub', { 'Fn::Sub': 'x-${B.TopicName}' }],
  ['Fn::Sub with variables', { 'Fn::Sub': ['x-${B}', { Other: 1 }] }],
  ['a variable of Fn::Sub', { 'Fn::Sub': ['x-${Other}', { Other: { Ref: 'B' } }] }],
  ['Fn::Join', { 'Fn::Join': ['', ['x', { Ref: 'B' }]] }],
])('a cycle through %s is found', (_, value) => {
  expect(cycles({ A: resource(value), B: resource({ Ref: 'A' }) })).toEqual(['A DisplayName, B DisplayName']);
});

test('a cycle of DependsOn only is found', () => {
  expect(cycles({ A: resource('a', { DependsOn: ['C', 'B'] }), B: resource('b', { DependsOn: 'A' }), C: resource('c') })).toEqual(['A DependsOn, B DependsOn']);
});

test('a cycle starts at its service, along the shortest path', () => {
  const service = { Type: 'AWS::ECS::Service', Properties: { Tags: [{ Key: 'a', Value: { Ref: 'A' } }, { Key: 'c', Value: { Ref: 'C' } }] } };
  expect(cycles({ A: resource({ Ref: 'B' }), B: resource({ Ref: 'Service' }), C: resource({ Ref: 'Service' }), Service: service }))
    .toEqual(['Service Tags.1.Value, C DisplayName']);
});

test.each([
  ['a variable of Fn::Sub with the same name as a resource', { A: resource({ 'Fn::Sub': ['${B}', { B: 'b' }] }), B: resource({ Ref: 'A' }) }],
  ['literal text of Fn::Sub', { A: resource({ 'Fn::Sub': '${!B}' }), B: resource({ Ref: 'A' }) }],
  ['a branch of Fn::If', { A: resource({ 'Fn::If': ['Prod', { Ref: 'B' }, 'b'] }), B: resource({ Ref: 'A' }) }],
  ['a resource under a condition', { A: resource({ Ref: 'B' }, { Condition: 'Prod' }), B: resource({ Ref: 'A' }) }],
  ['metadata', { A: resource('a', { Metadata: { B: { Ref: 'B' } } }), B: resource({ Ref: 'A' }) }],
  ['a SAM event, which is a separate permission', {
    A: { Type: 'AWS::Serverless::Function', Properties: { Events: { Any: { Properties: { RestApiId: { Ref: 'B' } } } } } }, B: resource({ Ref: 'A' }),
  }],
  ['a pseudo parameter', { A: resource({ Ref: 'AWS::StackName' }), B: resource({ Ref: 'A' }) }],
])('%s causes no cycle', (_, resources) => {
  expect(cycles(resources)).toEqual([]);
});

test('resources under one condition have a cycle if they exist', () => {
  expect(cycles({ A: resource({ Ref: 'B' }, { Condition: 'Prod' }), B: resource({ Ref: 'A' }, { Condition: 'Prod' }) })).toHaveLength(1);
});

test('a long cycle is found', () => {
  const chain = (length: number) => Object.fromEntries(Array.from({ length }, (_, number) => [`R${number}`, resource({ Ref: `R${(number + 1) % length}` })]));
  expect(dependencyCycles(appOf(chain(20_000)).templates[0])[0]).toHaveLength(20_000);
});
