import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct, IConstruct, IDependable } from 'constructs';
import { Compute } from '../../capacity/compute';
import { WorkloadPlan } from '../../workload/workload-plan';
import { RunTaskSettings } from '../run-task-request';
import { RunTarget } from '../run-task-statements';

/** What an execution knows before the job exists. */
export interface JobRequest {
  readonly scope: Construct;
  readonly cluster: ecs.ICluster;
  /** The compute of the first attempt. */
  readonly compute: Compute;
}

/** The job that an execution runs. */
export interface Job extends RunTarget {
  readonly scope: Construct;
  readonly container: ecs.ContainerDefinition;
  readonly logGroup?: logs.ILogGroup;
  readonly deadLetterQueue: sqs.Queue;
  readonly failureTopic?: sns.ITopic;
  readonly plan: WorkloadPlan;
  /** The settings of a task, which are read late. */
  readonly settings: () => RunTaskSettings;
  /** Gives the tasks the network of further instances, if they have none of their own. */
  connectInstances(instances: readonly ec2.IConnectable[]): void;
  /** Makes a resource wait that starts tasks. */
  startedBy(starter: IConstruct): void;
}

/** How a schedule starts the runs, and how they are watched. */
export interface StartedJob {
  /** The target of the schedule, without role and dead letters. */
  readonly target: Pick<scheduler.ScheduleTargetConfig, 'arn' | 'input' | 'ecsParameters'>;
  readonly stateMachine?: sfn.StateMachine;
  /** What must exist before the schedule. */
  readonly before: readonly IDependable[];
  /** The failed runs. */
  failures(options?: cloudwatch.MetricOptions): cloudwatch.IMetric;
  /** Allows the role of the schedule to start runs. */
  allow(role: iam.Role): void;
}

/** The value inside a `JobExecution`. */
export interface JobExecutionKind {
  /** The factory of `JobExecution`, for messages. */
  readonly factory: string;
  /** Why it cannot run the job. */
  problems(request: JobRequest): readonly string[];
  start(job: Job): StartedJob;
}
