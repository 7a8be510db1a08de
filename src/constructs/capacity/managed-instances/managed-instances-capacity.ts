import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct, IDependable } from 'constructs';
import { IManagedInstances } from './managed-instances';
import { ManagedInstancesOptions } from './managed-instances-options';
import { associationProblems } from '../association-problems';
import { ClusterCapacity, clusterCapacityOf } from '../cluster-capacity';
import { CapacityKind, Compute, Placement, ServiceRequest, Strategy, TaskRequest } from '../compute';
import { TaskPlatform, TaskPlatformProps } from '../task-platform';
import { defaultSize } from '../task-size';

/** Managed Instances of one capacity provider, with their share of the tasks. */
export interface ManagedShare {
  readonly instances: IManagedInstances;
  readonly options: ManagedInstancesOptions;
}

/** Managed Instances of one capacity provider or of several. */
export class ManagedInstancesCapacity implements CapacityKind {
  public readonly compute = 'MANAGED_INSTANCES';
  public readonly factory = 'managedInstances';

  public constructor(private readonly shares: readonly ManagedShare[]) {}

  public get sources(): readonly IManagedInstances[] { return this.shares.map(({ instances }) => instances); }

  public get strategy(): Strategy {
    return this.shares.map(({ instances, options: { base, weight = 1 } }) => ({ capacityProvider: instances.capacityProviderName, base, weight }));
  }

  public on(cluster: ecs.ICluster): Compute { return new ManagedCompute(clusterCapacityOf(cluster), this.shares, this.strategy); }

  public combinedWith(other: CapacityKind): CapacityKind | string {
    return other instanceof ManagedInstancesCapacity ? new ManagedInstancesCapacity([...this.shares, ...other.shares]) : 'Managed Instances cannot be combined';
  }
}

class ManagedCompute implements Compute {
  public readonly name = 'MANAGED_INSTANCES';
  public readonly containerLimits = { on: 'ECS Managed Instances' };
  public readonly networkMode: ecs.NetworkMode;

  public constructor(private readonly cluster: ClusterCapacity, private readonly shares: readonly ManagedShare[], private readonly strategy: Strategy) {
    this.networkMode = shares[0].options.networkMode ?? ecs.NetworkMode.AWS_VPC;
  }

  public get ready(): IDependable { return this.cluster.association; }

  public get placement(): Placement { return { capacityProviderStrategy: this.strategy }; }

  public platformOf(props: TaskPlatformProps): TaskPlatform { return new TaskPlatform(props); }

  public associate(): void {}

  public clusterProblems(): readonly string[] {
    return associationProblems(this.cluster, this.strategy, this.shares.map(({ instances }) => instances));
  }

  public taskProblems(): readonly string[] { return []; }

  public existingTaskProblems(task: ecs.TaskDefinition): readonly string[] {
    return task.isManagedInstancesCompatible ? [] : [`taskDefinition ('${task.node.path}') does not support Managed Instances; add MANAGED_INSTANCES to its compatibility`];
  }

  public defineTask(scope: Construct, id: string, { platform, size = defaultSize(platform), family, taskRole, executionRole }: TaskRequest): ecs.TaskDefinition {
    const { cpu, memoryMiB } = size;
    return new ecs.TaskDefinition(scope, id, {
      compatibility: ecs.Compatibility.MANAGED_INSTANCES,
      networkMode: this.networkMode,
      cpu: String(cpu),
      memoryMiB: String(memoryMiB),
      runtimePlatform: platform.runtimePlatform,
      family,
      taskRole,
      executionRole,
    });
  }

  public launchService(scope: Construct, id: string, request: ServiceRequest): ecs.BaseService {
    return new ecs.FargateService(scope, id, { ...request, capacityProviderStrategies: [...this.strategy] });
  }
}
