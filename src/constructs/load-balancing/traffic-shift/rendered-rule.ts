import { IResolvable, Token } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';

/** The conditions in the form of the Elastic Load Balancing API; CloudFormation has the same names. */
export function renderConditions(conditions: readonly elbv2.ListenerCondition[]): unknown[] {
  return conditions.map(condition => withCapitals(condition.renderRawCondition()));
}

/** Forwards to two target groups, with all requests to the first one. ECS changes the weights. */
export function renderForward(targetGroups: readonly elbv2.ITargetGroup[]): unknown[] {
  const shares = targetGroups.map(({ targetGroupArn }, index) => ({ TargetGroupArn: targetGroupArn, Weight: index === 0 ? 100 : 0 }));
  return [{ Type: 'forward', ForwardConfig: { TargetGroups: shares } }];
}

/** The keys of L1 values begin with a small letter, those of the API with a capital. */
function withCapitals(value: unknown): unknown {
  if (Array.isArray(value)) { return value.map(withCapitals); }
  if (typeof value !== 'object' || value === null || isToken(value)) { return value; }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key.charAt(0).toUpperCase() + key.slice(1), withCapitals(each)]));
}

function isToken(value: object): value is IResolvable { return Token.isUnresolved(value); }
