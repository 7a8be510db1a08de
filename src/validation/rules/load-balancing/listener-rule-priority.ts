import { LISTENER_RULE_PRIORITY } from '../../../facts/listener-rules';
import { Listener } from '../../model/entities/listener';
import { identityKey } from '../../model/index/identity';
import { repetitionsOf } from '../../model/index/repetitions';
import { ruleCall } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Rules of a listener have different priorities, from 1 to 50000',
  severity: 'error',
  outcome: 'refused',
  why: 'A listener evaluates its rules by priority. Elastic Load Balancing refuses a priority that another rule of the listener has, or that is out of range.',
  fix: 'Set another `priority`, or remove it from `Exposure.albListenerRule`, which then derives it from the conditions. In CloudFormation: Priority.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html',

  subject: 'application',
  *check(application) {
    const { min, max } = LISTENER_RULE_PRIORITY;
    for (const { priorityPlace } of application.listenerRules) {
      const priority = priorityPlace.asNumber;
      if (priority.satisfies(value => value < min || value > max)) {
        yield { location: priorityPlace.location, message: `priority ${priority} must be from ${min} to ${max}` };
      }
    }
    for (const { again, first } of repetitionsOf(application.listenerRules, keyOf, ({ resource }) => resource)) {
      yield {
        location: again.priorityPlace.location,
        related: [first.priorityPlace.location],
        message: `priority ${again.priorityPlace.asNumber} is used by rule ${first.resource.logicalId} of the same listener; set another one`,
      };
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'one priority for two rules': { A: ruleOf({ Ref: 'Listener' }, 10), B: ruleOf({ 'Fn::GetAtt': ['Listener', 'ListenerArn'] }, '10', '/ready') },
    'a priority above 50000': { A: ruleOf({ Ref: 'Listener' }, 50_001) },
    'a priority that only the default action has': { A: ruleOf({ Ref: 'Listener' }, 0) },
    'an imported listener': { A: ruleOf(listenerArn('50dc6c495c0c9188'), 10), B: ruleOf(listenerArn('50dc6c495c0c9188'), 10, '/ready') },
    'a rule that a custom resource creates': { scene: 'a Fargate service behind a listener rule from custom resources', change: { RulePriority: undefined, A: ruleOf({ Ref: 'Listener' }, 10) } },
    'a priority that a custom resource sets': { scene: 'a Fargate service behind a listener rule from custom resources', change: { RulePriority: settingPriority(20), A: ruleOf({ Ref: 'Listener' }, 20) } },
    'a priority that a custom resource changes only on update': {
      scene: 'a Fargate service behind a listener rule from custom resources', change: { RulePriority: settingPriority(20, 'Update'), A: ruleOf({ Ref: 'Listener' }, 10) },
    },
  },
  good: {
    'the first and the last priority': { A: ruleOf({ Ref: 'Listener' }, 1), B: ruleOf({ Ref: 'Listener' }, 50_000, '/ready') },
    'two priorities': { A: ruleOf({ Ref: 'Listener' }, 10), B: ruleOf({ Ref: 'Listener' }, 20, '/ready') },
    'two listeners': { A: ruleOf(listenerArn('50dc6c495c0c9188'), 10), B: ruleOf(listenerArn('1111111111111111'), 10) },
    'rules under different conditions': {
      A: { ...ruleOf({ Ref: 'Listener' }, 10), Condition: 'IsProduction' }, B: { ...ruleOf({ Ref: 'Listener' }, 10), Condition: 'IsTest' },
    },
    'two outputs of a nested stack': {
      A: ruleOf({ 'Fn::GetAtt': ['Platform', 'Outputs.ListenerA'] }, 10), B: ruleOf({ 'Fn::GetAtt': ['Platform', 'Outputs.ListenerB'] }, 10),
    },
    'a listener from a parameter': { A: ruleOf({ Ref: 'ListenerOfA' }, 10), B: ruleOf({ Ref: 'ListenerOfB' }, 10) },
    'a priority that a custom resource changes': { scene: 'a Fargate service behind a listener rule from custom resources', change: { RulePriority: settingPriority(20), A: ruleOf({ Ref: 'Listener' }, 10) } },
    'a rule that a custom resource creates only if the priority is free': { A: ruleOf({ Ref: 'Listener' }, 10), B: createdUnlessInUse(10) },
    'a priority that a custom resource sets only on update': {
      scene: 'a Fargate service behind a listener rule from custom resources', change: { RulePriority: settingPriority(20, 'Update'), A: ruleOf({ Ref: 'Listener' }, 20) },
    },
  },
});

function keyOf({ listenerPlace, priorityPlace }: Listener): string | undefined {
  const listener = identityKey(listenerPlace, { types: 'AWS::ElasticLoadBalancingV2::Listener' });
  const priority = priorityPlace.asNumber.known;
  return listener === undefined || priority === undefined ? undefined : `${listener} ${priority}`;
}

function ruleOf(ListenerArn: unknown, Priority: unknown, path = '/health') {
  return { Type: 'AWS::ElasticLoadBalancingV2::ListenerRule', Properties: settings(ListenerArn, Priority, path) };
}

function settings(ListenerArn: unknown, Priority: unknown, path = '/health') {
  return {
    ListenerArn,
    Priority,
    Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: [path] } }],
    Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200' } }],
  };
}

function settingPriority(Priority: number, event = 'Create') { return ruleCall('setRulePriorities', { RulePriorities: [{ RuleArn: '${Rule}', Priority }] }, { event }); }

/** A custom resource that creates a rule, and ignores the error if another rule has the priority. */
function createdUnlessInUse(Priority: number) {
  return ruleCall('createRule', settings('${Listener}', Priority), { physicalResourceId: { id: 'rule' }, ignoreErrorCodesMatching: 'PriorityInUse' });
}

function listenerArn(loadBalancer: string): string {
  return `arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shop/${loadBalancer}/f2f7dc8efc522ab2`;
}
