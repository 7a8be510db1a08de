import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { AlbEndpoint } from './alb-endpoint';
import { AlbTargetGroupOptions, createTargetGroup, forwardAction } from './alb-target-group-options';
import { targetProblems } from './alb-target-problems';
import { ExistingListener } from './existing-listener';
import { EndpointKind, ExposureKind } from './exposure-kind';
import { Band, bandOf, priorityIn } from './listener-rule-band';
import { refuseCollisions } from './listener-rule-collisions';
import { RegulatedListenerRule } from './regulated-listener-rule';
import { LISTENER_RULE_CONDITION_VALUES, LISTENER_RULE_PRIORITY } from '../../facts/listener-rules';
import { isKnownLater, wholeNumberProblem } from '../checks';

const RULE_ID = 'ListenerRule';

/**
 * The requests that an existing listener forwards to a service.
 */
export interface AlbListenerRuleProps extends AlbTargetGroupOptions {
  /**
   * The priority of the rule, 1 to 50000. The listener evaluates rules from the lowest to the highest; no two rules of a listener have the same.
   *
   * Automatic priorities lie between 1000 and 48999, so that a rule with a lower or higher one comes before or after all of them.
   *
   * @default - derived from the conditions, more specific rules first, and from the construct path. It stays the same whatever other rules
   * are added or removed. If another rule of the app has it on the same listener, synthesis fails and names a free priority
   */
  readonly priority?: number;

  /**
   * Host names, such as `api.example.com` or `*.example.com`.
   *
   * @default - any host; then `paths` or `conditions` are required
   */
  readonly hosts?: string[];

  /**
   * Paths, such as `/api/*`.
   *
   * @default - any path; then `hosts` or `conditions` are required
   */
  readonly paths?: string[];

  /**
   * Further conditions, which must all be met: headers, methods, query strings, source addresses.
   *
   * @default - only hosts and paths decide
   */
  readonly conditions?: elbv2.ListenerCondition[];
}

/** A rule on an existing listener. */
export class AlbListenerRule implements ExposureKind {
  public readonly hasTraffic = true;

  private readonly existing: ExistingListener;

  /** `free` has the priorities that a message may propose; without it they depend on the conditions. */
  public constructor(
    private readonly listener: elbv2.IApplicationListener, private readonly props: AlbListenerRuleProps, private readonly free?: Band,
  ) {
    this.existing = new ExistingListener(listener);
  }

  public problems(scope: Construct, vpc: ec2.IVpc): readonly string[] {
    const { priority, hosts = [], paths = [], conditions = [] } = this.props;
    const problems = [
      ...targetProblems(scope, this.props, this.existing.protocol),
      ...this.existing.vpcProblems(vpc),
      ...wholeNumberProblem('priority', priority, LISTENER_RULE_PRIORITY),
    ];
    const values = hosts.length + paths.length;
    if (values === 0 && conditions.length === 0) {
      problems.push('a listener rule needs hosts, paths or conditions; use Exposure.albListenerDefault for all other requests');
    }
    if (values > LISTENER_RULE_CONDITION_VALUES) {
      problems.push(`hosts and paths have ${values} values, a listener rule takes ${LISTENER_RULE_CONDITION_VALUES}`);
    }
    for (const path of paths) {
      if (!isKnownLater(path) && !/^[/*]/.test(path)) { problems.push(`path '${path}' can never match, it must begin with / or *`); }
    }
    return problems;
  }

  public open(scope: Construct, vpc: ec2.IVpc): EndpointKind {
    const targetGroup = newTargetGroup(scope, vpc, this.existing, this.props);
    const rule = this.addRule(scope, targetGroup);
    return new AlbEndpoint(scope, { vpc, listener: this.listener, targetGroup, rule, targets: this.props });
  }

  private addRule(scope: Construct, targetGroup: elbv2.ApplicationTargetGroup): elbv2.ApplicationListenerRule {
    const { hosts, paths, conditions = [] } = this.props;
    const band = bandOf({ hosts, paths, hasMore: conditions.length > 0 });
    const rule = new elbv2.ApplicationListenerRule(scope, RULE_ID, {
      listener: this.listener,
      priority: this.props.priority ?? priorityIn(band, scope, RULE_ID),
      conditions: this.conditions(),
      action: forwardAction(this.props, elbv2.ListenerAction.forward([targetGroup])),
    });
    refuseCollisions(rule, this.free ?? band);
    return rule;
  }

  /** The exposure owns neither load balancer nor listener. */
  public regulated(): ExposureKind {
    return new RegulatedListenerRule(this, this.existing);
  }

  private conditions(): elbv2.ListenerCondition[] {
    const { hosts = [], paths = [], conditions = [] } = this.props;
    return [
      ...(hosts.length > 0 ? [elbv2.ListenerCondition.hostHeaders(hosts)] : []),
      ...(paths.length > 0 ? [elbv2.ListenerCondition.pathPatterns(paths)] : []),
      ...conditions,
    ];
  }
}

/** A target group of tasks behind an existing listener. */
export function newTargetGroup(
  scope: Construct, vpc: ec2.IVpc, listener: ExistingListener, props: AlbTargetGroupOptions,
): elbv2.ApplicationTargetGroup {
  return createTargetGroup(scope, listener.targetGroupId, props, { vpc, targetType: elbv2.TargetType.IP });
}
