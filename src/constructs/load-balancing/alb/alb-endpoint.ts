import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct, IConstruct } from 'constructs';
import { AlbTargetGroupOptions } from './alb-target-group-options';
import { Alternate, EndpointKind, TestTarget, TrafficTarget } from '../exposure-kind';
import { ListenerRulePlan } from '../listener-rule/listener-rule-plan';
import { recordAfter } from '../load-balancer/record-after';
import { targetTypeOf } from '../load-balancer/target-type';
import { AlbShift, alternateOf } from '../traffic-shift/alb-shift';
import { testTargetOf } from '../traffic-shift/alb-test-target';
import { TestRoute } from '../traffic-shift/test-traffic';

/** The resources that an exposure on an Application Load Balancer has created. */
export interface AlbParts {
  readonly vpc: ec2.IVpc;
  readonly loadBalancer?: elbv2.IApplicationLoadBalancer;
  readonly listener: elbv2.IApplicationListener;
  readonly targetGroup: elbv2.ApplicationTargetGroup;
  /** The rule that will forward to the target group; without one, the default action of the listener forwards to it. */
  readonly rule?: ListenerRulePlan;
  readonly url?: string;
  /** A host that is forwarded and is not a wildcard. */
  readonly host?: string;
  /** The certificates for the names of the service, which are added to the listener with the service. */
  readonly certificates?: readonly IConstruct[];
  /** The DNS records that clients use. */
  readonly records?: readonly IConstruct[];
  readonly targets: AlbTargetGroupOptions;
  /** Creates a listener for test traffic on the load balancer that the exposure created. Without a target group, rules must forward the requests. */
  testListener?(port: number, targetGroup?: elbv2.ApplicationTargetGroup): elbv2.IApplicationListener;
}

/** An endpoint on an Application Load Balancer. */
export class AlbEndpoint implements EndpointKind {
  public readonly loadBalancer?: elbv2.IApplicationLoadBalancer;
  public readonly listener: elbv2.IApplicationListener;
  public readonly targetGroup: elbv2.ApplicationTargetGroup;
  public readonly requestTargets: elbv2.ApplicationTargetGroup;
  public readonly url?: string;
  public listenerRuleArn?: string;
  public alternateTargetGroup?: elbv2.ApplicationTargetGroup;
  public testTarget?: TestTarget;

  public constructor(private readonly scope: Construct, private readonly parts: AlbParts) {
    this.loadBalancer = parts.loadBalancer;
    this.listener = parts.listener;
    this.targetGroup = parts.targetGroup;
    this.requestTargets = parts.targetGroup;
    this.url = parts.url;
  }

  public get connections(): ec2.Connections { return this.listener.connections; }

  public metrics(metricName: string, options: cloudwatch.MetricOptions): readonly cloudwatch.Metric[] {
    const { targetGroup, alternateTargetGroup } = this;
    return [targetGroup, ...alternateTargetGroup ? [alternateTargetGroup] : []].map(({ metrics }) => metrics.custom(metricName, options));
  }

  public createAlternate({ taskDefinition }: ecs.BaseService, testPort?: number): Alternate {
    const { scope, parts } = this;
    const targetGroup = alternateOf(scope, { ...parts, targetType: targetTypeOf(taskDefinition) });
    return { targetGroup, testListener: testPort === undefined ? undefined : parts.testListener?.(testPort, targetGroup) };
  }

  public attach(service: ecs.BaseService, target: TrafficTarget): void {
    const { parts: { rule, targets, records }, targetGroup } = this;
    this.listenerRuleArn = rule?.forward(this.scope, this.listener, targets, targetGroup).listenerRuleArn;
    targetGroup.addTarget(service.loadBalancerTarget(target));
    recordAfter(service, records);
  }

  public shift(service: ecs.BaseService, target: TrafficTarget, test?: TestRoute): void {
    const { parts: { rule: production = ListenerRulePlan.BEFORE_DEFAULT, ...parts }, targetGroup } = this;
    const shift = new AlbShift(this.scope, { ...parts, production, targetType: targetTypeOf(service.taskDefinition) }, test);
    this.listenerRuleArn = shift.productionRuleArn;
    this.alternateTargetGroup = shift.alternateTargetGroup;
    // test requests to the new version need the certificates
    service.node.defaultChild?.node.addDependency(...parts.certificates ?? []);
    this.testTarget = test && testTargetOf(test, shift.testListener, parts);
    targetGroup.addTarget(service.loadBalancerTarget({ ...target, alternateTarget: shift }));
    recordAfter(service, parts.records);
  }
}
