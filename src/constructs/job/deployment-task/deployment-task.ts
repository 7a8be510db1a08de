import { Duration, Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { DEPLOYMENT_TASK_PROPS } from './deployment-task-prop-table';
import { DeploymentTaskProps, ServiceDeploymentTaskOptions } from './deployment-task-props';
import { DeploymentTaskProvider } from './deployment-task-provider';
import { overridesFor, propsFrom, reachedBy, serviceTaskProblems } from './service-task';
import { createTaskRun, RESERVE } from './task-run';
import { CUSTOM_RESOURCE } from '../../../facts/custom-resources';
import { EcsValidator } from '../../../validation/ecs-validator';
import { isLike, refuse, refuseNew, secondsProblem, shown, wholeNumberProblem } from '../../checks';
import { findProfile, withDefaults } from '../../profile/profile-data';
import { injectProps } from '../../property-injection';
import { ContainerService } from '../../service/container-service';
import { AddContainerOptions } from '../../task/container-options';
import { textListProblem } from '../../task/container-type-problems';
import { namesOf, renderOverrides } from '../rendered-overrides';
import { runTaskRequest } from '../run-task-request';
import { StandaloneTask } from '../standalone-task';
import { TaskOverrides } from '../task-overrides';

const MAX_LOG_LINES = 50;

/** The functions wait for an earlier task that stops. */
const MAX_STOP_SECONDS = 120;

const MAX_SECONDS = CUSTOM_RESOURCE.maxSeconds - RESERVE.toSeconds();

/** Overrides of the task that is being created. The constructor of the base class throws before it could be passed on. */
const OVERRIDES = new WeakMap<DeploymentTaskProps, TaskOverrides>();

/**
 * A task that must succeed before a service is updated, such as a database migration.
 *
 * CloudFormation runs it when it creates the stack, and whenever the definition of the task changes. The task succeeds if its main container exits with
 * 0. Otherwise the deployment fails with the reason and the end of the log, the service keeps its version, and the stack is rolled back.
 *
 * The service waits with `service.startAfter(task)`; `DeploymentTask.before` also takes the settings of the task from the service.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources.html
 */
export class DeploymentTask extends StandaloneTask {
  /**
   * The id of this construct for property injection.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-shipshape.DeploymentTask';

  /**
   * Creates a task that runs before the tasks of a service are started or updated, with the image, environment, secrets, size, capacity, profile,
   * subnets, security groups and task role of the service. It waits for the rules of these security groups, and for databases to which the service
   * connects.
   *
   * It has its own task definition, without the ports, the health check, the restart policy and the additional containers of the service. If the service
   * has an existing task definition, the task uses that one with another command.
   *
   * Throws when the task can never run.
   *
   * @param service the service that waits for the task
   * @param id the construct id of the task, in the scope of the service
   * @param options the command, and what differs from the service
   */
  public static before(service: ContainerService, id: string, options: ServiceDeploymentTaskOptions): DeploymentTask {
    if (!isLike(service, '_workloadPlan')) { throw new Error(`[${id}] service${shown(service) || ' (undefined)'} must be a ContainerService of this app`); }
    refuseNew(service, id, serviceTaskProblems(service, options));
    const props = propsFrom(service, options);
    const overrides = overridesFor(service, options);
    if (overrides) { OVERRIDES.set(props, overrides); }
    const task = new DeploymentTask(service, id, props);
    task.startAfter(reachedBy(service));
    service.startAfter(task);
    return task;
  }

  /**
   * Creates a task and runs it in the deployment. Throws when props can never work.
   *
   * @param scope the scope of the task
   * @param id the construct id of the task
   * @param props the cluster, the image, the command and the other settings of the task
   */
  public constructor(scope: Construct, id: string, props: DeploymentTaskProps) {
    const overrides = OVERRIDES.get(props);
    props = injectProps(scope, id, DeploymentTask.PROPERTY_INJECTION_ID, props);
    refuseNew(scope, id, problemsOf(props));
    if (props.cluster) { refuseNew(scope, id, DeploymentTaskProvider.problems(scope, findProfile(scope, props.profile, props.cluster))); }
    super(scope, id, props);
    const { cluster, taskDefinition, container } = this;
    const run = createTaskRun(this, {
      cluster,
      taskDefinition,
      container,
      options: props,
      profile: this._plan.profile,
      request: () => ({
        ...runTaskRequest(this._settings()),
        ...(overrides ? { Overrides: renderOverrides(overrides, namesOf(container)) } : {}),
      }),
    });
    this._startedBy(run);
    EcsValidator._switchOn(this, DEPLOYMENT_TASK_PROPS, this._plan.profile.isRegulated);
  }

  /**
   * Adds a container that runs beside the main one, such as a proxy. It is not essential by default, so that only the main container ends the task. The
   * deployment fails if another essential container ends by itself, or exits with 0 after SIGTERM: ECS does not tell which container ended first.
   *
   * Throws when ECS would refuse the container, or when `stopTimeout` is longer than 120 seconds.
   *
   * @param name the name of the container
   * @param options the image and the other settings of the container
   */
  public override addContainer(name: string, options: AddContainerOptions): ecs.ContainerDefinition {
    refuse(this, stopProblems(options).map(problem => `container '${name}': ${problem}`));
    return super.addContainer(name, withDefaults(options, { essential: false }));
  }
}

/** A value of another type, and part of a second, would fail without the name of the prop. */
function durationProblem(name: string, duration: Duration | undefined): string[] {
  if (duration === undefined) { return []; }
  if (!isLike(duration, 'toSeconds')) { return [`${name}${shown(duration)} must be a Duration, such as Duration.minutes(15)`]; }
  return duration.isUnresolved() || Number.isInteger(duration.toSeconds({ integral: false })) ? [] : [`${name} (${duration.toHumanString()}) must be whole seconds`];
}

function stopProblems({ stopTimeout }: { readonly stopTimeout?: Duration }): string[] {
  return secondsProblem('stopTimeout', stopTimeout, { min: 2, max: MAX_STOP_SECONDS }).map(problem =>
    `${problem}, because the next task, a rollback and a deletion wait until the task has stopped`);
}

function problemsOf({ timeout, logLines, stopTimeout, triggers }: DeploymentTaskProps): string[] {
  const wrongTypes = [...durationProblem('timeout', timeout), ...durationProblem('stopTimeout', stopTimeout), ...textListProblem('triggers', triggers)];
  if (wrongTypes.length > 0) { return wrongTypes; }
  const tooLong = secondsProblem('timeout', timeout, { min: 1, max: MAX_SECONDS });
  return [
    ...(timeout?.isUnresolved() ? ['timeout must be known at synthesis'] : []),
    ...tooLong.map(problem => `${problem}, because CloudFormation waits for a custom resource for one hour at most; run a longer task in a step of the pipeline before the deployment, or in a state machine`),
    ...stopProblems({ stopTimeout }),
    ...(Token.isUnresolved(logLines) ? ['logLines must be known at synthesis'] : wholeNumberProblem('logLines', logLines, { min: 0, max: MAX_LOG_LINES })),
  ];
}
