import { Application } from '../../../src/validation/model/application';
import type { TemplateSource } from '../../../src/validation/model/evaluation/source';
import { mayNameOne } from '../../../src/validation/model/index/unresolved-reference';
import { sourceOf, valueIn } from '../../support/model';

const IRELAND = { account: '111122223333', region: 'eu-west-1' };

/** The possible targets of a value in one stack, with a stack that contains a cluster with that name. */
function clusterFor(Value: unknown, ClusterName: unknown, here: Partial<TemplateSource> = {}, there: Partial<TemplateSource> = here) {
  const application = new Application([
    { ...sourceOf('clusters', { Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName } } }), ...there },
    { ...sourceOf('services', { Subject: { Type: 'Test::Subject', Properties: { Value } } }), ...here },
  ]);
  const place = valueIn(application);
  return {
    isResolved: application.resolve(place, 'AWS::ECS::Cluster', 'ClusterName') !== undefined,
    mayBeOne: mayNameOne(place, 'AWS::ECS::Cluster', application),
  };
}

test('a literal name refers to a cluster in the same account and Region', () => {
  expect(clusterFor('prod', 'prod', IRELAND)).toEqual({ isResolved: true, mayBeOne: false });
});

test.each<[string, Partial<TemplateSource>, Partial<TemplateSource>]>([
  ['stacks without account and Region', {}, {}],
  ['stacks with the same account and an unknown Region', { account: IRELAND.account }, { account: IRELAND.account }],
  ['stacks with the same Region and an unknown account', { region: IRELAND.region }, { region: IRELAND.region }],
  ['a stack without account and Region, and one with both', {}, IRELAND],
])('a literal name may refer to a cluster in another stack: %s', (_, here, there) => {
  expect(clusterFor('prod', 'prod', here, there)).toEqual({ isResolved: false, mayBeOne: true });
});

test.each<[string, unknown, unknown, boolean]>([
  ['another literal', 'prod', 'test', false],
  ['a cluster with an unknown name', 'prod', { Ref: 'Name' }, true],
  ['a cluster with a generated name', 'prod', undefined, false],
  ['an unknown value', { Ref: 'Name' }, 'prod', true],
  ['an ARN with the name', 'arn:aws:ecs:eu-west-1:111122223333:cluster/prod', 'prod', true],
  ['an ARN with another name', 'arn:aws:ecs:eu-west-1:111122223333:cluster/web', 'prod', false],
])('a value that refers to a cluster in another stack or to none: %s', (_, value, name, mayBeOne) => {
  expect(clusterFor(value, name)).toEqual({ isResolved: false, mayBeOne });
});

test('a name that contains the Region is not resolved across stacks', () => {
  const name = { 'Fn::Sub': 'web-${AWS::Region}' };
  expect(clusterFor(name, name)).toEqual({ isResolved: false, mayBeOne: true });
  expect(clusterFor(name, name, IRELAND).isResolved).toBe(true);
});
