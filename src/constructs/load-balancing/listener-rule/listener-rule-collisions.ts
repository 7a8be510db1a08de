import { Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { AppRule, LISTENER_RULES, ruleOf } from './app-rules';
import { Band, bandAround, freePriority } from './listener-rule-band';
import { isPlaceholder } from '../../../facts/lookup-placeholders';
import { mayExistApart, pathOf } from '../load-balancer/app-resources';
import { isOfApp } from '../load-balancer/reference-of-app';

const LISTENER_ARN = /^arn:/;

/** Fails synthesis when another rule of the app, in any stack, has the same priority on the same listener. */
export function refuseCollisions(scope: IConstruct, rule: IConstruct, band: Band): void {
  scope.node.addValidation({ validate: () => collisions(ruleOf(rule), band) });
}

function collisions(rule: AppRule | undefined, band: Band): string[] {
  const priority = rule?.priority;
  if (!rule || priority === undefined || Token.isUnresolved(priority)) { return []; }
  const together = LISTENER_RULES.of(rule.resource).filter(other => areTogether(rule, other));
  const others = together.filter(other => other.priority === priority);
  if (others.length === 0) { return []; }
  const taken = new Set(together.map(other => other.priority).filter(each => each !== undefined));
  const free = freePriority(bandAround(priority, band), priority, taken.add(priority));
  return others.map(other =>
    `listener rules '${pathOf(rule.resource)}' and '${pathOf(other.resource)}' have priority ${priority} on the same listener, and AWS allows one; ${
      free === undefined ? 'set another priority' : `set priority: ${free} on one of them`}`);
}

/** Whether two rules are on one listener and may exist together. The validator compares conditions. */
function areTogether(one: AppRule, other: AppRule): boolean {
  return one.resource !== other.resource && isSameListener(one, other) && !mayExistApart(one.resource, other.resource);
}

/**
 * A reference to a listener of the app is the same token in every stack; so is an ARN. Any other text can only be compared within a stack: a dynamic
 * reference can resolve to another listener in another account, and a listener that is not looked up yet is unknown.
 */
function isSameListener(one: AppRule, other: AppRule): boolean {
  const [oneArn, otherArn] = [one.listenerArn, other.listenerArn];
  if (oneArn === undefined || otherArn === undefined || isPlaceholder(oneArn) || isPlaceholder(otherArn)) { return false; }
  if (one.resource.stack === other.resource.stack) { return resolved(one) === resolved(other); }
  return oneArn === otherArn && (LISTENER_ARN.test(oneArn) || isOfApp(oneArn));
}

function resolved({ resource, listenerArn }: AppRule): string { return JSON.stringify(Stack.of(resource).resolve(listenerArn)); }
