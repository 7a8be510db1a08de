import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct, IDependable } from 'constructs';
import { ExternalOptions } from './external-options';
import { existingTaskProblems, externalServiceProblems, externalTaskProblems } from './external-problems';
import { ClusterCapacity } from '../cluster-capacity';
import { Compute, ContainerSize, Placement, ServiceRequest, ServiceSettings, TaskRequest } from '../compute';
import { TaskPlatform, TaskPlatformProps } from '../task-platform';
import { defaultSize } from '../task-size';

/** External instances: servers outside of AWS. */
export class External implements Compute {
  public readonly name = 'EXTERNAL' as const;
  public readonly containerLimits = { on: 'external instances' };
  public readonly networkMode: ecs.NetworkMode;
  /** The agent uses the network of the server. */
  public readonly pullsByInstance = true;

  public constructor(protected readonly cluster: ClusterCapacity, protected readonly options: ExternalOptions) {
    this.networkMode = options.networkMode ?? ecs.NetworkMode.BRIDGE;
  }

  public get ready(): IDependable { return this.cluster.association; }

  public get placement(): Placement { return { launchType: ecs.LaunchType.EXTERNAL }; }

  public platformOf(props: TaskPlatformProps): TaskPlatform { return new TaskPlatform(props); }

  /** Servers register with the cluster themselves. */
  public associate(): void {}

  public clusterProblems(): readonly string[] { return []; }

  public taskProblems(request: TaskRequest): readonly string[] { return externalTaskProblems(this.options, request); }

  public serviceProblems(settings: ServiceSettings): readonly string[] { return externalServiceProblems(settings); }

  public existingTaskProblems(task: ecs.TaskDefinition): readonly string[] { return existingTaskProblems(task, this.options); }

  /** Windows uses the sizes of the containers only. */
  public containerSizeOf({ platform, size = defaultSize(platform) }: TaskRequest): ContainerSize | undefined {
    return platform.isWindows ? { cpu: size.cpu, memoryLimit: size._memory } : undefined;
  }

  public defineTask(scope: Construct, id: string, request: TaskRequest): ecs.TaskDefinition {
    const { platform, size = defaultSize(platform), family, taskRole, executionRole } = request;
    const task = new ecs.TaskDefinition(scope, id, {
      compatibility: ecs.Compatibility.EXTERNAL,
      networkMode: this.networkMode,
      placementConstraints: this.options.placementConstraints,
      ...platform.isWindows ? {} : size._taskProps,
      family,
      taskRole,
      executionRole,
    });
    setPlatform(task.node.defaultChild as ecs.CfnTaskDefinition, platform);
    return task;
  }

  public launchService(scope: Construct, id: string, request: ServiceRequest): ecs.BaseService {
    const { vpcSubnets: _, securityGroups: __, assignPublicIp: ___, availabilityZoneRebalancing: ____, ...rest } = request;
    return externalService(scope, id, rest);
  }
}

/** The L2 has no platform for external instances, and its network modes are those of Linux: Windows has the one that a task definition without one gets. */
function setPlatform(resource: ecs.CfnTaskDefinition, { isLinux, isWindows, operatingSystemFamily, cpuArchitecture }: TaskPlatform): void {
  if (isWindows) { resource.networkMode = undefined; }
  if (isLinux && cpuArchitecture === ecs.CpuArchitecture.X86_64._cpuArchitecture) { return; }
  resource.runtimePlatform = { operatingSystemFamily, cpuArchitecture };
}

/** The L2 refuses each cluster with a default Cloud Map namespace, although the service does not use it. */
export function externalService(scope: Construct, id: string, { cluster, ...props }: ecs.ExternalServiceProps): ecs.ExternalService {
  const service = new ecs.ExternalService(scope, id, { ...props, cluster: withoutNamespace(cluster) });
  Object.defineProperty(service, 'cluster', { value: cluster, enumerable: true });
  return service;
}

/** The same cluster, without its default Cloud Map namespace. */
function withoutNamespace(cluster: ecs.ICluster): ecs.ICluster {
  if (cluster.defaultCloudMapNamespace === undefined) { return cluster; }
  return Object.create(cluster, { defaultCloudMapNamespace: { value: undefined } }) as ecs.ICluster;
}
