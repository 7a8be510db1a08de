import { Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { createShiftRole } from './shift-role';
import { ShiftingRule } from './shifting-rule';
import { TestRoute } from './test-traffic';
import { AlbTargetGroupOptions, createTargetGroup } from '../alb/alb-target-group-options';
import { ExistingListener } from '../listener-rule/existing-listener';
import { ListenerRulePlan, ShiftedGroups } from '../listener-rule/listener-rule-plan';
import { idHash } from '../load-balancer/id-hash';

/** The resources of a service whose requests are shifted. */
export interface ShiftedAlb {
  readonly vpc: ec2.IVpc;
  readonly targetGroup: elbv2.ApplicationTargetGroup;
  readonly targetType: elbv2.TargetType;
  readonly targets: AlbTargetGroupOptions;
  readonly listener: elbv2.IApplicationListener;
  readonly production: ListenerRulePlan;
  /** Creates a listener for test traffic on the load balancer that the exposure created. */
  testListener?(port: number): elbv2.IApplicationListener;
}

/** A second target group, and the rules between whose target groups ECS moves the requests. */
export class AlbShift implements ecs.IAlternateTarget {
  public readonly alternateTargetGroup: elbv2.ApplicationTargetGroup;
  public readonly productionRuleArn: string;
  /** The listener of test traffic, if there is some. */
  public readonly testListener?: elbv2.IApplicationListener;
  private readonly testRuleArn?: string;

  public constructor(private readonly scope: Construct, private readonly alb: ShiftedAlb, test: TestRoute = {}) {
    const { listener, production, targetGroup } = alb;
    this.alternateTargetGroup = alternateOf(scope, alb);
    const groups = [targetGroup, this.alternateTargetGroup] as const;
    this.productionRuleArn = production.shift(scope, this.ruleId('ProductionRule', listener), listener, groups).ruleArn;
    this.testListener = this.listenerOf(test);
    this.testRuleArn = this.testListener && this.testRule(test, this.testListener, groups).ruleArn;
  }

  public bind(): ecs.AlternateTargetConfig {
    return {
      alternateTargetGroupArn: this.alternateTargetGroup.targetGroupArn,
      roleArn: createShiftRole(this.scope).roleArn,
      productionListenerRule: this.productionRuleArn,
      testListenerRule: this.testRuleArn,
    };
  }

  private listenerOf({ header, port, listener }: TestRoute): elbv2.IApplicationListener | undefined {
    if (header) { return this.alb.listener; }
    return listener ?? (port === undefined ? undefined : this.alb.testListener?.(port));
  }

  private testRule({ header, port }: TestRoute, listener: elbv2.IApplicationListener, groups: ShiftedGroups): ShiftingRule {
    const { scope, alb: { production } } = this;
    const plan = header ? production.withHeader(header) : port === undefined ? production : ListenerRulePlan.BEFORE_DEFAULT;
    return plan.shift(scope, this.ruleId('TestRule', listener), listener, groups);
  }

  /** The id of the rule, which changes when the listener or a target group is replaced: the old rule uses the old one until the rule is deleted. */
  private ruleId(id: string, listener: elbv2.IApplicationListener): string {
    const { vpc: { vpcId }, targetType, targets } = this.alb;
    const { targetProtocol = elbv2.ApplicationProtocol.HTTP, protocolVersion = elbv2.ApplicationProtocolVersion.HTTP1 } = targets;
    const { key } = new ExistingListener(listener);
    return `${id}${idHash([key, Token.isUnresolved(vpcId) ? '' : vpcId, targetType, targetProtocol, protocolVersion].join('|'))}`;
  }
}

/** A second target group like the first. Its id changes with the load balancer, because a target group can have only one. */
export function alternateOf(
  scope: Construct, { listener, vpc, targetType, targets }: Pick<ShiftedAlb, 'listener' | 'vpc' | 'targetType' | 'targets'>,
): elbv2.ApplicationTargetGroup {
  return createTargetGroup(scope, `Alternate${new ExistingListener(listener).targetGroupId}`, targets, { vpc, targetType });
}
