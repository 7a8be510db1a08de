import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct, IConstruct, IDependable } from 'constructs';
import { restartProblems } from './restart-problems';
import { RunTaskSettings, TaskInterfaces } from './run-task-request';
import { StandaloneTaskProps } from './standalone-task-props';
import { TaskNeeds } from './task-needs';
import { DESCRIPTION_LENGTHS, NOT_IN_GROUP_DESCRIPTIONS } from '../../facts/descriptions';
import { allowSessions } from '../capacity/exec-permissions';
import { refuse } from '../checks';
import { Target } from '../service/target';
import { AddContainerOptions } from '../task/container-options';
import { startAfter } from '../workload/dependencies';
import { Workload } from '../workload/workload';
import { withContainerName, WorkloadPlan } from '../workload/workload-plan';

const CONTAINER_NAME = 'task';

/**
 * Tasks that no service runs: something starts them, and they end by themselves.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/standalone-tasks.html
 */
export class StandaloneTask extends Construct implements iam.IGrantable, ec2.IConnectable {
  /**
   * The cluster that the tasks run on.
   */
  public readonly cluster: ecs.ICluster;

  /**
   * The task definition of the tasks.
   */
  public readonly taskDefinition: ecs.TaskDefinition;

  /**
   * The main container.
   */
  public readonly container: ecs.ContainerDefinition;

  /**
   * The log group of the containers; undefined with an existing task definition, or with `logging`.
   */
  public readonly logGroup?: logs.ILogGroup;

  /**
   * The connections of the tasks.
   */
  public readonly connections: ec2.Connections;

  /**
   * The task role, which receives grants.
   */
  public readonly grantPrincipal: iam.IPrincipal;

  /**
   * The decisions about the tasks.
   *
   * @internal
   */
  protected readonly _plan: WorkloadPlan;

  /**
   * What the tasks need to start.
   *
   * @internal
   */
  protected readonly _needs: TaskNeeds;

  private readonly props: StandaloneTaskProps;
  private readonly workload: Workload;

  /**
   * Creates the task definition, and the security group of the tasks. Throws when props can never work.
   *
   * @param scope the scope of the tasks
   * @param id the construct id of the tasks
   * @param props the cluster, the containers and the other settings of the tasks
   */
  protected constructor(scope: Construct, id: string, props: StandaloneTaskProps) {
    super(scope, id);
    this.props = props;
    this._plan = new WorkloadPlan(this, withContainerName(props, CONTAINER_NAME), false);
    refuse(this, [...this._plan.problems, ...restartProblems(this._plan.props)]);
    this.workload = new Workload(this, this._plan);
    this.cluster = props.cluster;
    if (props.enableExecuteCommand) { allowSessions(props.cluster, this.workload.taskDefinition); }
    this.taskDefinition = this.workload.taskDefinition;
    this.container = this.workload.container;
    this.logGroup = this.workload.logGroup;
    this.grantPrincipal = this.taskDefinition.taskRole;
    this.connections = new ec2.Connections({ securityGroups: this.securityGroups() });
    this._needs = new TaskNeeds(this, 'Needs', this.connections);
    this.workload.startedBy(this._needs);
    // a custom resource that waits for `ready` need not refer to the task definition; the L2 services wait for the policies of the task role too
    startAfter(this._needs, [this.taskDefinition.node.defaultChild ?? this.taskDefinition, this.taskDefinition.taskRole]);
  }

  /**
   * Adds a container that runs beside the main one, such as a proxy or an agent. Set `essential` to false, unless the task must stop when it ends.
   *
   * Its logs go to the log group of the tasks, if there is one, unless `logging` is set.
   *
   * Throws when ECS would refuse the container.
   *
   * @param name the name of the container
   * @param options the image and the other settings of the container
   */
  public addContainer(name: string, options: AddContainerOptions): ecs.ContainerDefinition {
    return this.workload.addContainer(name, options);
  }

  /**
   * Allows connections from the tasks to a service, a database or another connectable resource.
   *
   * The security group rules are created in the stack of the tasks, so that the stack of the target does not depend on it. What starts the tasks waits
   * for these rules, and for the instances of a database or the mount targets of a file system in its stack.
   *
   * @param target the resource that the tasks connect to
   */
  public connectTo(target: Target): void {
    refuse(this, this._plan.connectionProblems);
    target._allowFrom(this);
    this._needs.node.addDependency(target._before(this));
  }

  /**
   * Starts the tasks after other resources: a service, a database, a custom resource that prepares data. Only what starts the tasks waits.
   *
   * @param dependencies the resources that must exist before the tasks start
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html
   */
  public startAfter(...dependencies: IDependable[]): void { startAfter(this._needs, dependencies); }

  /**
   * Makes a resource wait that starts the tasks.
   *
   * @internal
   */
  protected _startedBy(starter: IConstruct): void { this._needs.before(starter); }

  /**
   * The settings with which the tasks are started. Read them as late as possible: the default strategy of a cluster may still change.
   *
   * They name the revision of the task definition: a family can be the one of another stage or app in the account, and its latest revision can be started before
   * the deployment has created what the revision needs.
   *
   * @internal
   */
  protected _settings(): RunTaskSettings {
    const { props: { enableExecuteCommand, propagateTags = true, enableEcsManagedTags = true }, _plan: { compute, hasOwnInterface } } = this;
    return {
      clusterArn: this.cluster.clusterArn,
      taskDefinition: this.taskDefinition.taskDefinitionArn,
      placement: compute.placement,
      interfaces: hasOwnInterface ? this.interfaces() : undefined,
      enableExecuteCommand,
      propagateTags,
      enableEcsManagedTags,
    };
  }

  private interfaces(): TaskInterfaces {
    const { subnets: { selection, assignPublicIp = false } } = this.workload;
    return {
      subnets: this.cluster.vpc.selectSubnets(selection).subnetIds,
      securityGroups: this.connections.securityGroups.map(({ securityGroupId }) => securityGroupId),
      assignPublicIp,
    };
  }

  /** Outside of network mode awsvpc the tasks have those of their instances, which the needs add. */
  private securityGroups(): ec2.ISecurityGroup[] {
    if (!this._plan.hasOwnInterface) { return []; }
    return this.props.securityGroups ?? [new ec2.SecurityGroup(this, 'SecurityGroup', { vpc: this.cluster.vpc, description: descriptionOf(this.node.path) })];
  }
}

/** As the CDK describes it, which changes no existing group: another description replaces a group. */
function descriptionOf(path: string): string {
  return `${path}/SecurityGroup`.replace(NOT_IN_GROUP_DESCRIPTIONS, '_').slice(0, DESCRIPTION_LENGTHS.securityGroup);
}
