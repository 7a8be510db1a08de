import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct, DependencyGroup, IDependable } from 'constructs';
import { InstanceGroup } from './instance-group';
import { InstancesShare } from './instances-capacity';
import { movable } from './movable-service';
import { associationProblems } from '../association-problems';
import { ClusterCapacity } from '../cluster-capacity';
import { Compute, Placement, ServiceRequest, Strategy, TaskRequest } from '../compute';
import { TaskPlatform, TaskPlatformProps } from '../task-platform';
import { defaultSize } from '../task-size';

/** Container instances of EC2 Auto Scaling groups. */
export class Instances implements Compute {
  public readonly name = 'EC2';
  public readonly containerLimits = { on: 'container instances' };
  public readonly networkMode: ecs.NetworkMode;

  public constructor(private readonly cluster: ClusterCapacity, private readonly shares: readonly InstancesShare[], private readonly strategy: Strategy) {
    this.networkMode = shares[0].options.networkMode ?? ecs.NetworkMode.AWS_VPC;
  }

  /** An imported group is ready. */
  public get ready(): IDependable {
    return new DependencyGroup(this.cluster.association, ...this.shares.flatMap(({ group }) => (group as Partial<InstanceGroup>)._ready ?? []));
  }

  public get placement(): Placement { return { capacityProviderStrategy: this.strategy }; }

  public platformOf(props: TaskPlatformProps): TaskPlatform {
    const { cpuArchitecture, operatingSystemFamily } = this.shares[0].group;
    return new TaskPlatform({ cpuArchitecture, operatingSystemFamily, ...props });
  }

  public associate(): void {}

  public clusterProblems(): readonly string[] {
    return associationProblems(this.cluster, this.strategy, this.shares.map(({ group }) => group));
  }

  public taskProblems(): readonly string[] { return []; }

  public existingTaskProblems(task: ecs.TaskDefinition): readonly string[] {
    return task.isEc2Compatible ? [] : [`taskDefinition ('${task.node.path}') does not support EC2; add EC2 to its compatibility`];
  }

  public defineTask(scope: Construct, id: string, { platform, size = defaultSize(platform), family, taskRole, executionRole }: TaskRequest): ecs.TaskDefinition {
    const { cpu, memoryMiB } = size;
    return new ecs.TaskDefinition(scope, id, {
      compatibility: ecs.Compatibility.EC2,
      networkMode: this.networkMode,
      cpu: String(cpu),
      memoryMiB: String(memoryMiB),
      family,
      taskRole,
      executionRole,
    });
  }

  public launchService(scope: Construct, id: string, request: ServiceRequest): ecs.BaseService {
    return movable(new ecs.Ec2Service(scope, id, { ...request, capacityProviderStrategies: [...this.strategy] }));
  }
}
