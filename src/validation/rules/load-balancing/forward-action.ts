import { FORWARD_TARGET_GROUPS, FORWARD_WEIGHT, GROUPS_BESIDE_ARN } from '../../../facts/listener-actions';
import { APPLICATION_PROTOCOLS, STICKINESS_DURATION } from '../../../facts/target-group-attributes';
import { Listener } from '../../model/entities/listener';
import type { Node } from '../../model/evaluation/node';
import { adminRule } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'A forward action has one to five target groups with valid weights',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation does not check the settings of an action. Elastic Load Balancing refuses the listener or the rule.',
  fix: 'Pass a target group to `elbv2.ListenerAction.forward()`, or values in the range of the message to `weightedForward()`. In CloudFormation: TargetGroupArn or ForwardConfig of the action.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ForwardActionConfig.html',

  subject: 'application',
  *check({ listenersAndRules }) {
    for (const listener of listenersAndRules) {
      for (const action of listener.actions.sure.filter(each => each.text('Type').is('forward'))) { yield* wrongForward(action, listener); }
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'no target group': { Rule: adminRule({ Type: 'forward' }) },
    'an empty list of target groups': { Rule: forwardRule({ TargetGroups: [] }) },
    'six target groups': { Rule: forwardRule({ TargetGroups: groups(6) }) },
    'a weight above the maximum': { Rule: forwardRule({ TargetGroups: groups(2, 1000) }) },
    'a weight below zero': { Rule: forwardRule({ TargetGroups: groups(1, -1) }) },
    'stickiness of eight days': { Rule: forwardRule({ TargetGroups: groups(2), TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 691_200 } }) },
    'a TargetGroupArn and two target groups': { Rule: adminRule({ Type: 'forward', TargetGroupArn: { Ref: 'Targets' }, ForwardConfig: { TargetGroups: groups(2) } }) },
    'stickiness without a duration': { Rule: forwardRule({ TargetGroups: groups(2), TargetGroupStickinessConfig: { Enabled: true } }) },
    'stickiness with a duration of 0': { Rule: forwardRule({ TargetGroups: groups(2), TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 0 } }) },
  },
  good: {
    'five target groups and the largest weight': { Rule: forwardRule({ TargetGroups: groups(5, 999), TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 604_800 } }) },
    'no weight for a target group': { Rule: forwardRule({ TargetGroups: groups(2, 0), TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 1 } }) },
    'a TargetGroupArn, and a ForwardConfig without target groups': { Rule: adminRule({ Type: 'forward', TargetGroupArn: { Ref: 'Targets' }, ForwardConfig: { TargetGroupStickinessConfig: { Enabled: false } } }) },
    'a TargetGroupArn and one target group': { Rule: adminRule({ Type: 'forward', TargetGroupArn: arnOf(0), ForwardConfig: { TargetGroups: groups(1) } }) },
    'stickiness that is off': { Rule: forwardRule({ TargetGroups: groups(2), TargetGroupStickinessConfig: { Enabled: false } }) },
    'stickiness with a duration from a parameter': { Rule: forwardRule({ TargetGroups: groups(2), TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: { Ref: 'Seconds' } } }) },
    'target groups from a parameter': { Rule: forwardRule({ TargetGroups: { Ref: 'Groups' } }) },
    'a target group from a parameter': { Rule: adminRule({ Type: 'forward', TargetGroupArn: { Ref: 'GroupArn' } }) },
    'a sixth target group under a condition': { Rule: forwardRule({ TargetGroups: [...groups(5), { 'Fn::If': ['IsTest', groups(1)[0], { Ref: 'AWS::NoValue' }] }] }) },
    'many target groups of an unknown listener': {
      Rule: { ...forwardRule({ TargetGroups: groups(6) }), Properties: { ...forwardRule({ TargetGroups: groups(6) }).Properties, ListenerArn: { Ref: 'ListenerArn' } } },
    },
    'another action': { Rule: adminRule({ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }) },
    'a weight from a parameter': { Rule: forwardRule({ TargetGroups: groups(2, { Ref: 'Weight' }) }) },
  },
});

function* wrongForward(action: Node, { protocol, resource }: Listener): Iterable<Violation> {
  const config = action.get('ForwardConfig');
  const list = config.list('TargetGroups');
  if (action.get('TargetGroupArn').isAbsent && list.isEmpty && !resource.template.hasHooks) {
    yield { location: action.at('TargetGroupArn'), message: 'the action of type forward has no target group; set TargetGroupArn' };
  }
  if (protocol.isOneOf(APPLICATION_PROTOCOLS) && list.atLeast > FORWARD_TARGET_GROUPS) {
    yield { location: config.at('TargetGroups'), message: `the action forwards to ${list.atLeast} target groups; the maximum is ${FORWARD_TARGET_GROUPS}` };
  }
  if (action.get('TargetGroupArn').isSure && list.atLeast > GROUPS_BESIDE_ARN) {
    yield { location: action.at('TargetGroupArn'), message: `the action has TargetGroupArn and ${list.atLeast} target groups in ForwardConfig; remove TargetGroupArn` };
  }
  for (const group of list.sure) { yield* outOfRange(group, 'Weight', FORWARD_WEIGHT); }
  yield* wrongStickiness(config.get('TargetGroupStickinessConfig'));
}

function* wrongStickiness(stickiness: Node): Iterable<Violation> {
  if (stickiness.flag('Enabled').is(true) && stickiness.get('DurationSeconds').isAbsent) {
    yield { location: stickiness.at('DurationSeconds'), message: `stickiness has no DurationSeconds; set it, from ${STICKINESS_DURATION.min} to ${STICKINESS_DURATION.max}` };
  }
  yield* outOfRange(stickiness, 'DurationSeconds', STICKINESS_DURATION);
}

function* outOfRange(node: Node, key: string, { min, max }: { readonly min: number; readonly max: number }): Iterable<Violation> {
  const value = node.number(key);
  if (value.satisfies(number => number < min || number > max)) { yield { location: node.at(key), message: `${key} (${value}) must be from ${min} to ${max}` }; }
}

function forwardRule(ForwardConfig: object) { return adminRule({ Type: 'forward', ForwardConfig }); }

function groups(count: number, Weight: unknown = 1): object[] {
  return Array.from({ length: count }, (_, index) => ({
    TargetGroupArn: arnOf(index), Weight,
  }));
}

function arnOf(index: number): string { return `arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web${index}/6d0ecf831eec9f0${index}`; }
