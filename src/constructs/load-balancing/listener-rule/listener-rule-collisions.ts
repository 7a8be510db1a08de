import { CfnParameter, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Band, freePriority } from './listener-rule-band';
import { isPlaceholder } from '../../../facts/lookup-placeholders';
import { LISTENER_RULES, mayExistApart, pathOf } from '../load-balancer/app-resources';

const LISTENER_ARN = /^arn:/;

/** Refuses, at synthesis, a rule whose priority another rule of the app has on the same listener, in whatever stack. */
export function refuseCollisions(rule: elbv2.ApplicationListenerRule, band: Band): void {
  rule.node.addValidation({ validate: () => collisions(rule.node.defaultChild as elbv2.CfnListenerRule, band) });
}

function collisions(rule: elbv2.CfnListenerRule, band: Band): string[] {
  const { priority } = rule;
  if (priority === undefined || Token.isUnresolved(priority)) { return []; }
  const rules = LISTENER_RULES.of(rule);
  const others = rules.filter(other => other.priority === priority && areTogether(rule, other));
  if (others.length === 0) { return []; }
  const taken = new Set(rules.filter(other => areTogether(rule, other)).map(other => other.priority).filter(each => each !== undefined));
  const free = freePriority(band, priority, taken.add(priority));
  return others.map(other =>
    `listener rule '${pathOf(rule)}' has priority ${priority}, as has '${pathOf(other)}' on the same listener, and AWS allows one; ${
      free === undefined ? 'set another priority' : `set priority: ${free} on one of them`}`);
}

/** Whether two rules are on one listener and may exist together. The validator compares conditions. */
function areTogether(one: elbv2.CfnListenerRule, other: elbv2.CfnListenerRule): boolean {
  return one !== other && isSameListener(one, other) && !mayExistApart(one, other);
}

/**
 * A reference to a listener of the app is the same token in every stack; so is an ARN. Any other text can only be compared within a stack:
 * a dynamic reference comes to something else in another account, and a listener that is not looked up yet may be any.
 */
function isSameListener(one: elbv2.CfnListenerRule, other: elbv2.CfnListenerRule): boolean {
  const [oneArn, otherArn] = [one.listenerArn, other.listenerArn];
  if (oneArn === undefined || otherArn === undefined || isPlaceholder(oneArn) || isPlaceholder(otherArn)) { return false; }
  if (one.stack === other.stack) { return resolved(one) === resolved(other); }
  return oneArn === otherArn && (LISTENER_ARN.test(oneArn) || isOfApp(oneArn));
}

function isOfApp(arn: string): boolean {
  const [token, ...others] = Tokenization.reverseString(arn).tokens;
  return others.length === 0 && Reference.isReference(token) && !(token.target instanceof CfnParameter);
}

function resolved(rule: elbv2.CfnListenerRule): string { return JSON.stringify(Stack.of(rule).resolve(rule.listenerArn)); }
