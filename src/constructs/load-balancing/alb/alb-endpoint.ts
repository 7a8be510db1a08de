import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct, IConstruct } from 'constructs';
import { AlbTargetGroupOptions, createTargetGroup, forwardAction } from './alb-target-group-options';
import { EndpointKind, TrafficShift, TrafficTarget } from '../exposure-kind';
import { recordAfter } from '../load-balancer/record-after';
import { targetTypeOf } from '../load-balancer/target-type';

/** What an exposure on an Application Load Balancer has created. */
export interface AlbParts {
  readonly vpc: ec2.IVpc;
  readonly loadBalancer?: elbv2.IApplicationLoadBalancer;
  readonly listener: elbv2.IApplicationListener;
  readonly targetGroup: elbv2.ApplicationTargetGroup;
  /** The rule that forwards to the target group; without one it is the default action of the listener. */
  readonly rule?: elbv2.ApplicationListenerRule;
  readonly url?: string;
  /** The DNS records that clients use. */
  readonly records?: readonly IConstruct[];
  readonly targets: AlbTargetGroupOptions;
}

/** Precedes the default action, which is no rule that weights could be set on. */
const PRODUCTION_RULE_PRIORITY = 1;

/** An endpoint on an Application Load Balancer. */
export class AlbEndpoint implements EndpointKind {
  public readonly loadBalancer?: elbv2.IApplicationLoadBalancer;
  public readonly listener: elbv2.IApplicationListener;
  public readonly targetGroup: elbv2.ApplicationTargetGroup;
  public readonly requestTargets: elbv2.ApplicationTargetGroup;
  public readonly url?: string;

  public constructor(private readonly scope: Construct, private readonly parts: AlbParts) {
    this.loadBalancer = parts.loadBalancer;
    this.listener = parts.listener;
    this.targetGroup = parts.targetGroup;
    this.requestTargets = parts.targetGroup;
    this.url = parts.url;
  }

  public get listenerRuleArn(): string | undefined { return this.parts.rule?.listenerRuleArn; }

  public get connections(): ec2.Connections { return this.listener.connections; }

  public metric(metricName: string, options: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.targetGroup.metrics.custom(metricName, options);
  }

  public attach(service: ecs.BaseService, target: TrafficTarget, alternateTarget?: ecs.IAlternateTarget): void {
    this.targetGroup.addTarget(service.loadBalancerTarget({ ...target, alternateTarget }));
    recordAfter(service, this.parts.records);
  }

  public alternateTargetGroup({ taskDefinition }: ecs.BaseService): elbv2.ApplicationTargetGroup {
    return createTargetGroup(this.scope, 'AlternateTargetGroup', this.parts.targets, { vpc: this.parts.vpc, targetType: targetTypeOf(taskDefinition) });
  }

  public shift(service: ecs.BaseService): TrafficShift {
    const alternateTargetGroup = this.alternateTargetGroup(service);
    const both = forwardAction(this.parts.targets, elbv2.ListenerAction.weightedForward([
      { targetGroup: this.targetGroup, weight: 100 },
      { targetGroup: alternateTargetGroup, weight: 0 },
    ]));
    return { alternateTargetGroup, productionRule: ecs.ListenerRuleConfiguration.applicationListenerRule(this.divide(both)) };
  }

  /** Gives the rule both target groups. Its L2 object warns of a second action, so the resource gets it. */
  private divide(action: elbv2.ListenerAction): elbv2.ApplicationListenerRule {
    const { listener, parts: { rule } } = this;
    if (!rule) {
      const conditions = [elbv2.ListenerCondition.pathPatterns(['/*'])];
      return new elbv2.ApplicationListenerRule(this.scope, 'ProductionRule', { listener, priority: PRODUCTION_RULE_PRIORITY, conditions, action });
    }
    (rule.node.defaultChild as elbv2.CfnListenerRule).actions = action.renderRuleActions();
    action.bind(rule, listener, rule);
    return rule;
  }
}
