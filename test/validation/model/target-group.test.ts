import { Application } from '../../../src/validation/model/application';
import type { RawResource } from '../../../src/validation/model/evaluation/source';
import { appOf, sourceOf } from '../../support/model';

type Resources = Readonly<Record<string, RawResource>>;

const PARTS: Resources = {
  Targets: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup' },
  Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' },
};
const listener = (actions: unknown, id = 'Listener'): Resources => ({
  [id]: { Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: { LoadBalancerArn: { Ref: 'Balancer' }, DefaultActions: actions } },
});
const rule = (actions: unknown): Resources => ({
  ...listener([{ Type: 'fixed-response' }]),
  Rule: { Type: 'AWS::ElasticLoadBalancingV2::ListenerRule', Properties: { ListenerArn: { Ref: 'Listener' }, Actions: actions } },
});
const FORWARD = { Type: 'forward', TargetGroupArn: { Ref: 'Targets' } };
const WEIGHTED = { Type: 'forward', ForwardConfig: { TargetGroups: [{ TargetGroupArn: { Ref: 'Targets' }, Weight: 1 }] } };

const groupOf = (...parts: readonly Resources[]) => appOf(Object.assign({}, PARTS, ...parts)).targetGroups[0];

describe('a target group is reached', () => {
  test.each<[string, Resources]>([
    ['from a listener', listener([FORWARD])],
    ['from a weighted listener', listener([WEIGHTED])],
    ['after an authentication action', listener([{ Type: 'authenticate-oidc', AuthenticateOidcConfig: {} }, FORWARD])],
    ['from a rule', rule([FORWARD])],
    ['from a weighted rule', rule([WEIGHTED])],
  ])('%s', (_, part) => { expect(groupOf(part).loadBalancers.all.map(({ resource }) => resource.logicalId)).toEqual(['Balancer']); });

  test('from another stack', () => {
    const application = new Application([
      sourceOf('targets', PARTS, { Outputs: { A: { Value: { Ref: 'Targets' }, Export: { Name: 'A' } } } }),
      sourceOf('listeners', listener([{ Type: 'forward', TargetGroupArn: { 'Fn::ImportValue': 'A' } }])),
    ]);
    expect(application.targetGroups[0].forwarders.map(({ logicalId }) => logicalId)).toEqual(['Listener']);
  });
});

describe('a target group is unused', () => {
  test('without listeners', () => { expect(groupOf().isUnused).toBe(true); });
  test('if listeners forward to others', () => { expect(groupOf(listener([{ Type: 'forward', TargetGroupArn: 'arn:aws:x' }])).isUnused).toBe(true); });
});

describe('a target group is not known to be unused', () => {
  test.each<[string, Resources]>([
    ['if a listener forwards to it', listener([FORWARD])],
    ['if a listener forwards to a parameter', listener([{ Type: 'forward', TargetGroupArn: { Ref: 'Group' } }])],
    ['if a listener forwards to a list of parameters', listener([{ Type: 'forward', ForwardConfig: { TargetGroups: { Ref: 'Groups' } } }])],
    ['if the actions of a listener are a parameter', listener({ Ref: 'Actions' })],
    ['if a forward action is under a condition', listener([{ 'Fn::If': ['C', FORWARD, { Ref: 'AWS::NoValue' }] }])],
    ['if a custom resource refers to it', { X: { Type: 'Custom::X', Properties: { Group: { Ref: 'Targets' } } } }],
  ])('%s', (_, part) => { expect(groupOf(part).isUnused).toBe(false); });
});

test('the load balancers of a target group may be more than the known ones, if a listener forwards to an unknown target group', () => {
  const other = listener([{ Type: 'forward', TargetGroupArn: { Ref: 'SomeGroup' } }], 'Other');
  const { loadBalancers } = groupOf(listener([FORWARD]), other);
  expect([loadBalancers.isComplete, loadBalancers.known.map(({ resource }) => resource.logicalId)]).toEqual([false, ['Balancer']]);
});
