import { ArnFormat, Aws, Duration, Names, Stack, Validations } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { TaskMetricsProps } from './task-metrics-props';
import { LOG_ACTIONS } from '../../../facts/iam-needs';
import { COUNTED_STATES, EVENT_LOG_WRITERS, TASK_EVENTS } from '../../../facts/task-events';
import { RegulatedResources } from '../../profile/regulated-resources';
import { Capacity } from '../capacity';
import { CAPACITY_TYPES, CapacityType } from '../capacity-type';

const NAMESPACE = 'ECS/TaskEvents';
const METRICS = { started: 'TasksStarted', stopped: 'TasksStopped' } as const;
const BY_LAUNCH_TYPE = 'LaunchType';
const BY_CAPACITY_PROVIDER = 'CapacityProvider';
const CLUSTER = 'ClusterArn';
const PUT_EVENTS = 'logs:PutLogEvents';
/** The name of a stack has up to 128 characters, and the name of the policy 255. */
const LONGEST_POLICY_ID = 100;

type State = keyof typeof COUNTED_STATES;

const STATUSES = Object.values(COUNTED_STATES);

/**
 * Metrics of the tasks that start and stop in a cluster, by launch type and by capacity provider. `EcsCluster.countTasks` creates it.
 *
 * They count events of ECS: starts and stops, not the number of running tasks. No metric of AWS has these dimensions. ECS may send more than one event
 * for a task that starts, and EventBridge may deliver one twice, so the counts can be too high.
 *
 * It needs one of the 10 resource policies that CloudWatch Logs allows in an account and Region.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 */
export class TaskMetrics extends Construct {
  /** @internal */
  public static _of(cluster: ecs.ICluster, props: TaskMetricsProps, regulated?: RegulatedResources): TaskMetrics {
    return new TaskMetrics(cluster, props, regulated);
  }

  /**
   * The log group of the events.
   */
  public readonly logGroup: logs.LogGroup;

  /**
   * The rule that sends the events to the log group.
   */
  public readonly rule: events.Rule;

  private constructor(private readonly cluster: ecs.ICluster, { logRetention: retention }: TaskMetricsProps, regulated?: RegulatedResources) {
    super(cluster, 'TaskMetrics');
    this.logGroup = regulated?.logGroup(this, 'LogGroup', { retention })
      ?? new logs.LogGroup(this, 'LogGroup', { retention: retention ?? logs.RetentionDays.ONE_WEEK });
    this.rule = new events.Rule(this, 'Rule', {
      description: `Tasks that start and stop in ${cluster.node.path}`,
      eventPattern: {
        source: [TASK_EVENTS.source],
        detailType: [TASK_EVENTS.detailType],
        detail: { [TASK_EVENTS.cluster]: [cluster.clusterArn], lastStatus: STATUSES, desiredStatus: STATUSES },
      },
      targets: [{ bind: () => ({ arn: this.logGroupArn }) }],
    });
    Validations.of(this.rule).acknowledge({ id: 'Serverless-EventBusDLQ', reason: 'A lost event is one task that is not counted; EventBridge retries for a day' });
    this.allowEvents();
    for (const state of ['started', 'stopped'] as const) {
      this.count(state, BY_LAUNCH_TYPE, TASK_EVENTS.launchType);
      this.count(state, BY_CAPACITY_PROVIDER, TASK_EVENTS.capacityProvider);
    }
  }

  /**
   * The number of tasks that started on a kind of compute, whether they name a launch type or capacity providers.
   *
   * @param type the kind of compute
   * @param options statistic, period and more
   * @default - the sum in periods of 5 minutes
   */
  public metricTasksStarted(type: CapacityType, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('started', { [BY_LAUNCH_TYPE]: launchTypeOf(type) }, options);
  }

  /**
   * The number of tasks that stopped on a kind of compute: replaced by a deployment, scaled in, failed or finished.
   *
   * @param type the kind of compute
   * @param options statistic, period and more
   * @default - the sum in periods of 5 minutes
   */
  public metricTasksStopped(type: CapacityType, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('stopped', { [BY_LAUNCH_TYPE]: launchTypeOf(type) }, options);
  }

  /**
   * The number of tasks that started on one capacity provider, such as Fargate Spot or a group of instances.
   *
   * Throws for a capacity with several capacity providers, or with none.
   *
   * @param capacity the capacity, such as `Capacity.fargateSpot()`
   * @param options statistic, period and more
   * @default - the sum in periods of 5 minutes
   */
  public metricTasksStartedOn(capacity: Capacity, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('started', { [BY_CAPACITY_PROVIDER]: this.providerOf('metricTasksStartedOn', capacity) }, options);
  }

  /**
   * The number of tasks that stopped on one capacity provider.
   *
   * Throws for a capacity with several capacity providers, or with none.
   *
   * @param capacity the capacity, such as `Capacity.fargateSpot()`
   * @param options statistic, period and more
   * @default - the sum in periods of 5 minutes
   */
  public metricTasksStoppedOn(capacity: Capacity, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('stopped', { [BY_CAPACITY_PROVIDER]: this.providerOf('metricTasksStoppedOn', capacity) }, options);
  }

  private metric(state: State, dimension: Readonly<Record<string, string>>, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    const dimensionsMap = { [CLUSTER]: this.cluster.clusterArn, ...dimension };
    return new cloudwatch.Metric({
      namespace: NAMESPACE, metricName: METRICS[state], dimensionsMap, statistic: cloudwatch.Stats.SUM, period: Duration.minutes(5), ...options,
    }).attachTo(this);
  }

  private providerOf(method: string, { capacityProviderNames, description }: Capacity): string {
    const [name, ...others] = capacityProviderNames;
    if (name !== undefined && others.length === 0) { return name; }
    const count = capacityProviderNames.length;
    throw new Error(`[${this.node.path}] ${method}: capacity (${description}) must have one capacity provider, and it has ${count}; ${count === 0
      ? 'use the metric of its CapacityType'
      : 'call it for each of them'}`);
  }

  /** The ARN of the target of a rule. That of the L2 ends with `:*`, which EventBridge does not accept. */
  private get logGroupArn(): string {
    const resourceName = this.logGroup.logGroupName;
    return Stack.of(this).formatArn({ service: 'logs', resource: 'log-group', resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  }

  /**
   * The target of the L2 writes the policy with a custom resource, although CloudFormation has a type for it. The policy belongs to the account and the
   * Region, so its name contains that of the stack. The call that creates a log stream has no source ARN.
   */
  private allowEvents(): void {
    const { write: actions } = LOG_ACTIONS;
    const principals = EVENT_LOG_WRITERS.map(each => new iam.ServicePrincipal(each));
    const allow = (action: string) => new iam.PolicyStatement({
      principals,
      actions: [action],
      resources: [this.logGroup.logGroupArn],
      conditions: action === PUT_EVENTS ? { ArnEquals: { 'aws:SourceArn': this.rule.ruleArn } } : undefined,
    });
    new logs.CfnResourcePolicy(this, 'Policy', {
      policyName: `${Aws.STACK_NAME}-${Names.uniqueResourceName(this, { maxLength: LONGEST_POLICY_ID })}`,
      policyDocument: Stack.of(this).toJsonString(new iam.PolicyDocument({ statements: actions.map(allow) })),
    });
  }

  /** A metric filter publishes nothing for an event without the field of a dimension, so each dimension has its own filter. */
  private count(state: State, dimension: string, field: string): void {
    new logs.MetricFilter(this, `${METRICS[state]}By${dimension}`, {
      logGroup: this.logGroup,
      filterPattern: logs.FilterPattern.all(
        logs.FilterPattern.stringValue('$.detail.lastStatus', '=', COUNTED_STATES[state]),
        logs.FilterPattern.stringValue('$.detail.desiredStatus', '=', COUNTED_STATES[state]),
        logs.FilterPattern.exists(`$.detail.${field}`),
      ),
      metricNamespace: NAMESPACE,
      metricName: METRICS[state],
      metricValue: '1',
      unit: cloudwatch.Unit.COUNT,
      dimensions: { [CLUSTER]: `$.detail.${TASK_EVENTS.cluster}`, [dimension]: `$.detail.${field}` },
    });
  }
}

function launchTypeOf(type: CapacityType): string {
  const [launchType] = Object.entries(CAPACITY_TYPES).flatMap(([name, each]) => each === type ? [name] : []);
  return launchType;
}
