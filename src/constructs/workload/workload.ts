import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { dependOnTaskNeeds } from './dependencies';
import { allowSessionLog } from './exec-session-log';
import { acknowledgeWildcards } from './nag-acknowledgements';
import { LOG_GROUP, regulatedTask } from './regulated-task';
import { containerEndpoints, execEndpoints } from './required-endpoints';
import { WorkloadPlan } from './workload-plan';
import { limitExecPermissions } from '../capacity/exec-permissions';
import { refuse } from '../checks';
import { InstanceNetwork } from '../network/instance-network';
import { INetworkClient, TaskNetwork, TaskSubnets } from '../network/task-subnets';
import { addLogRouterInTime } from '../observability/log-router';
import { bindSecrets } from '../secrets/bind-secrets';
import { addContainer } from '../task/add-container';
import { AddContainerOptions } from '../task/container-options';
import { containerProblems, portNameProblems } from '../task/container-problems';
import { ContainerTask, defineTask } from '../task/container-task';
import { containerTypeProblems } from '../task/container-type-problems';

/** A task with its network, capacity and permissions. A service, a job or a one-off task starts it. */
export class Workload {
  public readonly taskDefinition: ecs.TaskDefinition;
  public readonly container: ecs.ContainerDefinition;
  public readonly logGroup?: logs.ILogGroup;
  public readonly subnets: TaskNetwork;
  private sideLogGroup?: logs.ILogGroup;

  public constructor(private readonly scope: Construct, private readonly plan: WorkloadPlan) {
    const { props } = plan;
    if (props.enableExecuteCommand) { limitExecPermissions(scope); }
    this.subnets = this.network();
    const task = this.defineTask();
    this.taskDefinition = task.taskDefinition;
    this.container = task.container;
    this.logGroup = task.logGroup;
    plan.compute.associate();
    addLogRouterInTime(this.taskDefinition, router => this.needEndpointsOf(router));
    if (props.enableExecuteCommand) { allowSessionLog(props.cluster, this.container, this.logGroup); }
    acknowledgeWildcards(scope, this.taskDefinition);
  }

  /** Makes the construct that starts the tasks wait for the resources that they need. */
  public startedBy(starter: INetworkClient): void {
    dependOnTaskNeeds(starter, this.taskDefinition, this.plan.compute.ready);
    this.subnets.connect(starter);
    this.needEndpointsOf(this.container, this.plan.props.enableExecuteCommand ? execEndpoints(this.plan.props.cluster) : []);
  }

  public addContainer(name: string, options: AddContainerOptions): ecs.ContainerDefinition {
    const { scope, plan } = this;
    refuse(scope, [...this.nameProblems(name), ...containerTypeProblems(options)].map(problem => `container '${name}': ${problem}`));
    const problems = [...containerProblems(name, options, plan.containerHost), ...portNameProblems(options), ...plan.addedContainerProblems(options)];
    refuse(scope, problems.map(problem => `container '${name}': ${problem}`));
    const container = addContainer(this.taskDefinition, name, options, {
      secrets: bindSecrets(scope, options.secrets ?? {}, plan.secretHost),
      logging: options.logging ? undefined : this.sideLog(name),
    });
    this.needEndpointsOf(container);
    return container;
  }

  /** A name that is known only later is compared by ECS. */
  private nameProblems(name: string): string[] {
    const isTaken = this.taskDefinition.node.findAll().some(each => each instanceof ecs.ContainerDefinition && each.containerName === name);
    return isTaken ? ['the task has a container with this name; use another name'] : [];
  }

  /** The log of an additional container. In the regulated profile it has a log even if the main container logs elsewhere. */
  private sideLog(streamPrefix: string): ecs.LogDriver | undefined {
    const { scope, plan: { regulated, profile } } = this;
    this.sideLogGroup ??= this.logGroup ?? regulated?.logGroup(scope, LOG_GROUP, { retention: profile.workload.logRetention });
    return this.sideLogGroup && ecs.LogDrivers.awsLogs({ logGroup: this.sideLogGroup, streamPrefix });
  }

  /** On instances, the agent pulls the images, reads the secrets and writes the logs, over the network interface of the instance. */
  private needEndpointsOf(container: ecs.ContainerDefinition, others: ReturnType<typeof execEndpoints> = []): void {
    if (this.plan.compute.pullsByInstance) {
      this.subnets.need(() => others);
    } else {
      this.subnets.need(() => [...containerEndpoints(container), ...others], [container.imageName]);
    }
  }

  private network(): TaskNetwork {
    const { scope, plan: { props, compute: { instances = [], hasOnlyPrivateAddresses }, hasOwnInterface } } = this;
    return hasOwnInterface ? new TaskSubnets(scope, { ...props, vpc: props.cluster.vpc, hasOnlyPrivateAddresses }) : new InstanceNetwork(instances);
  }

  private defineTask(): ContainerTask {
    const { plan, scope } = this;
    const { taskDefinition, image } = plan.props;
    if (image) { return defineTask(scope, image, plan.regulated ? regulatedTask(scope, plan.props, plan.regulated) : plan.props, plan); }
    const container = taskDefinition?.defaultContainer;
    if (!taskDefinition || !container) { throw new Error(`[${scope.node.path}] image is required unless taskDefinition is set`); }
    return { taskDefinition, container };
  }
}
