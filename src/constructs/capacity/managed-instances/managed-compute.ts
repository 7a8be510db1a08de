import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct, IDependable } from 'constructs';
import { IManagedInstances } from './managed-instances';
import { ManagedShare, networkModeOf } from './managed-share';
import { existingTaskProblems, managedTaskProblems, securityGroupProblems } from './managed-task-problems';
import { TIMEOUT_MAXIMUM } from '../../../facts/task-parameters';
import { associationProblems } from '../association-problems';
import { ClusterCapacity } from '../cluster-capacity';
import { Compute, Placement, ServiceRequest, Strategy, TaskRequest } from '../compute';
import { TaskPlatform, TaskPlatformProps } from '../task-platform';
import { defaultSize } from '../task-size';

/** Container instances that AWS manages. */
export class ManagedCompute implements Compute {
  public readonly name = 'MANAGED_INSTANCES' as const;
  public readonly containerLimits = { on: 'ECS Managed Instances', stopTimeoutSeconds: TIMEOUT_MAXIMUM.managedInstances.stop };
  public readonly networkMode: ecs.NetworkMode;
  /** The network interfaces of tasks and instances have a public IP address only if the subnet assigns one. */
  public readonly hasOnlyPrivateAddresses = true;

  public constructor(
    protected readonly cluster: ClusterCapacity, protected readonly shares: readonly ManagedShare[], private readonly strategy: Strategy,
  ) {
    this.networkMode = networkModeOf(shares);
  }

  public get ready(): IDependable { return this.cluster.association; }

  public get placement(): Placement { return { capacityProviderStrategy: this.strategy }; }

  public get instances(): readonly IManagedInstances[] { return this.shares.map(({ instances }) => instances); }

  /** Tasks have the architecture of the instances, if these have only one. */
  public platformOf(props: TaskPlatformProps): TaskPlatform {
    const [{ instances }] = this.shares;
    return new TaskPlatform({ ...props, cpuArchitecture: props.cpuArchitecture ?? instances.cpuArchitecture });
  }

  /** The cluster of the provider has it from the start. */
  public associate(): void {}

  public clusterProblems(): readonly string[] {
    return [...this.shares.flatMap(securityGroupProblems), ...associationProblems(this.cluster, this.strategy, this.instances)];
  }

  public taskProblems(request: TaskRequest): readonly string[] { return managedTaskProblems(this.shares, request); }

  public existingTaskProblems(task: ecs.TaskDefinition): readonly string[] { return existingTaskProblems(task, this.networkMode); }

  public defineTask(scope: Construct, id: string, request: TaskRequest): ecs.TaskDefinition {
    const task = this.newTask(scope, id, request, this.networkMode);
    this.constrain(task);
    return task;
  }

  protected newTask(scope: Construct, id: string, request: TaskRequest, networkMode: ecs.NetworkMode): ecs.TaskDefinition {
    const { platform, size = defaultSize(platform), family, taskRole, executionRole } = request;
    return new ecs.TaskDefinition(scope, id, {
      compatibility: ecs.Compatibility.MANAGED_INSTANCES,
      networkMode,
      ...size._taskProps,
      runtimePlatform: platform.runtimePlatform,
      family,
      taskRole,
      executionRole,
    });
  }

  public launchService(scope: Construct, id: string, { assignPublicIp: _, ...request }: ServiceRequest): ecs.BaseService {
    const capacityProviderStrategies = [...this.strategy];
    return this.isOnHost
      ? this.launchOnHost(scope, id, { ...request, capacityProviderStrategies })
      : new ecs.FargateService(scope, id, { ...request, capacityProviderStrategies });
  }

  /** The L2 always configures a network interface for each task. In network mode host there is none, and the tasks have the security groups of the instances. */
  private launchOnHost(scope: Construct, id: string, { vpcSubnets: _, ...request }: ecs.FargateServiceProps): ecs.FargateService {
    const securityGroups = this.instances.flatMap(({ connections }) => connections.securityGroups);
    const service = new ecs.FargateService(scope, id, { ...request, securityGroups });
    (service.node.defaultChild as ecs.CfnService).networkConfiguration = undefined;
    return service;
  }

  private get isOnHost(): boolean { return this.networkMode === ecs.NetworkMode.HOST; }

  /** The L2 renders no placement constraints in a task definition for Managed Instances. */
  private constrain(task: ecs.TaskDefinition): void {
    const constraints = this.shares.flatMap(({ options: { placementConstraints = [] } }) => placementConstraints).flatMap(each => each.toJson());
    if (constraints.length > 0) { (task.node.defaultChild as ecs.CfnTaskDefinition).placementConstraints = constraints; }
  }
}
