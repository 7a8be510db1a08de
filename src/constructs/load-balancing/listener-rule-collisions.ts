import { CfnParameter, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Band, freePriority } from './listener-rule-band';
import { isPlaceholder } from '../../facts/lookup-placeholders';

const LISTENER_ARN = /^arn:/;

/** Refuses, at synthesis, a rule whose priority another rule of the app has on the same listener, in whatever stack. */
export function refuseCollisions(rule: elbv2.ApplicationListenerRule, band: Band): void {
  rule.node.addValidation({ validate: () => collisions(rule.node.defaultChild as elbv2.CfnListenerRule, band) });
}

function collisions(rule: elbv2.CfnListenerRule, band: Band): string[] {
  const { priority } = rule;
  if (priority === undefined || Token.isUnresolved(priority)) { return []; }
  const others = rulesBeside(rule);
  const taken = new Set([priority, ...others.map(other => other.priority).filter(each => each !== undefined)]);
  const free = freePriority(band, priority, taken);
  return others.filter(other => other.priority === priority).map(other =>
    `listener rule '${pathOf(rule)}' has priority ${priority}, as has '${pathOf(other)}' on the same listener, and AWS allows one; ${
      free === undefined ? 'set another priority' : `set priority: ${free} on one of them`}`);
}

function rulesBeside(rule: elbv2.CfnListenerRule): elbv2.CfnListenerRule[] {
  return rule.node.root.node.findAll().filter((node): node is elbv2.CfnListenerRule =>
    node instanceof elbv2.CfnListenerRule && node !== rule && isSameListener(rule, node) && !mayExistApart(rule, node));
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

/** Rules that conditions decide about may never exist together. The validator compares the conditions. */
function mayExistApart(one: elbv2.CfnListenerRule, other: elbv2.CfnListenerRule): boolean {
  return one.cfnOptions.condition !== other.cfnOptions.condition;
}

function isOfApp(arn: string): boolean {
  const [token, ...others] = Tokenization.reverseString(arn).tokens;
  return others.length === 0 && Reference.isReference(token) && !(token.target instanceof CfnParameter);
}

function resolved(rule: elbv2.CfnListenerRule): string { return JSON.stringify(Stack.of(rule).resolve(rule.listenerArn)); }

function pathOf(rule: elbv2.CfnListenerRule): string { return rule.node.scope?.node.path ?? rule.node.path; }
