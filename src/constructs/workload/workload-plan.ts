import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { typeProblems } from './type-problems';
import { WorkloadProps } from './workload-props';
import { hostsOf } from '../../facts/hosts';
import { tooManyItems } from '../../facts/service-lists';
import { computeFor } from '../capacity/capacity';
import { Compute, TaskRequest } from '../capacity/compute';
import { TaskPlatform } from '../capacity/task-platform';
import { TaskSize } from '../capacity/task-size';
import { refuse } from '../checks';
import { hasDynamicPorts } from '../network/host-port';
import { securityGroupProblems } from '../network/other-vpc';
import { findProfile, ProfileData, withDefaults } from '../profile/profile-data';
import { RegulatedResources } from '../profile/regulated-resources';
import { SecretHost } from '../secrets/secret-use';
import { AddContainerOptions } from '../task/container-options';
import { ContainerHost, taskProblems } from '../task/container-problems';
import { driverName } from '../task/driver-name';
import { existingTaskProblems, trafficPort } from '../task/existing-task-definition';

const DEFAULT_PORT = 80;

/** The props of network interfaces of tasks. */
const OF_INTERFACES = ['vpcSubnets', 'isolatedSubnetEndpoints', 'securityGroups'] as const;

/** How a kind of workload differs from others. */
export interface WorkloadVariant {
  /** Whether a port of a container is the same port of its instance, where Docker would choose one. */
  readonly hasFixedPorts?: boolean;
  /** The size of a task that sets none; undefined for the default of all workloads. */
  defaultSize?(platform: TaskPlatform): TaskSize | undefined;
  /** The compute of its tasks; throws if there is none. */
  computeOf(scope: Construct, props: WorkloadProps): Compute;
}

const USUAL: WorkloadVariant = { computeOf: (scope, { cluster, capacity }) => computeFor(scope, cluster, capacity) };

/** The decisions about a workload, made and checked before any resource is created. */
export class WorkloadPlan {
  public readonly compute: Compute;
  public readonly platform: TaskPlatform;
  public readonly profile: ProfileData;
  /** Creates the resources of the regulated profile, if the workload has it. */
  public readonly regulated?: RegulatedResources;
  /** The props with the defaults of the profile. */
  public readonly props: WorkloadProps;

  /**
   * @param hasTraffic whether a port of the container receives traffic
   * @param protocols the protocols of that traffic
   * @param variant how the kind of workload differs from others
   */
  public constructor(
    scope: Construct, given: WorkloadProps,
    private readonly hasTraffic: boolean, private readonly protocols: readonly ecs.Protocol[] = [ecs.Protocol.TCP],
    private readonly variant: WorkloadVariant = USUAL,
  ) {
    refuse(scope, typeProblems(given));
    this.profile = findProfile(scope, given.profile, given.cluster);
    this.regulated = this.profile.isRegulated ? new RegulatedResources(scope, this.profile) : undefined;
    const props = withProfile(given, this.profile);
    this.compute = variant.computeOf(scope, props);
    this.platform = this.compute.platformOf(props);
    this.props = props.taskDefinition ? props : { ...props, size: props.size ?? variant.defaultSize?.(this.platform) };
  }

  /** The problems because of which the workload can never work. */
  public get problems(): readonly string[] { return [...this.taskProblems(), ...this.networkProblems(), ...this.compute.clusterProblems()]; }

  /** The network mode of the tasks. */
  public get networkMode(): ecs.NetworkMode { return this.props.taskDefinition?.networkMode ?? this.compute.networkMode; }

  /** Whether each task has its own network interface. Other tasks use that of their instance. */
  public get hasOwnInterface(): boolean { return this.networkMode === ecs.NetworkMode.AWS_VPC; }

  /** The port of the main container that receives traffic. */
  public get port(): number | undefined {
    const { taskDefinition, containerPort } = this.props;
    if (taskDefinition) { return trafficPort(taskDefinition, containerPort); }
    return containerPort ?? (this.hasTraffic ? DEFAULT_PORT : undefined);
  }

  /** The name of that port. */
  public get portName(): string | undefined {
    const { taskDefinition, portName } = this.props;
    return taskDefinition ? taskDefinition.defaultContainer?.portMappings.find(({ containerPort }) => containerPort === this.port)?.name : portName;
  }

  public get portMappings(): ecs.PortMapping[] | undefined {
    const { port, props: { portName, appProtocol } } = this;
    if (port === undefined) { return undefined; }
    const hostPort = this.variant.hasFixedPorts && hasDynamicPorts(this.networkMode) ? port : undefined;
    return this.protocols.map((protocol, index) => ({
      containerPort: port,
      hostPort,
      protocol,
      name: index === 0 ? portName : undefined,
      appProtocol: protocol === ecs.Protocol.TCP ? appProtocol : undefined,
    }));
  }

  /** The platform of the containers. The operating system of an existing task definition is unknown. */
  public get containerHost(): ContainerHost {
    const { props: { taskDefinition }, platform: { isWindows, isMixed, operatingSystemFamily }, compute, networkMode } = this;
    const hosts = compute.hosts ?? hostsOf(compute.name, taskDefinition ? undefined : operatingSystemFamily);
    return { mayBeWindows: taskDefinition !== undefined || isWindows, limits: compute.containerLimits, hosts, networkMode, isMixed };
  }

  public get secretHost(): SecretHost {
    return {
      compute: this.compute.name,
      operatingSystemFamily: this.props.taskDefinition ? undefined : this.platform.operatingSystemFamily,
      platformVersion: this.compute.placement.platformVersion,
    };
  }

  /** The task definition that the compute creates. */
  public get request(): TaskRequest { return { ...this.props, platform: this.platform }; }

  /** Why the compute cannot run a further container of this size. */
  public addedContainerProblems(options: AddContainerOptions): readonly string[] {
    return [
      ...this.props.taskDefinition ? [] : this.compute.addedContainerProblems?.(this.request, options) ?? [],
      ...this.agentProblems(options.privileged, options.logging && driverName(options.logging)),
    ];
  }

  /** Why no resource can allow connections from the security group of the tasks. */
  public get connectionProblems(): readonly string[] {
    return this.compute.serviceProblems?.({ connects: true, sharesInterface: !this.hasOwnInterface }) ?? [];
  }

  private taskProblems(): readonly string[] {
    const { image, taskDefinition } = this.props;
    if (taskDefinition) {
      return [
        ...(this.regulated ? [`taskDefinition ('${taskDefinition.node.path}') cannot get the encrypted logs and the roles of the regulated profile; use image instead, or set profile to Profile.standard() and set the parts that you need as props`] : []),
        ...existingTaskProblems(taskDefinition, this.props, this.hasTraffic),
        ...this.compute.existingTaskProblems(taskDefinition),
      ];
    }
    return [
      ...(image ? [] : ['image is required unless taskDefinition is set']),
      ...taskProblems(this.props, this.containerHost),
      ...this.portOptionProblems(),
      ...this.compute.taskProblems(this.request),
      ...this.agentProblems(this.props.privileged, this.props.logging ? driverName(this.props.logging) : 'awslogs'),
    ];
  }

  private agentProblems(privileged: boolean | undefined, logDriver: string | undefined): readonly string[] {
    return this.compute.agentContainerProblems?.({ privileged, logDriver }) ?? [];
  }

  private networkProblems(): string[] {
    const { networkMode, hasOwnInterface, port, props: { securityGroups = [], cluster } } = this;
    const tooMany = tooManyItems('SecurityGroups', securityGroups.length);
    const names = OF_INTERFACES.filter(name => this.props[name] !== undefined);
    return [
      ...(tooMany === undefined ? [] : [`securityGroups ${tooMany}`]),
      ...securityGroupProblems(securityGroups, cluster.vpc),
      ...(hasOwnInterface || names.length === 0
        ? []
        : [`${names.join(', ')} cannot be set with network mode ${networkMode}, in which tasks use the network interface of their instance: its subnets and security groups are those of the group; remove ${names.length > 1 ? 'them' : 'it'}, or use ecs.NetworkMode.AWS_VPC`]),
      ...(networkMode === ecs.NetworkMode.NONE && port !== undefined
        ? [`network mode none has no ports, and containerPort is ${port}; use another network mode, or remove the port and everything that needs it`]
        : []),
    ];
  }

  private portOptionProblems(): string[] {
    const { portName, appProtocol } = this.props;
    if (this.networkMode === ecs.NetworkMode.HOST && (portName ?? appProtocol) !== undefined) {
      return ['portName and appProtocol name a port for Service Connect, which does not support network mode host; remove them'];
    }
    if (this.port !== undefined && appProtocol !== undefined && !this.protocols.includes(ecs.Protocol.TCP)) {
      return [`appProtocol requires TCP, and the port receives ${this.protocols.join(', ')}; remove it`];
    }
    if (this.port !== undefined || (portName === undefined && appProtocol === undefined)) { return []; }
    return [`${portName === undefined ? 'appProtocol' : `portName ('${portName}')`} is unused without a port; set containerPort`];
  }
}

/** Props with the name that the main container of this kind of workload has by default. An existing task definition has its own. */
export function withContainerName<Props extends WorkloadProps>(props: Props, containerName: string): Props {
  return props.taskDefinition || props.containerName !== undefined ? props : { ...props, containerName };
}

/** The log retention of the profile does not apply to an existing task definition, log group or log driver. */
function withProfile(props: WorkloadProps, { workload }: ProfileData): WorkloadProps {
  return props.taskDefinition || props.logGroup || props.logging ? props : withDefaults(props, workload);
}
