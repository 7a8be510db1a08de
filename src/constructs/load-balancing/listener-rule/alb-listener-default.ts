import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { AlbListenerRule, KnownFront, newTargetGroup } from './alb-listener-rule';
import { ExistingListener } from './existing-listener';
import { EndpointKind, ExposureKind } from '../exposure-kind';
import { AFTER_AUTOMATIC } from './listener-rule-band';
import { ListenerRulePlan } from './listener-rule-plan';
import { RegulatedListenerRule } from './regulated-listener-rule';
import { wholeNumberProblem } from '../../checks';
import { AlbEndpoint } from '../alb/alb-endpoint';
import { AlbTargetGroupOptions, forwardAction } from '../alb/alb-target-group-options';
import { allowProviderAccess } from '../authentication/provider-access';
import { sharedAlbOf } from '../shared-alb/shared-front';
import { TestRoute } from '../traffic-shift/test-traffic';

/**
 * Options of the default of a listener: the requests that no other rule forwards.
 */
export interface AlbListenerDefaultProps extends AlbTargetGroupOptions {
  /**
   * The priority of the rule, 49001 to 50000, after all automatic priorities.
   *
   * Two rules cannot have the same priority, even while one replaces the other: set another priority when you give the default to another service, or
   * rename the construct of the service. See "Handing over a rule" in the guide about changes of load balancers.
   *
   * Throws when the default action of the listener forwards to the service, which has no priority.
   *
   * @default - 50000; none where the default action of the listener forwards to the service
   */
  readonly priority?: number;
}

/** The paths of the services that are the defaults of listeners. */
const DEFAULTS = new WeakMap<elbv2.IApplicationListener, string>();

/** All requests to a listener that no other rule forwards. */
export class AlbListenerDefault implements ExposureKind {
  public readonly hasTraffic = true;
  private readonly rule: AlbListenerRule;
  private readonly existing: ExistingListener;

  public constructor(
    private readonly listener: elbv2.IApplicationListener, private readonly props: AlbListenerDefaultProps, private readonly front: KnownFront = {},
  ) {
    this.existing = new ExistingListener(listener);
    this.rule = new AlbListenerRule(listener, { ...props, paths: ['/*'] }, ListenerRulePlan.last(props.priority));
  }

  public problems(scope: Construct, vpc: ec2.IVpc): readonly string[] {
    const other = DEFAULTS.get(this.listener);
    const { priority } = this.props;
    return [
      ...wholeNumberProblem('priority', priority, AFTER_AUTOMATIC),
      ...(priority !== undefined && this.existing.withoutDefault(Stack.of(scope))
        ? [`priority (${priority}) requires a rule, but the default action of listener '${this.listener.node.path}' will forward to the service; remove priority, or give the listener a default action`]
        : []),
      ...(other === undefined ? [] : [repeatedDefault(this.listener, other)]),
      ...this.rule.problems(scope, vpc),
    ];
  }

  /** In another stack a default action would make that stack depend on the stack of the service, which depends on it already. */
  public open(scope: Construct, vpc: ec2.IVpc): EndpointKind {
    DEFAULTS.set(this.listener, scope.node.path);
    const listener = this.existing.withoutDefault(Stack.of(scope));
    if (!listener) { return this.rule.open(scope, vpc, this.front); }
    const targetGroup = newTargetGroup(scope, vpc, this.existing, this.props);
    listener.addAction('Default', { action: forwardAction(this.props, elbv2.ListenerAction.forward([targetGroup])) });
    allowProviderAccess(scope, listener, this.props.authentication);
    return new AlbEndpoint(scope, { ...this.front, vpc, listener, targetGroup, targets: this.props });
  }

  public shiftProblems(test?: TestRoute): readonly string[] { return this.rule.shiftProblems(test); }

  /** The exposure creates neither load balancer nor listener. */
  public regulated(): ExposureKind {
    return new RegulatedListenerRule(this, this.existing);
  }
}

function repeatedDefault(listener: elbv2.IApplicationListener, other: string): string {
  const edge = sharedAlbOf(listener);
  const [front, factory] = edge ? [`SharedAlb '${edge.node.path}'`, 'sharedAlb'] : [`listener '${listener.node.path}'`, 'albListenerRule'];
  return `${front} already forwards all other requests to '${other}'; use Exposure.${factory}`;
}
