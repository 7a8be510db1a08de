import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { EndpointKind } from './exposure-kind';

/**
 * The endpoint of a service: the load balancer, listener and target group of one exposure.
 */
export class ServiceEndpoint implements ec2.IConnectable {
  /** @internal */
  public static _of(kind: EndpointKind): ServiceEndpoint { return new ServiceEndpoint(kind); }

  /**
   * The load balancer; undefined when the exposure uses a listener (`albListenerRule`, `albListenerDefault`).
   */
  public readonly loadBalancer?: elbv2.ILoadBalancerV2;

  /**
   * The listener that forwards requests to the service.
   */
  public readonly listener: elbv2.IListener;

  /**
   * The target group of the tasks.
   */
  public readonly targetGroup: elbv2.ITargetGroup;

  /**
   * The URL that clients use; undefined when the exposure uses a listener (`albListenerRule`, `albListenerDefault`), and for a Network Load Balancer:
   * there, use `loadBalancer.loadBalancerDnsName`.
   *
   * Without `domainName`, or with a wildcard, it contains the DNS name of the load balancer, which no certificate covers.
   */
  public readonly url?: string;

  /**
   * The IPv4 addresses that `createElasticIps` created, in the order of the subnets; undefined without it. They are known at deployment.
   */
  public readonly elasticIpAddresses?: string[];

  /**
   * The connections of the load balancer. Use them to allow additional clients.
   */
  public readonly connections: ec2.Connections;

  private constructor(
    /** @internal */
    public readonly _kind: EndpointKind,
  ) {
    this.loadBalancer = _kind.loadBalancer;
    this.listener = _kind.listener;
    this.targetGroup = _kind.targetGroup;
    this.url = _kind.url;
    this.elasticIpAddresses = _kind.elasticIpAddresses && [..._kind.elasticIpAddresses];
    this.connections = _kind.connections;
  }

  /**
   * The second target group of a service whose deployments shift traffic; undefined otherwise.
   *
   * Deployments alternate between the two target groups, so the metrics of one of them are incomplete.
   */
  public get alternateTargetGroup(): elbv2.ITargetGroup | undefined { return this._kind.alternateTargetGroup; }

  /**
   * The ARN of the listener rule that forwards requests to the service; undefined when the default action of the listener does.
   */
  public get listenerRuleArn(): string | undefined { return this._kind.listenerRuleArn; }

  /**
   * A metric of the target group.
   *
   * @param metricName the name of the metric in CloudWatch
   * @param options statistic, period and more
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
   */
  public metric(metricName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this._kind.metrics(metricName, options)[0];
  }

  /**
   * The number of requests.
   *
   * Throws for a Network Load Balancer, which counts no requests.
   *
   * @param options statistic, period and more
   */
  public metricRequestCount(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.requestMetric('RequestCount', { statistic: cloudwatch.Stats.SUM, ...options });
  }

  /**
   * The time between a request and the response of the task, in seconds.
   *
   * Throws for a Network Load Balancer, which reads no requests.
   *
   * @param options statistic, period and more
   */
  public metricTargetResponseTime(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.requestMetric('TargetResponseTime', { statistic: cloudwatch.Stats.AVERAGE, ...options });
  }

  /**
   * The number of responses of the tasks with a status code of this class.
   *
   * Throws for a Network Load Balancer, which reads no responses.
   *
   * @param code the class of status codes
   * @param options statistic, period and more
   */
  public metricHttpCodeTarget(code: elbv2.HttpCodeTarget, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.requestMetric(code, { statistic: cloudwatch.Stats.SUM, ...options });
  }

  /**
   * The number of tasks that pass the health check.
   *
   * @param options statistic, period and more
   */
  public metricHealthyHostCount(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('HealthyHostCount', { statistic: cloudwatch.Stats.AVERAGE, ...options });
  }

  /**
   * The number of tasks that fail the health check.
   *
   * @param options statistic, period and more
   */
  public metricUnhealthyHostCount(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('UnHealthyHostCount', { statistic: cloudwatch.Stats.AVERAGE, ...options });
  }

  private requestMetric(metricName: string, options: cloudwatch.MetricOptions): cloudwatch.Metric {
    if (this._kind.requestTargets) { return this.metric(metricName, options); }
    throw new Error(`[${this.targetGroup.node.path}] ${metricName} is a metric of requests, which a Network Load Balancer does not read; use metricHealthyHostCount, or the metrics of the load balancer`);
  }
}
