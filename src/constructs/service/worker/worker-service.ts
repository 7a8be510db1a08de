import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { makeQueue, QueueSetting } from './make-queue';
import { taskCountMetric } from './task-count-metric';
import { acknowledgeUrls } from './url-acknowledgement';
import { urlVariable, WorkerPlan } from './worker-plan';
import { queueMetric, WorkerQueue } from './worker-queue';
import { WORKER_SERVICE_PROPS } from './worker-service-prop-table';
import { WorkerServiceProps } from './worker-service-props';
import { PROTECT_TASK } from '../../../facts/cluster-access';
import { QUEUE_METRICS } from '../../../facts/queues';
import { arnOnCluster } from '../../capacity/cluster-place';
import { acknowledgeWildcardArns } from '../../nag/acknowledgements';
import { injectProps } from '../../property-injection';
import { backlogMetric, BacklogOptions, BacklogSetting, scalableTargetOf, sleepAtZero, trackBacklog, wakeFromZero } from '../../scaling/backlog-scaling';
import { ServiceScaling } from '../../scaling/service-scaling';
import { ContainerService } from '../container-service';

/**
 * A service whose tasks process the messages of SQS queues. It scales so that no message waits longer than a goal.
 *
 * Messages that fail repeatedly go to a dead-letter queue. The container has the URL of the queue in the environment variable `QUEUE_URL`, and the task role may
 * receive and delete messages. Nothing sends requests to the tasks.
 *
 * Throws when props can never work, before any resource is created.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking-metric-math.html
 */
export class WorkerService extends ContainerService {
  /**
   * The id of this construct for property injection.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-shipshape.WorkerService';

  /**
   * The first queue: of the props of the service.
   */
  public readonly firstQueue: WorkerQueue;

  /**
   * The further queues, by the names of `otherQueues`.
   */
  public readonly otherQueues: { [name: string]: WorkerQueue };

  /**
   * The auto scaling of the service, for schedules and further policies; undefined if `minTasks` equals `maxTasks`.
   */
  public readonly scaling?: ServiceScaling;

  private readonly backlog: BacklogSetting;

  /**
   * Creates the queues and the service. Throws when props can never work.
   *
   * @param scope the scope of the service
   * @param id the construct id of the service
   * @param props the cluster, the containers, the queues and the other settings of the service
   */
  public constructor(scope: Construct, id: string, props: WorkerServiceProps) {
    props = injectProps(scope, id, WorkerService.PROPERTY_INJECTION_ID, props ?? {} as WorkerServiceProps);
    const plan = new WorkerPlan(scope, id, props);
    super(scope, id, plan.serviceProps);
    const { stopTimeout, wakeTime } = plan;
    const setting: QueueSetting = { stopTimeout, wakeTime, alarmTopic: props.alarmTopic, regulatedKey: () => this._regulatedKey };
    this.firstQueue = makeQueue(this, plan.first, urlVariable(), setting);
    const others = [...plan.others].map(([name, queue]) => [name, makeQueue(this.scopeOf(name), queue, urlVariable(name), setting)] as const);
    this.otherQueues = Object.fromEntries(others);
    this.consume();
    if (props.taskProtection) { this.allowProtection(); }
    this.backlog = this.backlogOf(plan);
    this.scaling = plan.isScaled ? this.scaleOn(plan, props) : undefined;
    this._validate(WORKER_SERVICE_PROPS);
  }

  /**
   * The first queue.
   */
  public get queue(): sqs.IQueue { return this.firstQueue.queue; }

  /**
   * The dead-letter queue of the first queue; undefined if an existing queue has none, or is imported.
   */
  public get deadLetterQueue(): sqs.IQueue | undefined { return this.firstQueue.deadLetterQueue; }

  /**
   * The visible messages for each running task, in messages of the first queue. It has no value while no task runs.
   *
   * With several queues, a message of another queue counts as many messages of the first queue as are the same share of the latency goal.
   *
   * @param options the label, the period and other options of the metric
   * @default - every minute
   */
  public metricBacklogPerTask(options?: cloudwatch.MathExpressionOptions): cloudwatch.MathExpression { return backlogMetric(this.backlog, options); }

  /** A scope of its own, so that the name of a queue cannot be the id of another part of the service. */
  private scopeOf(name: string): Construct {
    const queues = this.node.tryFindChild('Queues') as Construct | undefined;
    return new Construct(queues ?? new Construct(this, 'Queues'), name);
  }

  private get queues(): readonly WorkerQueue[] { return [this.firstQueue, ...Object.values(this.otherQueues)]; }

  private consume(): void {
    for (const { queue, urlVariable: variable } of this.queues) {
      queue.grantConsumeMessages(this);
      this.container.addEnvironment(variable, queue.queueUrl);
    }
    acknowledgeUrls(this, this.taskDefinition, this.queues.map(({ urlVariable: variable }) => variable));
    this._need('queue');
  }

  private allowProtection(): void {
    const tasks = arnOnCluster(this, this.cluster, 'task', '*');
    iam.Grant.addToPrincipal({ grantee: this, actions: [...PROTECT_TASK], resourceArns: [tasks] });
    acknowledgeWildcardArns(this.taskDefinition.taskRole, [tasks], 'The id of a task is known only when it runs; the ARN confines the permission to the tasks of the cluster');
  }

  private backlogOf({ messagesPerTask, queues: plans }: WorkerPlan): BacklogSetting {
    const queues = this.queues.map((queue, index) => ({
      visible: queue.metricVisibleMessages(),
      notVisible: queue.metricMessagesInProcess(),
      received: queueMetric(queue.queue, QUEUE_METRICS.received, { statistic: cloudwatch.Stats.SUM }),
      work: plans[index].work,
    }));
    return { queues, messagesPerTask, tasks: taskCountMetric(this, { period: queues[0].visible.period }) };
  }

  private scaleOn({ minTasks }: WorkerPlan, { maxTasks, ...options }: BacklogOptions & { readonly maxTasks: number }): ServiceScaling {
    const scaling = this.autoScale({ minTasks, maxTasks });
    const target = scalableTargetOf(scaling.taskCount);
    trackBacklog(target, this.backlog, options);
    if (minTasks === 0) {
      wakeFromZero(target, this.backlog);
      sleepAtZero(target, this.backlog);
    }
    return scaling;
  }
}
