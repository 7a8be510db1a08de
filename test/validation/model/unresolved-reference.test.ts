import { Application } from '../../../src/validation/model/application';
import type { TemplateSource } from '../../../src/validation/model/evaluation/source';
import { mayNameOne } from '../../../src/validation/model/index/unresolved-reference';
import { sourceOf, valueIn } from '../../support/model';

const IRELAND = { account: '111122223333', region: 'eu-west-1' };

/** What a value of one stack may be, beside a stack with a cluster of that name. */
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

test('a literal name is that of a cluster in the same account and Region', () => {
  expect(clusterFor('prod', 'prod', IRELAND)).toEqual({ isResolved: true, mayBeOne: false });
});

test.each<[string, Partial<TemplateSource>, Partial<TemplateSource>]>([
  ['stacks that may be deployed anywhere', {}, {}],
  ['stacks of an account of which the Region is open', { account: IRELAND.account }, { account: IRELAND.account }],
  ['stacks of a Region of which the account is open', { region: IRELAND.region }, { region: IRELAND.region }],
  ['a stack that may be deployed anywhere, and one that may not', {}, IRELAND],
])('a literal name may be that of a cluster elsewhere, and may be another: %s', (_, here, there) => {
  expect(clusterFor('prod', 'prod', here, there)).toEqual({ isResolved: false, mayBeOne: true });
});

test.each<[string, unknown, unknown, boolean]>([
  ['another literal', 'prod', 'test', false],
  ['a cluster of which the name is not known', 'prod', { Ref: 'Name' }, true],
  ['a cluster that CloudFormation names', 'prod', undefined, false],
  ['a value that is not known', { Ref: 'Name' }, 'prod', true],
  ['an ARN with the name', 'arn:aws:ecs:eu-west-1:111122223333:cluster/prod', 'prod', true],
  ['an ARN with another name', 'arn:aws:ecs:eu-west-1:111122223333:cluster/web', 'prod', false],
])('what names a cluster of another stack or none: %s', (_, value, name, mayBeOne) => {
  expect(clusterFor(value, name)).toEqual({ isResolved: false, mayBeOne });
});

test('a name that holds the Region is not followed from one stack to another', () => {
  const name = { 'Fn::Sub': 'web-${AWS::Region}' };
  expect(clusterFor(name, name)).toEqual({ isResolved: false, mayBeOne: true });
  expect(clusterFor(name, name, IRELAND).isResolved).toBe(true);
});
