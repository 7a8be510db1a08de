import { CfnResource } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { IConstruct } from 'constructs';
import { AppResources } from '../load-balancer/app-resources';

const RULE = Symbol.for('cdk-ecs-shipshape.listenerRule');

/** Where a rule is. */
interface RulePlace {
  readonly priority?: number;
  readonly listenerArn?: string;
}

/** A listener rule of an app. */
export interface AppRule extends RulePlace {
  /** The resource that creates it. */
  readonly resource: CfnResource;
}

interface Marked { readonly [RULE]?: RulePlace }

/** Marks a custom resource that creates a listener rule, for all copies of this package. */
export function markRule(resource: IConstruct, rule: RulePlace): void { Object.defineProperty(resource, RULE, { value: rule }); }

/** All listener rules of an app. */
export const LISTENER_RULES = new AppResources(ruleOf);

export function ruleOf(node: IConstruct): AppRule | undefined {
  if (!CfnResource.isCfnResource(node)) { return undefined; }
  if (node instanceof elbv2.CfnListenerRule) { return { resource: node, priority: node.priority, listenerArn: node.listenerArn }; }
  const place = (node as Marked)[RULE];
  return place && { resource: node, ...place };
}
