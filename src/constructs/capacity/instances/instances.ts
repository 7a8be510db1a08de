import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct, DependencyGroup, IDependable } from 'constructs';
import { agentContainerProblems } from './agent-container-problems';
import type { IInstanceGroup, InstanceGroup } from './instance-group';
import { InstancesShare } from './instances-share';
import { movable } from './movable-service';
import { networkModeProblems } from './network-mode-problems';
import { placementOf, placementProblems } from './placement-problems';
import { addedContainerProblems, mainContainerProblems, sizeOf, sizeProblems } from './task-needs';
import { associationProblems } from '../association-problems';
import { ClusterCapacity } from '../cluster-capacity';
import { AgentContainer, Compute, ContainerSize, Placement, ServiceRequest, ServiceSettings, Strategy, TaskRequest } from '../compute';
import { TaskPlatform, TaskPlatformProps } from '../task-platform';

/** Container instances of EC2 Auto Scaling groups. */
export class Instances implements Compute {
  public readonly name = 'EC2' as const;
  public readonly containerLimits = { on: 'container instances' };
  public readonly networkMode: ecs.NetworkMode;
  public readonly instances: readonly ec2.IConnectable[];
  public readonly hasOnlyPrivateAddresses = true;
  public readonly pullsByInstance = true;

  public constructor(
    protected readonly cluster: ClusterCapacity, protected readonly shares: readonly InstancesShare[], protected readonly strategy: Strategy,
  ) {
    this.networkMode = shares[0].options.networkMode ?? ecs.NetworkMode.AWS_VPC;
    this.instances = shares.map(({ group }) => group);
  }

  /** An imported group is ready. */
  public get ready(): IDependable {
    return new DependencyGroup(this.cluster.association, ...this.shares.flatMap(({ group }) => (group as Partial<InstanceGroup>)._ready ?? []));
  }

  public get placement(): Placement { return { capacityProviderStrategy: this.strategy, ...placementOf(this.shares) }; }

  /** The CPU architecture is unknown if the groups have several: then the images must support all of them. */
  public platformOf({ cpuArchitecture, operatingSystemFamily }: TaskPlatformProps): TaskPlatform {
    const [{ group }] = this.shares;
    const isMixed = cpuArchitecture === undefined && this.architectures.length > 1;
    return new TaskPlatform({
      cpuArchitecture: cpuArchitecture ?? group.cpuArchitecture,
      operatingSystemFamily: operatingSystemFamily ?? group.operatingSystemFamily,
    }, isMixed);
  }

  public associate(): void {}

  public clusterProblems(): readonly string[] {
    return associationProblems(this.cluster, this.strategy, this.shares.map(({ group }) => group));
  }

  public taskProblems(request: TaskRequest): readonly string[] {
    const { platform } = request;
    return [
      ...this.platformProblems(platform),
      ...networkModeProblems(this.networkMode, platform.operatingSystemFamily),
      ...sizeProblems(request, this.shares),
      ...mainContainerProblems(request),
    ];
  }

  public existingTaskProblems(task: ecs.TaskDefinition): readonly string[] {
    const networkMode = this.shares.map(({ options }) => options.networkMode).find(each => each !== undefined);
    return [
      ...(task.isEc2Compatible ? [] : [`taskDefinition ('${task.node.path}') does not support EC2; ${compatibleWith(task)}`]),
      ...(networkMode !== undefined && networkMode !== task.networkMode
        ? [`networkMode (${networkMode}) of the capacity is not that of taskDefinition ('${task.node.path}'), ${task.networkMode}; remove it from the capacity`]
        : []),
    ];
  }

  public serviceProblems({ availabilityZoneRebalancing, hasTraffic, sharesInterface }: ServiceSettings): readonly string[] {
    return [
      ...placementProblems(this.shares, availabilityZoneRebalancing),
      ...(hasTraffic && sharesInterface ? this.shares.flatMap(({ group }) => unknownSecurityProblems(group)) : []),
    ];
  }

  public addedContainerProblems(request: TaskRequest, size: ContainerSize): readonly string[] { return addedContainerProblems(request, size); }

  public agentContainerProblems(container: AgentContainer): readonly string[] { return agentContainerProblems(this.shares, container); }

  /** Windows ignores the size of a task, so its main container has it. */
  public containerSizeOf(request: TaskRequest): ContainerSize | undefined {
    return request.platform.isWindows ? { cpu: sizeOf(request).cpu, memoryLimit: sizeOf(request)._memory } : undefined;
  }

  public defineTask(scope: Construct, id: string, request: TaskRequest): ecs.TaskDefinition {
    const { platform, family, taskRole, executionRole } = request;
    const task = new ecs.TaskDefinition(scope, id, {
      compatibility: ecs.Compatibility.EC2,
      networkMode: this.networkMode,
      ...platform.isWindows ? {} : sizeOf(request)._taskProps,
      family,
      taskRole,
      executionRole,
    });
    // the L2 refuses runtimePlatform for instances, where it limits the placement to matching instances
    if (!platform.isMixed) {
      const { cpuArchitecture, operatingSystemFamily } = platform;
      (task.node.defaultChild as ecs.CfnTaskDefinition).runtimePlatform = { cpuArchitecture, operatingSystemFamily };
    }
    return task;
  }

  public launchService(scope: Construct, id: string, request: ServiceRequest): ecs.BaseService {
    const { placementStrategies, placementConstraints } = placementOf(this.shares);
    return movable(new ecs.Ec2Service(scope, id, {
      ...request,
      capacityProviderStrategies: [...this.strategy],
      placementStrategies: placementStrategies && [...placementStrategies],
      placementConstraints: placementConstraints && [...placementConstraints],
    }));
  }

  private get architectures(): readonly string[] { return [...new Set(this.shares.map(({ group }) => group.cpuArchitecture._cpuArchitecture))]; }

  private platformProblems({ cpuArchitecture, operatingSystemFamily, isMixed }: TaskPlatform): string[] {
    return this.shares.flatMap(({ group }) => [
      ...(isMixed || group.cpuArchitecture._cpuArchitecture === cpuArchitecture
        ? []
        : [`cpuArchitecture (${cpuArchitecture}) is not that of group '${group.node.path}', ${group.cpuArchitecture._cpuArchitecture}; remove it, or use another group`]),
      ...(group.operatingSystemFamily._operatingSystemFamily === operatingSystemFamily
        ? []
        : [`operatingSystemFamily (${operatingSystemFamily}) is not that of group '${group.node.path}', ${group.operatingSystemFamily._operatingSystemFamily}; remove it, or use another group`]),
    ]);
  }
}

function compatibleWith(task: ecs.TaskDefinition): string {
  return task instanceof ecs.FargateTaskDefinition
    ? 'use an ecs.Ec2TaskDefinition, or an ecs.TaskDefinition with ecs.Compatibility.EC2_AND_FARGATE'
    : 'add EC2 to its compatibility';
}

/** Tasks that use the network interface of their instance have its security groups, which must admit the load balancer. */
function unknownSecurityProblems({ connections, node }: IInstanceGroup): string[] {
  return connections.securityGroups.length > 0
    ? []
    : [`exposure: the load balancer must be admitted by the security groups of '${node.path}', which are unknown; set securityGroups of InstanceGroup.fromInstanceGroupAttributes, or use ecs.NetworkMode.AWS_VPC`];
}
