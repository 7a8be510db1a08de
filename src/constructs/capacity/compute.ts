import { Duration, Size } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct, IDependable } from 'constructs';
import { TaskPlatform, TaskPlatformProps } from './task-platform';
import { TaskSize } from './task-size';
import { Compute as ComputeName } from '../../facts/compute';
import { Host } from '../../facts/hosts';

export type Strategy = readonly ecs.CapacityProviderStrategy[];

/** The launch type or capacity provider strategy, as services, schedules and RunTask calls set it. */
export interface Placement {
  /** Set when tasks name a launch type instead of capacity providers. */
  readonly launchType?: ecs.LaunchType;
  readonly capacityProviderStrategy?: Strategy;
  readonly platformVersion?: ecs.FargatePlatformVersion;
  /** Where ECS places tasks among container instances. */
  readonly placementStrategies?: readonly ecs.PlacementStrategy[];
  readonly placementConstraints?: readonly ecs.PlacementConstraint[];
}

/** The task definition that a workload needs; containers are added later. */
export interface TaskRequest {
  readonly platform: TaskPlatform;
  readonly size?: TaskSize;
  readonly family?: string;
  readonly taskRole?: iam.IRole;
  readonly executionRole?: iam.IRole;
  /** The sizes of the main container. */
  readonly containerCpu?: number;
  readonly containerMemoryLimit?: Size;
  readonly containerMemoryReservation?: Size;
  /** The GPUs of the main container. */
  readonly gpuCount?: number;
}

/** The CPU and memory that are reserved for a container. */
export interface ContainerSize {
  readonly cpu?: number;
  readonly memoryLimit?: Size;
  readonly memoryReservation?: Size;
}

/** The settings of a container that the ECS agent of an instance must allow. */
export interface AgentContainer {
  readonly privileged?: boolean;
  /** Undefined if it is unknown, or if the container has no log. */
  readonly logDriver?: string;
}

/** The service that a workload needs. */
export interface ServiceRequest extends ecs.BaseServiceOptions {
  readonly taskDefinition: ecs.TaskDefinition;
  readonly vpcSubnets?: ec2.SubnetSelection;
  readonly assignPublicIp?: boolean;
  readonly securityGroups?: ec2.ISecurityGroup[];
  readonly availabilityZoneRebalancing?: ecs.AvailabilityZoneRebalancing;
}

/** The settings of a service that a compute may refuse. */
export interface ServiceSettings {
  readonly availabilityZoneRebalancing?: ecs.AvailabilityZoneRebalancing;
  readonly cloudMapOptions?: ecs.CloudMapOptions;
  /** Whether it uses Service Connect. */
  readonly usesServiceConnect?: boolean;
  /** Whether it has an endpoint that receives traffic. */
  readonly hasTraffic?: boolean;
  /** Whether its tasks use the network interface of their instance. */
  readonly sharesInterface?: boolean;
  /** Whether a controller other than ECS deploys it. */
  readonly hasController?: boolean;
  /** Whether it scales. */
  readonly isScaled?: boolean;
  /** Whether a resource must allow connections from its security group. */
  readonly connects?: boolean;
}

/** The limits of one container. */
export interface ContainerLimits {
  readonly stopTimeoutSeconds?: number;
  readonly openFiles?: number;
  /** The name of the compute, for messages. */
  readonly on: string;
}

/** The compute that runs the tasks of a cluster. Each kind of compute has its own folder. */
export interface Compute {
  readonly name: ComputeName;
  /** The network mode of the task definitions that it creates. */
  readonly networkMode: ecs.NetworkMode;
  /** Read it as late as possible: the default strategy of the cluster may still change. */
  readonly placement: Placement;
  readonly containerLimits: ContainerLimits;
  /** Where its containers run, if the tasks have other parameters than those of its services. */
  readonly hosts?: readonly Host[];
  /** A dependency on it waits until the cluster can place tasks. */
  readonly ready: IDependable;
  /** The instances whose network interface tasks use outside of network mode awsvpc; undefined if there are none, or if they are outside of AWS. */
  readonly instances?: readonly ec2.IConnectable[];
  /** Whether ECS never gives a public IP address to the network interface of a task. */
  readonly hasOnlyPrivateAddresses?: boolean;
  /** Whether the agent of the instance pulls images, reads secrets and writes logs over the network interface of the instance. */
  readonly pullsByInstance?: boolean;
  /** The platform of tasks with these props. Instances have one operating system and one CPU architecture. */
  platformOf(props: TaskPlatformProps): TaskPlatform;
  /** Associates the capacity with a cluster of this app. */
  associate(): void;
  /** Why the cluster cannot place tasks. */
  clusterProblems(): readonly string[];
  /** Why this compute cannot run the task. */
  taskProblems(request: TaskRequest): readonly string[];
  /** The size of the main container, if the size of the task has no effect on this platform. */
  containerSizeOf?(request: TaskRequest): ContainerSize | undefined;
  /** Why a further container of the task must have another size. */
  addedContainerProblems?(request: TaskRequest, size: ContainerSize): readonly string[];
  /** Why the agents of its instances refuse a container. */
  agentContainerProblems?(container: AgentContainer): readonly string[];
  /** Why this compute cannot run a service with these settings. */
  serviceProblems?(settings: ServiceSettings): readonly string[];
  /** Why this compute cannot run an existing task definition. */
  existingTaskProblems(task: ecs.TaskDefinition): readonly string[];
  defineTask(scope: Construct, id: string, request: TaskRequest): ecs.TaskDefinition;
  launchService(scope: Construct, id: string, request: ServiceRequest): ecs.BaseService;
}

/** The daemon that a workload needs: one task on each instance. */
export interface DaemonRequest {
  readonly cluster: ecs.ICluster;
  readonly taskDefinition: ecs.TaskDefinition;
  readonly daemonName?: string;
  /** The share of the instances that a deployment updates at the same time. */
  readonly updatePercent?: number;
  readonly bakeTime?: Duration;
  /** The names of the alarms that roll back a deployment. */
  readonly alarmNames?: readonly string[];
  readonly enableExecuteCommand?: boolean;
  readonly propagateTags: boolean;
  readonly enableEcsManagedTags: boolean;
  /** Set in network mode awsvpc only. */
  readonly vpcSubnets?: ec2.SubnetSelection;
  readonly securityGroups?: ec2.ISecurityGroup[];
}

/** The settings of a daemon that a compute may refuse. */
export interface DaemonSettings {
  readonly bakeTime?: Duration;
  readonly containerPort?: number;
  readonly taskDefinition?: ecs.TaskDefinition;
}

/** A daemon that exists, and its connections: a service, or a resource of its own. */
export interface LaunchedDaemon {
  readonly starter: IConstruct & ec2.IConnectable;
  readonly service?: ecs.BaseService;
  readonly daemon?: ecs.CfnDaemon;
  /** The value of the dimension `ServiceName` in its metrics. */
  readonly metricName: string;
}

/** The parts of the instance that the containers of a daemon share. */
export interface SharedNamespaces {
  readonly pid: boolean;
  readonly ipc: boolean;
}

/** The compute of daemons. */
export interface DaemonCompute extends Compute {
  /** Why this compute cannot run such a daemon. */
  daemonProblems(settings: DaemonSettings): readonly string[];
  /** Gives the containers of a task the namespaces of their instance. */
  share(task: ecs.TaskDefinition, namespaces: SharedNamespaces): void;
  launchDaemon(scope: Construct, request: DaemonRequest): LaunchedDaemon;
}

/** The value inside a `Capacity`. */
export interface CapacityKind {
  readonly compute: ComputeName;
  /** The factory of `Capacity`, for messages. */
  readonly factory: string;
  /** The constructs of the capacity providers, in the order of the strategy; none for the capacity providers of AWS. */
  readonly sources: readonly IConstruct[];
  /** The strategy, for the default of a cluster; undefined for a launch type. */
  readonly strategy?: Strategy;
  on(cluster: ecs.ICluster): Compute;
  /** The compute of daemons; absent if there are no instances. */
  daemonsOn?(cluster: ecs.ICluster): DaemonCompute;
  /** A capacity with the providers of both, or the reason why there is none. A launch type has no providers. */
  combinedWith?(other: CapacityKind): CapacityKind | string;
}
