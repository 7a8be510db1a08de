import { Lazy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct, IDependable } from 'constructs';
import { keepTaskRevisions } from './kept-task-revisions';
import { namesOf, renderOverrides } from './rendered-overrides';
import { runTaskRequest, withSdkNames } from './run-task-request';
import { runStatements, waitStatements } from './run-task-statements';
import { StandaloneTask } from './standalone-task';
import { acknowledgeRun } from './states/acknowledgements';
import { RunTaskState } from './states/run-task-state';
import { retryStart } from './states/start-retries';
import { functionProblems } from './task-runner-function';
import { createRunMachine } from './task-runner-machine';
import { createMap, createDistributedMap } from './task-runner-map';
import { mapProblems, machineProblems, pathProblems, runTaskProblems, sizeProblems, tokenProblems } from './task-runner-problems';
import { TASK_RUNNER_PROPS } from './task-runner-prop-table';
import {
  AllowFunctionOptions, ForEachDistributedOptions, ForEachOptions, RunTaskInputOptions, RunTaskStateOptions, TaskRunnerProps, TaskStateMachineOptions,
} from './task-runner-props';
import { EcsValidator } from '../../validation/ecs-validator';
import { ClusterAccess } from '../capacity/grants/cluster-access';
import { refuse, refuseNew } from '../checks';
import { injectProps } from '../property-injection';

const RUN_TASK_INPUT = 'RUN_TASK_INPUT';

/**
 * Standalone tasks that code, a pipeline or a state machine starts, up to 10 in one call.
 *
 * Only principals that get a grant can start the tasks, and they can start nothing else: the permission names this task definition, this cluster and the
 * roles of the task definition.
 *
 * Throws when props can never work, before any resource is created.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/standalone-tasks.html
 */
export class TaskRunner extends StandaloneTask {
  /**
   * The id of this construct for property injection.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-shipshape.TaskRunner';

  /**
   * What the tasks need to start: permissions, capacity, the route to the internet, and everything of `connectTo` and `startAfter`.
   *
   * A resource that starts tasks during the deployment depends on it: `customResource.node.addDependency(runner.ready)`.
   */
  public readonly ready: IDependable;

  private readonly access: ClusterAccess;

  /**
   * Creates the task definition, and the security group of the tasks. Nothing is started. Throws when props can never work.
   *
   * @param scope the scope of the tasks
   * @param id the construct id of the tasks
   * @param props the cluster, the containers and the other settings of the tasks
   */
  public constructor(scope: Construct, id: string, props: TaskRunnerProps) {
    const injected = { ...injectProps(scope, id, TaskRunner.PROPERTY_INJECTION_ID, props) };
    super(scope, id, injected);
    this.ready = this._needs.all;
    this.access = new ClusterAccess(this, this.cluster);
    keepTaskRevisions(this.taskDefinition, injected);
    EcsValidator._switchOn(this, TASK_RUNNER_PROPS, this._plan.profile.isRegulated);
  }

  /**
   * Allows starting these tasks on this cluster with RunTask, passing their roles to ECS, and tagging them while they start. Throws for a grantee in another
   * account.
   *
   * @param grantee the principal that starts the tasks
   */
  public grantRun(grantee: iam.IGrantable): iam.Grant {
    const grant = this.access.run(grantee, this.taskDefinition, 'grantRun');
    acknowledgeRun(this, this, grantee);
    return grant;
  }

  /**
   * Allows stopping tasks of the cluster: these, those of services, which ECS then replaces, and all others. IAM cannot confine it to the tasks of one task
   * definition. Throws for a grantee in another account.
   *
   * @param grantee the principal that stops tasks
   */
  public grantStop(grantee: iam.IGrantable): iam.Grant {
    const grant = this.access.stop(grantee, 'grantStop');
    acknowledgeRun(this, this, grantee);
    return grant;
  }

  /**
   * Allows listing and describing the tasks of the cluster, to read how they ended. Throws for a grantee in another account.
   *
   * @param grantee the principal that reads
   */
  public grantRead(grantee: iam.IGrantable): iam.Grant {
    const grant = this.access.readTasks(grantee);
    acknowledgeRun(this, this, grantee);
    return grant;
  }

  /**
   * The input of RunTask as JSON, with the names of the AWS SDKs and of `aws ecs run-task --cli-input-json`. Code that starts tasks parses it, and adds
   * overrides.
   *
   * It names the current revision of the task definition. Throws when ECS would refuse the options.
   *
   * @param options the number of tasks, and overrides of the task definition
   * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
   */
  public runTaskInput(options: RunTaskInputOptions = {}): string {
    const parameters = this.parametersOf(options);
    refuse(this, [...this.problemsOf(options), ...pathProblems(parameters)].map(problem => `runTaskInput: ${problem}`));
    return Lazy.string({ produce: () => Stack.of(this).toJsonString(withSdkNames({ ...this.request(), ...parameters })) });
  }

  /**
   * The command that starts one task with the AWS CLI, for an output of the stack.
   */
  public runTaskCommand(): string {
    return `aws ecs run-task --region ${this.cluster.env.region} --cli-input-json '${this.runTaskInput()}'`;
  }

  /**
   * Allows a function to start these tasks, and sets an environment variable with the input of RunTask.
   *
   * The function is created and updated after everything that the tasks need to start. It can read the input with
   * `new RunTaskCommand(JSON.parse(process.env.RUN_TASK_INPUT))`. RunTask reports tasks that were not started in `failures`, with HTTP status 200: the
   * function must check it.
   *
   * Throws when ECS would refuse the options, for a function that another runner has given the same variable, and for an alias, a version or an imported function,
   * whose environment the app cannot change.
   *
   * @param handler the function
   * @param options the number of tasks, overrides, and the name of the variable
   */
  public allowFunction(handler: lambda.Function, options: AllowFunctionOptions = {}): iam.Grant {
    const { environmentVariable = RUN_TASK_INPUT, ...ofTheCall } = options;
    const input = this.runTaskInput(ofTheCall);
    refuse(this, functionProblems(handler, environmentVariable).map(problem => `allowFunction: ${problem}`));
    const grant = this.grantRun(handler);
    handler.addEnvironment(environmentVariable, input);
    this._startedBy(handler);
    return grant;
  }

  /**
   * A state that runs tasks, for JSONPath and JSONata. Its state machine gets the permissions.
   *
   * With the default integration pattern it waits until the tasks have stopped. It fails if RunTask reports `failures`, or if the essential container of a task
   * ends with an exit code other than 0. When the execution is stopped, Step Functions stops the tasks. After `taskTimeout`, they may keep running:
   * `stateMachine` and `forEach` stop them.
   *
   * Throws when ECS would refuse the options.
   *
   * @param scope the scope of the state
   * @param id the construct id, which is the name of the state
   * @param options the number of tasks, overrides, the integration pattern, and the options of all states
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
   */
  public task(scope: Construct, id: string, options: RunTaskStateOptions = {}): sfn.TaskStateBase {
    const { retryOnServiceErrors = true, count = 1, integrationPattern = sfn.IntegrationPattern.RUN_JOB } = options;
    const parameters = this.parametersOf(options);
    const waitsForToken = integrationPattern === sfn.IntegrationPattern.WAIT_FOR_TASK_TOKEN;
    refuseNew(scope, id, [...this.problemsOf(options), ...(waitsForToken ? tokenProblems(parameters) : [])]);
    const run = runStatements(this, this);
    const statements = integrationPattern === sfn.IntegrationPattern.RUN_JOB ? [...run, ...waitStatements(this, this)] : run;
    const state = new RunTaskState(scope, id, { ...options, integrationPattern, parameters, statements, request: () => this.request() });
    if (retryOnServiceErrors) { retryStart(state, count); }
    return state;
  }

  /**
   * A state that runs one task for each item of an array, 10 at once by default. Paths in `command` and `environment` begin at the item.
   *
   * The map fails with its first failed item. Step Functions then stops the other tasks, and starts no more. Use it for arrays of up to about 1,000 items: an
   * execution has at most 25,000 events. It uses JSONPath.
   *
   * Throws when Step Functions or ECS would refuse the options.
   *
   * @param scope the scope of the state
   * @param id the construct id, which is the name of the state
   * @param options the array, the number of tasks at once, overrides, and the timeout of a task
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html
   */
  public forEach(scope: Construct, id: string, options: ForEachOptions = {}): sfn.Map {
    refuseNew(scope, id, [...mapProblems(options, 'inline'), ...this.problemsOf(options)]);
    return createMap(this, scope, id, options);
  }

  /**
   * A state that runs one task for each item of an array or of a data set in Amazon S3, as child executions, 10 at once by default. Paths in `command` and
   * `environment` begin at the item.
   *
   * The map fails if more items fail than it tolerates. Step Functions then stops the tasks that run, and starts no more. It uses JSONPath.
   *
   * Throws when Step Functions or ECS would refuse the options.
   *
   * @param scope the scope of the state
   * @param id the construct id, which is the name of the state
   * @param options the items, the number of tasks at once, tolerated failures, overrides, and the timeout of a task
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
   */
  public forEachDistributed(scope: Construct, id: string, options: ForEachDistributedOptions = {}): sfn.DistributedMap {
    refuseNew(scope, id, [...mapProblems(options, 'distributed'), ...this.problemsOf(options)]);
    return createDistributedMap(this, scope, id, options);
  }

  /**
   * A state machine that runs the tasks, waits until they have stopped, and fails when one fails. A pipeline starts it with `StepFunctionInvokeAction`.
   *
   * It is a Standard workflow that logs to CloudWatch Logs and is traced with AWS X-Ray. It is created and updated after everything that the tasks need to
   * start. In the regulated profile, its log group is encrypted, and its permissions are managed policies.
   *
   * Throws when Step Functions or ECS would refuse the options.
   *
   * @param id the construct id of the state machine
   * @param options the number of tasks and overrides, or the states; and the timeout
   */
  public stateMachine(id: string, options: TaskStateMachineOptions = {}): sfn.StateMachine {
    refuseNew(this, id, [...machineProblems(options), ...this.problemsOf(options)]);
    const machine = createRunMachine(this, id, options, this._plan);
    this._startedBy(machine);
    return machine;
  }

  private problemsOf(options: RunTaskInputOptions): readonly string[] {
    return [...runTaskProblems(options, namesOf(this.container)), ...sizeProblems(this._plan, options.size)];
  }

  private parametersOf(options: RunTaskInputOptions): Readonly<Record<string, unknown>> {
    const { count, startedBy } = options;
    const overrides = renderOverrides(options, namesOf(this.container));
    return {
      ...(count === undefined ? {} : { Count: count }),
      ...(startedBy === undefined ? {} : { StartedBy: startedBy }),
      ...(overrides ? { Overrides: overrides } : {}),
    };
  }

  private request(): Readonly<Record<string, unknown>> { return runTaskRequest(this._settings()); }
}
