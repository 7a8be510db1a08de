import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { ExistingListener } from './existing-listener';
import { EndpointKind, ExposureKind, ForwardedRequests } from '../exposure-kind';
import { conditionProblems } from './listener-rule-condition-problems';
import { furtherNeeds, hasConditions, ListenerRuleConditions } from './listener-rule-conditions';
import { ListenerRulePlan } from './listener-rule-plan';
import { RegulatedListenerRule } from './regulated-listener-rule';
import { LISTENER_RULE_PRIORITY } from '../../../facts/listener-rules';
import { wholeNumberProblem } from '../../checks';
import { AlbEndpoint, AlbParts } from '../alb/alb-endpoint';
import { AlbTargetGroupOptions, createTargetGroup } from '../alb/alb-target-group-options';
import { http1Obstacles, targetProblems } from '../alb/alb-target-problems';
import { isHostName } from '../alb/alb-url';
import { allowProviderAccess, providerAccessProblems } from '../authentication/provider-access';
import { authenticationShiftProblems, existingListenerTestProblems, testHeaderProblems } from '../traffic-shift/shift-problems';
import { TestRoute } from '../traffic-shift/test-traffic';

/**
 * Options of a listener rule that forwards requests to a service.
 */
export interface AlbListenerRuleProps extends AlbTargetGroupOptions, ListenerRuleConditions {
  /**
   * The priority of the rule, 1 to 50000. The listener evaluates rules from the lowest priority to the highest; no two rules of a listener can have
   * the same priority.
   *
   * Automatic priorities are between 1000 and 48999, so that a rule with a lower or higher priority comes before or after all of them.
   *
   * @default - derived from the conditions, more specific rules first, and from the construct path. It does not change when other rules are added or
   * removed. If another rule of the app has the same priority on the listener, synthesis fails and names a free priority
   */
  readonly priority?: number;
}

/** What an endpoint has besides the target group and the rule, where the load balancer is known. */
export type KnownFront = Pick<AlbParts, 'loadBalancer' | 'url' | 'records' | 'certificates'>;

/** A rule on an existing listener. */
export class AlbListenerRule implements ExposureKind {
  public readonly hasTraffic = true;

  private readonly existing: ExistingListener;

  public constructor(
    private readonly listener: elbv2.IApplicationListener,
    private readonly props: AlbListenerRuleProps,
    private readonly rule = new ListenerRulePlan({ conditions: props, priority: props.priority }),
  ) {
    this.existing = new ExistingListener(listener);
  }

  public get requests(): ForwardedRequests {
    const { hosts, paths, sourceIps } = this.props;
    return { hosts, paths, sourceIps, further: furtherNeeds(this.props), obstacles: http1Obstacles(this.props) };
  }

  public problems(scope: Construct, vpc: ec2.IVpc): readonly string[] {
    const { props, existing } = this;
    return [
      ...targetProblems(scope, props, existing.protocol),
      ...providerAccessProblems(this.listener, props.authentication),
      ...existing.problems(scope, vpc),
      ...wholeNumberProblem('priority', props.priority, LISTENER_RULE_PRIORITY),
      ...(!hasConditions(props)
        ? ['a listener rule needs hosts, paths or other conditions; use Exposure.albListenerDefault or Exposure.sharedAlbDefault for all other requests']
        : []),
      ...conditionProblems(props),
    ];
  }

  public open(scope: Construct, vpc: ec2.IVpc, front: KnownFront = {}): EndpointKind {
    const { listener, existing, rule, props: targets } = this;
    const targetGroup = newTargetGroup(scope, vpc, existing, targets);
    const host = targets.hosts?.find(isHostName);
    allowProviderAccess(scope, listener, targets.authentication);
    return new AlbEndpoint(scope, { ...front, host, vpc, listener, targetGroup, rule, targets });
  }

  public shiftProblems(test?: TestRoute): readonly string[] {
    return [
      ...authenticationShiftProblems(this.props),
      ...existingListenerTestProblems(this.existing, test),
      ...testHeaderProblems(this.rule, test),
    ];
  }

  /** The exposure creates neither load balancer nor listener. */
  public regulated(): ExposureKind {
    return this.regulatedAs(this);
  }

  /** In the regulated profile, an exposure that creates this rule and more. */
  public regulatedAs(exposure: ExposureKind): ExposureKind {
    return new RegulatedListenerRule(exposure, this.existing);
  }
}

/** A target group of tasks behind an existing listener. */
export function newTargetGroup(
  scope: Construct, vpc: ec2.IVpc, listener: ExistingListener, props: AlbTargetGroupOptions,
): elbv2.ApplicationTargetGroup {
  return createTargetGroup(scope, listener.targetGroupId, props, { vpc });
}
