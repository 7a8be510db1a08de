import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { AlbEndpoint } from './alb-endpoint';
import { AlbListenerRule, newTargetGroup } from './alb-listener-rule';
import { ExistingListener } from './existing-listener';
import { EndpointKind, ExposureKind } from './exposure-kind';
import { RegulatedListenerRule } from './regulated-listener-rule';
import { TargetProps } from './target-props';
import { LISTENER_RULE_PRIORITY } from '../../facts/listener-rules';

/** The paths of the services that are the defaults of listeners. */
const DEFAULTS = new WeakMap<elbv2.IApplicationListener, string>();

/** All requests to a listener that no other rule forwards. */
export class AlbListenerDefault implements ExposureKind {
  public readonly hasTraffic = true;
  private readonly rule: AlbListenerRule;

  public constructor(private readonly listener: elbv2.IApplicationListener, private readonly props: TargetProps) {
    this.rule = new AlbListenerRule(listener, { ...props, paths: ['/*'], priority: LISTENER_RULE_PRIORITY.max });
  }

  public problems(scope: Construct, vpc: ec2.IVpc): readonly string[] {
    const other = DEFAULTS.get(this.listener);
    return [
      ...(other === undefined ? [] : [`listener '${this.listener.node.path}' already forwards all other requests to '${other}'; use Exposure.albListenerRule`]),
      ...this.rule.problems(scope, vpc),
    ];
  }

  /** In another stack a default action would make that stack depend on the stack of the service, which depends on it already. */
  public open(scope: Construct, vpc: ec2.IVpc): EndpointKind {
    DEFAULTS.set(this.listener, scope.node.path);
    const existing = new ExistingListener(this.listener);
    const listener = existing.withoutDefault(Stack.of(scope));
    if (!listener) { return this.rule.open(scope, vpc); }
    const targetGroup = newTargetGroup(scope, vpc, existing, this.props);
    listener.addAction('Default', { action: elbv2.ListenerAction.forward([targetGroup]) });
    return new AlbEndpoint(scope, { vpc, listener, targetGroup, targets: this.props });
  }

  /** The exposure owns neither load balancer nor listener. */
  public regulated(): ExposureKind {
    return new RegulatedListenerRule(this, new ExistingListener(this.listener));
  }
}
