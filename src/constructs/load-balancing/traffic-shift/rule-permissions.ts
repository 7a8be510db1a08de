import { Fn, Stack, Token } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsCustomResource, AwsCustomResourcePolicy } from 'aws-cdk-lib/custom-resources';
import { IConstruct } from 'constructs';
import { INLINE_POLICIES_OF_ROLE_CHARACTERS } from '../../../facts/inline-policies';
import { refuse } from '../../checks';
import { pathInStage } from '../load-balancer/path-in-stage';

const PREFIX = 'elasticloadbalancing';
/** The shortest possible ARN, so that nothing is refused that could fit. */
const shortestArn = (kind: string) => `arn:aws:${PREFIX}:us-east-1:111122223333:${kind}/app/a/0123456789abcdef/0123456789abcdef`;

/** The first rule of each listener in a stack, which has the policy for all of them. */
const FIRST_RULES = new WeakMap<Stack, Map<string, AwsCustomResource>>();

/**
 * The permissions for the rules of a listener. In a stack, one function with one role makes the calls of all rules, and the inline policies of a role
 * have a quota. Therefore there is one policy for each listener.
 */
export class RulePermissions {
  private readonly first?: AwsCustomResource;
  private readonly rules: Map<string, AwsCustomResource>;
  private readonly key: string;

  /** Throws when the policies of more listeners are needed than the role can have. */
  public constructor(scope: IConstruct, private readonly listener: elbv2.IApplicationListener) {
    const stack = Stack.of(scope);
    this.rules = FIRST_RULES.get(stack) ?? new Map<string, AwsCustomResource>();
    this.key = Token.isUnresolved(listener.listenerArn) ? pathInStage(listener) : listener.listenerArn;
    this.first = this.rules.get(this.key);
    if (!this.first) { refuse(scope, tooMany(this.rules.size + 1)); }
    FIRST_RULES.set(stack, this.rules);
  }

  /** The props with which a rule is created. */
  public get props(): { readonly policy: AwsCustomResourcePolicy } | { readonly role: iam.IRole } {
    return this.first
      ? { role: this.first.grantPrincipal as iam.IRole }
      : { policy: AwsCustomResourcePolicy.fromStatements(statementsFor(this.listener.listenerArn)) };
  }

  /** The rule waits for the policy, and is deleted before it. Returns whether it has the policy. */
  public give(rule: AwsCustomResource): boolean {
    this.rules.set(this.key, this.first ?? rule);
    if (this.first) { rule.node.findChild('Resource').node.addDependency(this.first.node.findChild('CustomResourcePolicy')); }
    return !this.first;
  }

  public get ruleArns(): string { return ruleArnsOf(this.listener.listenerArn); }
}

function tooMany(listeners: number): string[] {
  const policy = new iam.PolicyDocument({ statements: statementsFor(shortestArn('listener'), `${shortestArn('listener-rule')}/*`) });
  const most = Math.floor(INLINE_POLICIES_OF_ROLE_CHARACTERS / JSON.stringify(policy).length);
  if (listeners <= most) { return []; }
  return [`deployments in this stack shift the traffic of ${listeners} listeners, and the inline policies of one role have room for ${most} at most; move services to another stack, or to one SharedAlb`];
}

function statementsFor(listenerArn: string, ruleArns = ruleArnsOf(listenerArn)): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: [`${PREFIX}:CreateRule`], resources: [listenerArn] }),
    new iam.PolicyStatement({ actions: ['ModifyRule', 'SetRulePriorities', 'DeleteRule'].map(action => `${PREFIX}:${action}`), resources: [ruleArns] }),
  ];
}

function ruleArnsOf(listenerArn: string): string { return `${Fn.join(':listener-rule/', Fn.split(':listener/', listenerArn))}/*`; }
