import { Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { explainFailure } from './failure-states';
import { acknowledgeWorkflow } from './nag-acknowledgements';
import { skipOverlap } from './overlap-states';
import { reportFailure } from './report-states';
import { RunStates } from './run-states';
import { DATA } from './state-scope';
import { stopTasks } from './timeout-states';
import { workflowFailures } from './workflow-failures';
import { workflowProblems } from './workflow-problems';
import { CLUSTER_CONDITION_KEY } from '../../../../facts/cluster-access';
import { Compute } from '../../../capacity/compute';
import { ManagedGrantsRole } from '../../../profile/managed-grants-role';
import { runTaskRequest } from '../../run-task-request';
import { runStatements, waitStatements } from '../../run-task-statements';
import type { WorkflowExecutionOptions } from '../job-execution';
import { Job, JobExecutionKind, JobRequest, StartedJob } from '../job-execution-kind';
import { JobOverlap } from '../job-overlap';

/** The input of an execution: what it changes of the task, as the overrides of RunTask, and the time for which it was scheduled. */
const INPUT = { Overrides: {}, ScheduledTime: scheduler.ContextAttribute.scheduledTime };

/** A prefix with which the log groups of many state machines need one resource policy. */
const LOG_GROUP_PREFIX = '/aws/vendedlogs/states/';

const DEFAULT_INTERVAL = Duration.minutes(1);
const DEFAULT_TIMEOUT = Duration.hours(24);

/** A Standard workflow that runs the task. */
export class WorkflowExecution implements JobExecutionKind {
  public readonly factory = 'workflow';

  public constructor(private readonly options: WorkflowExecutionOptions) {}

  public problems({ cluster, compute }: JobRequest): readonly string[] {
    return workflowProblems(this.options, compute, this.options.fallbackCapacity?._kind.on(cluster));
  }

  public start(job: Job): StartedJob {
    const fallback = this.options.fallbackCapacity?._kind.on(job.cluster);
    fallback?.associate();
    if (fallback?.instances) { job.connectInstances(fallback.instances); }
    const role = job.role(job.scope, 'WorkflowRole', new iam.ServicePrincipal('states.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(job.scope).account } },
    }));
    const stateMachine = this.stateMachine(job, role, fallback);
    const own = this.isExclusive ? [listOwnRuns(job, role, stateMachine)] : [];
    acknowledgeWorkflow(stateMachine, role, statementsOf(job));
    return {
      target: { arn: stateMachine.stateMachineArn, input: scheduler.ScheduleTargetInput.fromObject(INPUT) },
      stateMachine,
      before: [stateMachine, role, ...own, ...(fallback ? [fallback.ready] : [])],
      failures: options => workflowFailures(stateMachine, options),
      allow: schedulerRole => { stateMachine.grantStartExecution(schedulerRole); },
    };
  }

  private get isExclusive(): boolean { return (this.options.overlap ?? JobOverlap.SKIP) === JobOverlap.SKIP; }

  private stateMachine(job: Job, role: iam.Role, fallback: Compute | undefined): sfn.StateMachine {
    const { scope, cluster, regulated, failureTopic } = job;
    role.addToPrincipalPolicy(new iam.PolicyStatement({
      actions: ['ecs:ListTasks'], resources: ['*'], conditions: { ArnEquals: { [CLUSTER_CONDITION_KEY]: cluster.clusterArn } },
    }));
    failureTopic?.grantPublish(role);
    return new sfn.StateMachine(scope, 'Workflow', {
      role,
      comment: `Runs ${scope.node.path}`,
      definitionBody: sfn.DefinitionBody.fromChainable(this.states(job, new Construct(scope, 'States'), fallback)),
      logs: regulated ? {
        destination: regulated.logGroup(scope, 'WorkflowLogs', { namePrefix: LOG_GROUP_PREFIX }), level: sfn.LogLevel.ALL, includeExecutionData: false,
      } : undefined,
    });
  }

  private states(job: Job, scope: Construct, fallback: Compute | undefined): sfn.IChainable {
    const { retryAttempts: attempts = 2, backoffRate = 2, retryInterval: interval = DEFAULT_INTERVAL, timeout = DEFAULT_TIMEOUT } = this.options;
    const { settings } = job;
    const reported = reportFailure(scope, { jobPath: job.scope.node.path, topic: job.failureTopic, logGroup: job.logGroup });
    const failed = explainFailure(scope, reported);
    const timedOut = stopTasks(scope, { clusterArn: job.cluster.clusterArn, timeout }, reported);
    const runs = new RunStates(scope, {
      request: () => runTaskRequest(settings()),
      fallback: fallback && (() => runTaskRequest({ ...settings(), placement: fallback.placement })),
      statements: statementsOf(job),
      timeout,
      retries: { attempts, interval, backoffRate },
    }, { timedOut, failed });
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
function listOwnRuns({ scope }: Job, role: iam.Role, stateMachine: sfn.StateMachine): Construct {
  const statements = [new iam.PolicyStatement({ actions: ['states:ListExecutions'], resources: [stateMachine.stateMachineArn] })];
  return role instanceof ManagedGrantsRole
    ? new iam.ManagedPolicy(scope, 'OwnRunsPolicy', { roles: [role], statements })
    : new iam.Policy(scope, 'OwnRunsPolicy', { roles: [role], statements });
}
