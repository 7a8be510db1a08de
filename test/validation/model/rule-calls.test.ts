import { listenerRuleAt } from '../../../src/validation/model/entities/listener';
import type { RawResource } from '../../../src/validation/model/evaluation/source';
import { mayBeProvisionedOutside } from '../../../src/validation/model/index/external-access';
import { mayForwardAnywhere } from '../../../src/validation/model/queries/listener-writers';
import { appOf, resourceIn } from '../../support/model';

type Resources = Readonly<Record<string, RawResource>>;

const SERVICE = 'elastic-load-balancing-v2';
const ARN_IN_RESPONSE = { responsePath: 'Rules.0.RuleArn' };
const FORWARD = [{ Type: 'forward', TargetGroupArn: '${Targets}' }];
const SETTINGS = { ListenerArn: '${Listener}', Priority: 10, Conditions: [{ Field: 'path-pattern', Values: ['/a'] }], Actions: FORWARD };
const PARTS: Resources = {
  Targets: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup' },
  Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' },
  Listener: {
    Type: 'AWS::ElasticLoadBalancingV2::Listener',
    Properties: { LoadBalancerArn: { Ref: 'Balancer' }, Protocol: 'HTTP', DefaultActions: [{ Type: 'fixed-response' }] },
  },
};

const sub = (value: object) => ({ 'Fn::Sub': JSON.stringify(value) });
const call = (action: string, parameters: object, more: object = {}) => sub(
  { service: SERVICE, action, parameters, physicalResourceId: ARN_IN_RESPONSE, ...more });
const custom = (properties: object): RawResource => (
  { Type: 'Custom::AWS', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:x', ...properties } });
const creator = (parameters: object = {}, more: object = {}): Resources => ({ Rule: custom({ Create: call('createRule', { ...SETTINGS, ...parameters }, more) }) });
const modified = (parameters: object): Resources => ({ Change: custom({ Create: call('modifyRule', { RuleArn: '${Rule}', ...parameters }) }) });
const reordered = (Priority: unknown, RuleArn: unknown = '${Rule}'): Resources => ({ Order: custom({ Create: call('setRulePriorities', { RulePriorities: [{ RuleArn, Priority }] }) }) });

const appWith = (...parts: readonly Resources[]) => appOf(Object.assign({}, PARTS, ...parts));
const ruleIn = (...parts: readonly Resources[]) => appWith(...parts).listenerRules[0];

describe('a custom resource creates a listener rule', () => {
  test.each(['elastic-load-balancing-v2', 'Elastic-Load-Balancing-V2', '@aws-sdk/client-elastic-load-balancing-v2', 'ElasticLoadBalancingV2', 'ELBv2', 'elbv2'])('of service %s', service => {
    expect(ruleIn(creator({}, { service })).priorityPlace.asNumber.known).toBe(10);
  });

  test.each(['createRule', 'CreateRule', 'CreateRuleCommand', 'createRuleCommand'])('with action %s', action => {
    expect(ruleIn(creator({}, { action })).priorityPlace.asNumber.known).toBe(10);
  });

  test.each(['Custom::AWS', 'Custom::ListenerRule', 'AWS::CloudFormation::CustomResource'])('with type %s', type => {
    const { Rule } = creator();
    expect(ruleIn({ Rule: { ...Rule, Type: type } }).resource.logicalId).toBe('Rule');
  });

  test('that forwards to a target group', () => {
    const [group] = appWith(creator()).targetGroups;
    expect([group.isUnused, group.forwarders.map(({ logicalId }) => logicalId), group.loadBalancers.all.map(({ resource }) => resource.logicalId)]).toEqual([false, ['Rule'], ['Balancer']]);
  });

  test('with findings that contain the location in the string', () => {
    const { conditionsPlace, priorityPlace, actionsPlace, protocol } = ruleIn(creator());
    expect([conditionsPlace, priorityPlace, actionsPlace].map(({ location }) => location.path)).toEqual(
      ['Conditions', 'Priority', 'Actions'].map(key => `Properties.Create.parameters.${key}`));
    expect(protocol.known).toBe('HTTP');
  });

  test('with the priority that another custom resource sets', () => {
    const { priorityPlace } = ruleIn(creator(), reordered(20));
    expect([priorityPlace.asNumber.known, priorityPlace.location.logicalId]).toEqual([20, 'Order']);
  });

  test('with the conditions that another custom resource sets, and its own actions', () => {
    const { conditionsPlace, actionsPlace } = ruleIn(creator(), modified({ Conditions: [] }));
    expect([conditionsPlace.asList.isEmpty, conditionsPlace.location.logicalId, actionsPlace.location.logicalId]).toEqual([true, 'Change', 'Rule']);
  });

  test('whose own update changes it, so that it has the first conditions', () => {
    const Update = call('modifyRule', { RuleArn: 'PHYSICAL:RESOURCEID:', Conditions: [] });
    const { Rule } = creator();
    expect(ruleIn({ Rule: custom({ ...Rule.Properties as object, Update }) }).conditionsPlace.asList.length).toBe(1);
  });

  test('with the priority that another custom resource sets on creation, independent of its update', () => {
    const [Create, Update] = [20, 30].map(Priority => call('setRulePriorities', { RulePriorities: [{ RuleArn: '${Rule}', Priority }] }));
    expect(ruleIn(creator(), { Order: custom({ Create, Update }) }).priorityPlace.asNumber.known).toBe(20);
  });

  test('that a second custom resource changes, with the response of the first one', () => {
    const { priorityPlace } = ruleIn(creator({}, { physicalResourceId: { id: 'rule' } }), {
      Order: custom({ Create: { 'Fn::Join': ['', ['{"service":"elbv2","action":"setRulePriorities","parameters":{"RulePriorities":[{"Priority":20,"RuleArn":"', { 'Fn::GetAtt': ['Rule', 'Rules.0.RuleArn'] }, '"}]}}']] } }),
    });
    expect(priorityPlace.asNumber.known).toBe(20);
  });

  test('with an unknown priority if two other custom resources set it', () => {
    const { priorityPlace } = ruleIn(creator(), reordered(20), { Again: reordered(30).Order });
    expect(priorityPlace.asNumber.isDeferred).toBe(true);
  });

  test('with an unknown priority if another custom resource sets it under a condition', () => {
    expect(ruleIn(creator(), { Order: { ...reordered(20).Order, Condition: 'IsTest' } }).priorityPlace.asNumber.isDeferred).toBe(true);
  });

  const IGNORING = { ignoreErrorCodesMatching: 'PriorityInUse|RuleNotFound' };
  const unchecked = (action: string, parameters: object): Resources => ({ Change: custom({ Create: call(action, parameters, IGNORING) }) });

  test.each<[string, Resources]>([
    ['sets', unchecked('setRulePriorities', { RulePriorities: [{ RuleArn: '${Rule}', Priority: 20 }] })],
    ['modifies', unchecked('modifyRule', { RuleArn: '${Rule}', Priority: 20 })],
  ])('with an unknown priority if another custom resource %s it and ignores errors', (_, change) => {
    const { priorityPlace, actionsPlace } = ruleIn(creator(), change);
    expect([priorityPlace.asNumber.isDeferred, actionsPlace.asList.length]).toEqual([true, 1]);
  });

  test('with unknown settings if it ignores errors', () => {
    const { priorityPlace, conditionsPlace } = ruleIn(creator({}, IGNORING));
    expect([priorityPlace.asNumber.isDeferred, conditionsPlace.asList.isKnown]).toEqual([true, false]);
  });

  test('whose update makes the same call as the creation of another one, with one value', () => {
    const Create = call('setRulePriorities', { RulePriorities: [{ RuleArn: '${Rule}', Priority: 20 }] });
    expect(ruleIn(creator(), { Order: custom({ Create, Update: Create }) }).priorityPlace.asNumber.known).toBe(20);
  });
});

test('a custom resource changes the priority of a CloudFormation rule', () => {
  const rule = { Type: 'AWS::ElasticLoadBalancingV2::ListenerRule', Properties: { ListenerArn: { Ref: 'Listener' }, Priority: 1, Actions: [] } };
  expect(ruleIn({ Rule: rule }, reordered(20)).priorityPlace.asNumber.known).toBe(20);
});

describe('a reference to the rule', () => {
  const at = (place: unknown, more: object = {}, rule: Resources = creator({}, more)) => {
    const application = appWith(rule, { Subject: { Type: 'Test::Subject', Properties: { Value: place } } });
    return listenerRuleAt(resourceIn(application, 'Subject').properties.get('Value'), application)?.resource.logicalId;
  };
  const rule: Resources = { Rule: { Type: 'AWS::ElasticLoadBalancingV2::ListenerRule', Properties: {} } };

  test('is Ref of the custom resource', () => { expect(at({ Ref: 'Rule' })).toBe('Rule'); });
  test('is the ARN in the response', () => { expect(at({ 'Fn::GetAtt': ['Rule', 'Rules.0.RuleArn'] })).toBe('Rule'); });
  test.each([[{ Ref: 'Rule' }], [{ 'Fn::GetAtt': ['Rule', 'RuleArn'] }]])('is %j for a CloudFormation rule', place => { expect(at(place, {}, rule)).toBe('Rule'); });
  test('is not Ref with another physical id', () => { expect(at({ Ref: 'Rule' }, { physicalResourceId: { id: 'rule' } })).toBeUndefined(); });
  test('is not another attribute', () => { expect(at({ 'Fn::GetAtt': ['Rule', 'Rules.0.Priority'] })).toBeUndefined(); });
  test('is not another attribute of a CloudFormation rule', () => { expect(at({ 'Fn::GetAtt': ['Rule', 'IsDefault'] }, {}, rule)).toBeUndefined(); });
  test('is not the response of a call that creates no rule', () => {
    expect(at({ 'Fn::GetAtt': ['Change', 'Rules.0.RuleArn'] }, {}, { ...creator(), ...modified({}) })).toBeUndefined();
  });
  test.each([[{ Ref: 'Parameter' }], ['arn:aws:x'], [{ Ref: 'Targets' }]])('is not %j', place => { expect(at(place)).toBeUndefined(); });
});

describe('a call does not create a listener rule', () => {
  test.each<[string, unknown]>([
    ['for another service', call('createRule', SETTINGS, { service: 'events' })],
    ['for version 1 of load balancing', call('createRule', SETTINGS, { service: 'elastic-load-balancing' })],
    ['with another action', call('createRuleSet', SETTINGS)],
    ['for an unknown service', { 'Fn::Join': ['', ['{"action":"createRule","parameters":{},"service":"', { Ref: 'Service' }, '"}']] }],
    ['that is not JSON', '{"service":"elbv2","action":"createRule"'],
    ['that is a list', '["createRule"]'],
    ['that is a string', '"createRule"'],
    ['that is a map in the template', { service: SERVICE, action: 'createRule' }],
    ['from a parameter', { Ref: 'Call' }],
  ])('%s', (_, Create) => { expect(appWith({ Rule: custom({ Create }) }).listenerRules).toEqual([]); });

  test('in another resource type', () => {
    const { Rule } = creator();
    expect(appWith({ Rule: { ...Rule, Type: 'AWS::SSM::Parameter' } }).listenerRules).toEqual([]);
  });

  test('that only an update makes', () => { expect(appWith({ Rule: custom({ Update: call('createRule', SETTINGS) }) }).listenerRules).toEqual([]); });
});

describe('values of a call that are known only at deployment are unknown', () => {
  const parameters = { Service: SERVICE };
  const joined = (...pieces: readonly unknown[]) => ({ Rule: custom({ Create: { 'Fn::Join': ['', pieces] } }) });
  const head = `{"service":"${parameters.Service}","action":"createRule","parameters":`;

  test('all parameters', () => {
    const application = appWith(joined(head, { Ref: 'Parameters' }, '}'));
    expect([application.listenerRules[0].priorityPlace.asNumber.isDeferred, application.targetGroups[0].isUnused]).toEqual([true, false]);
  });

  test('one parameter', () => {
    const [rule] = appWith(joined(`${head}{"Conditions":[],"Priority":`, { Ref: 'Priority' }, '}}')).listenerRules;
    expect([rule.priorityPlace.asNumber.isDeferred, rule.conditionsPlace.asList.isEmpty]).toEqual([true, true]);
  });
});

describe('a resource in a custom resource', () => {
  const mayChange = (...parts: readonly Resources[]) => {
    const application = appWith(...parts);
    return mayBeProvisionedOutside(resourceIn(application, 'Targets'), application);
  };
  const { Rule } = creator();
  const rule = (properties: object): Resources => ({ Rule: custom({ ...Rule.Properties as object, ...properties }) });
  const DELETE = JSON.stringify({ service: SERVICE, action: 'deleteRule', parameters: { RuleArn: 'PHYSICAL:RESOURCEID:' } });
  const MODIFY = call('modifyRule', { RuleArn: 'PHYSICAL:RESOURCEID:', Actions: FORWARD });

  test.each<[string, readonly Resources[]]>([
    ['creates a rule', [creator()]],
    ['deletes it on deletion', [rule({ Delete: DELETE, InstallLatestAwsSdk: false, ServiceTimeout: 60 })]],
    ['changes its own rule', [rule({ Update: MODIFY })]],
    ['changes a rule in the app', [creator(), modified({ Actions: FORWARD })]],
    ['creates and updates with one call', [rule({ Update: (Rule.Properties as { readonly Create: unknown }).Create })]],
  ])('has known changes if the custom resource only %s', (_, parts) => { expect(mayChange(...parts)).toBe(false); });

  test.each<[string, readonly Resources[]]>([
    ['no call', [{ Rule: { ...custom({}), DependsOn: ['Targets'] } }]],
    ['a change of itself with another id than its ARN', [{ Rule: custom({ Create: call('createRule', SETTINGS, { physicalResourceId: { id: 'rule' } }), Update: MODIFY }) }]],
    ['another property', [rule({ Group: { Ref: 'Targets' } })]],
    ['another call on update', [rule({ Update: sub({ service: SERVICE, action: 'registerTargets' }) })]],
    ['another call on deletion', [rule({ Delete: sub({ service: SERVICE, action: 'createRule' }) })]],
    ['a second rule on update', [rule({ Update: call('createRule', { ...SETTINGS, Priority: 11 }) })]],
    ['an unknown rule', [creator(), { Change: custom({ Create: call('modifyRule', { RuleArn: '${Parameter}', Actions: FORWARD }) }) }]],
    ['a rule outside the app', [{ Change: custom({ Create: call('modifyRule', { RuleArn: 'arn:aws:x', Actions: FORWARD }) }) }]],
    ['a change without an ARN', [creator({}, { physicalResourceId: { id: 'rule' } }), modified({ Actions: FORWARD })]],
    ['another service', [creator({}, { service: 'events' })]],
    ['an unknown list of rules', [{ Order: custom({ Create: { 'Fn::Sub': `{"service":"${SERVICE}","action":"setRulePriorities","parameters":{"RulePriorities":\${A},"x":"\${Targets}"}}` } }) }]],
  ])('may have other changes if the custom resource has %s', (_, parts) => { expect(mayChange(...parts)).toBe(true); });
});

describe('the function of custom resources that may change any listener', () => {
  const handler: Resources = {
    Handler: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: { Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'elasticloadbalancing:CreateRule', Resource: '*' }] } }] },
    },
  };
  const served = ({ Type, Properties }: RawResource): RawResource => ({ Type, Properties: { ...Properties as object, ServiceToken: { 'Fn::GetAtt': ['Handler', 'Arn'] } } });

  test('changes no other rules', () => { expect(mayForwardAnywhere(appWith(handler, { Rule: served(creator().Rule) }))).toBe(false); });
  test('may change others if a call is unknown', () => {
    expect(mayForwardAnywhere(appWith(handler, { Rule: served(creator().Rule), Other: served(custom({ Create: { Ref: 'Call' } })) }))).toBe(true);
  });
});
