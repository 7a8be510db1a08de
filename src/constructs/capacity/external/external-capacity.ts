import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct, IDependable } from 'constructs';
import { ExternalOptions } from './external-options';
import { ClusterCapacity, clusterCapacityOf } from '../cluster-capacity';
import { CapacityKind, Compute, Placement, ServiceRequest, TaskRequest } from '../compute';
import { TaskPlatform, TaskPlatformProps } from '../task-platform';
import { defaultSize } from '../task-size';

/** External instances: servers outside of AWS. They have a launch type, and no capacity providers. */
export class ExternalCapacity implements CapacityKind {
  public readonly compute = 'EXTERNAL';
  public readonly factory = 'external';
  public readonly sources = [];

  public constructor(private readonly options: ExternalOptions) {}

  public on(cluster: ecs.ICluster): Compute { return new External(clusterCapacityOf(cluster), this.options); }

  public combinedWith(): string { return 'external instances have no capacity provider'; }
}

class External implements Compute {
  public readonly name = 'EXTERNAL';
  public readonly containerLimits = { on: 'external instances' };
  public readonly networkMode: ecs.NetworkMode;

  public constructor(private readonly cluster: ClusterCapacity, { networkMode = ecs.NetworkMode.BRIDGE }: ExternalOptions) {
    this.networkMode = networkMode;
  }

  public get ready(): IDependable { return this.cluster.association; }

  public get placement(): Placement { return { launchType: ecs.LaunchType.EXTERNAL }; }

  public platformOf(props: TaskPlatformProps): TaskPlatform { return new TaskPlatform(props); }

  public associate(): void {}

  public clusterProblems(): readonly string[] { return []; }

  public taskProblems(): readonly string[] { return []; }

  public existingTaskProblems(task: ecs.TaskDefinition): readonly string[] {
    return task.isExternalCompatible ? [] : [`taskDefinition ('${task.node.path}') does not support EXTERNAL; use an ecs.ExternalTaskDefinition`];
  }

  public defineTask(scope: Construct, id: string, { platform, size = defaultSize(platform), family, taskRole, executionRole }: TaskRequest): ecs.TaskDefinition {
    const { cpu, memoryMiB } = size;
    return new ecs.TaskDefinition(scope, id, {
      compatibility: ecs.Compatibility.EXTERNAL,
      networkMode: this.networkMode,
      cpu: String(cpu),
      memoryMiB: String(memoryMiB),
      family,
      taskRole,
      executionRole,
    });
  }

  public launchService(scope: Construct, id: string, { vpcSubnets: _, assignPublicIp: __, availabilityZoneRebalancing: ___, ...request }: ServiceRequest): ecs.BaseService {
    return new ecs.ExternalService(scope, id, request);
  }
}
