import { Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { AlbEndpoint } from './alb-endpoint';
import { EndpointKind, ExposureKind } from './exposure-kind';
import { targetGroupProps, targetProblems, TargetProps } from './target-props';
import { LISTENER_RULE_CONDITION_VALUES, LISTENER_RULE_PRIORITY } from '../../facts/listener-rules';

/**
 * Which requests an existing listener sends to a service.
 */
export interface AlbListenerRuleProps extends TargetProps {
  /**
   * The place of the rule, 1 to 50000: the listener asks its rules in this order. No two rules of a listener share one.
   */
  readonly priority: number;

  /**
   * Host names, such as `api.example.com` or `*.example.com`.
   *
   * @default - any host; then there must be `paths` or `conditions`
   */
  readonly hosts?: string[];

  /**
   * Paths, such as `/api/*`.
   *
   * @default - any path; then there must be `hosts` or `conditions`
   */
  readonly paths?: string[];

  /**
   * More conditions, all of which must hold besides: headers, methods, query strings, source addresses.
   *
   * @default - hosts and paths alone decide
   */
  readonly conditions?: elbv2.ListenerCondition[];
}

/** A rule on an existing listener. */
export class AlbListenerRule implements ExposureKind {
  public readonly hasTraffic = true;

  public constructor(private readonly listener: elbv2.IApplicationListener, private readonly props: AlbListenerRuleProps) {}

  public problems(): readonly string[] {
    const { priority, hosts = [], paths = [], conditions = [] } = this.props;
    const problems = targetProblems(this.props);
    const { min, max } = LISTENER_RULE_PRIORITY;
    if (!Token.isUnresolved(priority) && (!Number.isInteger(priority) || priority < min || priority > max)) {
      problems.push(`priority (${priority}) must be a whole number from ${min} to ${max}`);
    }
    const values = hosts.length + paths.length;
    if (values === 0 && conditions.length === 0) {
      problems.push('a rule on a listener needs hosts, paths or conditions, or it would take every request');
    }
    if (values > LISTENER_RULE_CONDITION_VALUES) {
      problems.push(`hosts and paths have ${values} values, a listener rule takes ${LISTENER_RULE_CONDITION_VALUES}`);
    }
    for (const path of paths) {
      if (!Token.isUnresolved(path) && !/^[/*]/.test(path)) { problems.push(`path '${path}' can never match, it must begin with / or *`); }
    }
    return problems;
  }

  public open(scope: Construct, vpc: ec2.IVpc): EndpointKind {
    const targetGroup = new elbv2.ApplicationTargetGroup(scope, 'TargetGroup', {
      ...targetGroupProps(this.props),
      vpc,
      targetType: elbv2.TargetType.IP,
    });
    const rule = new elbv2.ApplicationListenerRule(scope, 'ListenerRule', {
      listener: this.listener,
      priority: this.props.priority,
      conditions: this.conditions(),
      targetGroups: [targetGroup],
    });
    return new AlbEndpoint(scope, { vpc, listener: this.listener, targetGroup, rule, targets: this.props });
  }

  /** The exposure owns neither load balancer nor listener. */
  public regulated(): ExposureKind {
    return this;
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
