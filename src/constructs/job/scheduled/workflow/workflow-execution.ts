import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { explainFailure } from './failure-states';
import { skipOverlap } from './overlap-states';
import { reportFailure } from './report-states';
import { RunStates } from './run-states';
import { DATA } from './state-scope';
import { stopAttempt, stopStarted } from './timeout-states';
import { workflowFailures } from './workflow-failures';
import { workflowProblems } from './workflow-problems';
import { Compute } from '../../../capacity/compute';
import { hasKind } from '../../../checks';
import { acknowledge } from '../../../nag/acknowledgements';
import { runTaskRequest } from '../../run-task-request';
import { runStatements, waitStatements } from '../../run-task-statements';
import { createStateMachine } from '../../states/state-machine';
import type { WorkflowExecutionOptions } from '../job-execution';
import { Job, JobExecutionKind, JobRequest, StartedJob } from '../job-execution-kind';
import { JobOverlap } from '../job-overlap';

/** The input of an execution: what it changes of the task, as the overrides of RunTask, and the time for which it was scheduled. */
const INPUT = { Overrides: {}, ScheduledTime: scheduler.ContextAttribute.scheduledTime };

const DEFAULT_INTERVAL = Duration.minutes(1);
const DEFAULT_TIMEOUT = Duration.hours(24);

/** A Standard workflow that runs the task. */
export class WorkflowExecution implements JobExecutionKind {
  public readonly factory = 'workflow';

  private readonly options: WorkflowExecutionOptions;

  public constructor(options: WorkflowExecutionOptions) { this.options = { ...options }; }

  public problems({ cluster, compute }: JobRequest): readonly string[] {
    const { options, options: { fallbackCapacity } } = this;
    return workflowProblems(options, compute, hasKind(fallbackCapacity, 'on') ? fallbackCapacity?._kind.on(cluster) : undefined);
  }

  public start(job: Job): StartedJob {
    const fallback = this.options.fallbackCapacity?._kind.on(job.cluster);
    fallback?.associate();
    if (fallback?.instances) { job.connectInstances(fallback.instances); }
    const stateMachine = this.stateMachine(job, fallback);
    const own = this.isExclusive ? [listOwnRuns(job, stateMachine)] : [];
    return {
      target: { arn: stateMachine.stateMachineArn, input: scheduler.ScheduleTargetInput.fromObject(INPUT) },
      stateMachine,
      before: [stateMachine, stateMachine.role, ...own, ...(fallback ? [fallback.ready] : [])],
      failures: options => workflowFailures(stateMachine, options),
      allow: schedulerRole => { stateMachine.grantStartExecution(schedulerRole); },
    };
  }

  private get isExclusive(): boolean { return (this.options.overlap ?? JobOverlap.SKIP) === JobOverlap.SKIP; }

  private stateMachine(job: Job, fallback: Compute | undefined): sfn.StateMachine {
    const { scope, cluster, taskDefinition, plan, failureTopic } = job;
    const definition = this.states(job, new Construct(scope, 'States'), fallback);
    const stateMachine = createStateMachine(new Construct(scope, 'Workflow'), { cluster, taskDefinition, plan, definition, comment: `Runs ${scope.node.path}` });
    job.startedBy(stateMachine);
    failureTopic?.grantPublish(stateMachine);
    acknowledge(stateMachine.role, ['AwsSolutions-IAM5[Action::kms:GenerateDataKey*]'], 'The key of the topic, with the actions that the CDK grants');
    return stateMachine;
  }

  private states(job: Job, scope: Construct, fallback: Compute | undefined): sfn.IChainable {
    const { retryAttempts: attempts = 2, backoffRate = 2, retryInterval: interval = DEFAULT_INTERVAL, timeout = DEFAULT_TIMEOUT } = this.options;
    const { settings } = job;
    const reported = reportFailure(scope, { jobPath: job.scope.node.path, topic: job.failureTopic, logGroup: job.logGroup });
    const failed = explainFailure(scope, reported);
    const tasks = { cluster: job.cluster, startedBy: sfn.JsonPath.executionName, timeout };
    const timedOut = stopAttempt(scope, tasks, reported);
    const runs = new RunStates(scope, {
      request: () => runTaskRequest(settings()),
      fallback: fallback && (() => runTaskRequest({ ...settings(), placement: fallback.placement })),
      statements: statementsOf(job),
      timeout,
      retries: { attempts, interval, backoffRate },
    }, { timedOut, failed: stopStarted(scope, tasks, failed) });
    const run = withOverrides(scope, runs.start);
    return this.isExclusive ? skipOverlap(scope, { run, failed }) : run;
  }
}

function statementsOf(job: Job): iam.PolicyStatement[] { return [...runStatements(job.scope, job), ...waitStatements(job.scope, job)]; }

/** A run that is started by hand may have no overrides in its input. */
function withOverrides(scope: Construct, run: sfn.IChainable): sfn.IChainable {
  const none = new sfn.Pass(scope, 'UseNoOverrides', { result: sfn.Result.fromObject({}), resultPath: DATA.overrides }).next(run);
  return new sfn.Choice(scope, 'HasOverrides').when(sfn.Condition.isPresent(DATA.overrides), run).otherwise(none);
}

/** The policy refers to the state machine, which waits for the policies of its role: so it is a separate one. */
function listOwnRuns({ scope, plan: { profile } }: Job, { role, stateMachineArn }: sfn.StateMachine): Construct {
  const statements = [new iam.PolicyStatement({ actions: ['states:ListExecutions'], resources: [stateMachineArn] })];
  return profile.isRegulated
    ? new iam.ManagedPolicy(scope, 'OwnRunsPolicy', { roles: [role], statements })
    : new iam.Policy(scope, 'OwnRunsPolicy', { roles: [role], statements });
}
