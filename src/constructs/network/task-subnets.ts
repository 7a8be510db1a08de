import { Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct, IConstruct, Node } from 'constructs';
import { IsolatedSubnetEndpoints } from './isolated-subnet-endpoints';
import { admit, VpcEndpointSet } from './vpc-endpoint-set';
import { ECR_HOST } from '../../facts/ecr-images';
import { tooManyItems } from '../../facts/service-lists';
import { EndpointFeature, EndpointService, TASK_ENDPOINTS, publicRegistryOf } from '../../facts/vpc-endpoints';

/** The network props of a workload. */
export interface TaskSubnetsProps {
  readonly vpc: ec2.IVpc;
  readonly vpcSubnets?: ec2.SubnetSelection;
  readonly isolatedSubnetEndpoints?: IsolatedSubnetEndpoints;
  /** Whether tasks get no public IP address in public subnets. */
  readonly hasOnlyPrivateAddresses?: boolean;
}

/** The network of tasks. */
export interface TaskNetwork {
  readonly selection: ec2.SubnetSelection;
  readonly assignPublicIp?: boolean;
  /** Makes the service wait for the network. */
  connect(client: INetworkClient): void;
  /** Adds features that the tasks need over the network. */
  need(features: () => readonly EndpointFeature[], images?: readonly string[]): void;
}

/** A construct that waits for the network and connects through it: an L2 service. */
export interface INetworkClient extends IConstruct, ec2.IConnectable {}

/**
 * The subnets of tasks, and the VPC endpoints that tasks in isolated subnets need.
 *
 * ```ts
 * const subnets = new TaskSubnets(this, { vpc: cluster.vpc, vpcSubnets, isolatedSubnetEndpoints }); const service = new ecs.FargateService(this,
 * 'Service', { vpcSubnets: subnets.selection, assignPublicIp: subnets.assignPublicIp, … }); subnets.connect(service); // waits for routes; before or
 * after it, any number of times: subnets.need(() => ['awslogs', 'exec', 'secretsManager'], [container.imageName]);
 * ```
 */
export class TaskSubnets implements TaskNetwork {
  public readonly selection: ec2.SubnetSelection;
  /** In public subnets a task reaches the internet only with a public IP address; in other subnets it has no use for one. */
  public readonly assignPublicIp: boolean;

  private readonly isIsolated: boolean;
  private readonly selected: ec2.SelectedSubnets;
  private readonly pending = new Set<EndpointService>();
  private readonly connected = new Set<EndpointService>();
  private client?: INetworkClient;

  public constructor(private readonly scope: Construct, private readonly props: TaskSubnetsProps) {
    this.selection = props.vpcSubnets ?? { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS };
    if (!props.vpcSubnets) { this.refuseNoPrivate(); }
    this.selected = props.vpc.selectSubnets(this.selection);
    const isKnown = this.selected.isPendingLookup !== true;
    if (isKnown) { this.refuseMany(); }
    if (isKnown && props.hasOnlyPrivateAddresses) { this.refusePublic(); }
    this.assignPublicIp = isKnown && this.selected.hasPublic;
    this.isIsolated = isKnown
      && props.isolatedSubnetEndpoints !== IsolatedSubnetEndpoints.EXISTING
      && this.selected.subnets.some(subnet => props.vpc.isolatedSubnets.includes(subnet));
  }

  /** Makes the service wait for the routes of its subnets, and for the VPC endpoints that it needs. */
  public connect(client: INetworkClient): void {
    this.client = client;
    resourceOf(client).addDependency(this.selected.internetConnectivityEstablished);
    this.connectPending();
  }

  /**
   * Adds features that the tasks need over the network. Pass all known features at once, so that an error lists all of them.
   *
   * @param features called only if the tasks reach AWS through VPC endpoints alone
   * @throws if tasks in isolated subnets cannot reach AWS: an image of a public registry, an imported VPC, or a VPC without DNS
   */
  public need(features: () => readonly EndpointFeature[], images: readonly string[] = []): void {
    if (!this.isIsolated) { return; }
    const all = [...features(), ...images.flatMap(image => this.featuresOf(image))];
    for (const service of all.flatMap(feature => TASK_ENDPOINTS[feature])) {
      if (!this.connected.has(service)) { this.pending.add(service); }
    }
    this.connectPending();
  }

  private featuresOf(image: string): EndpointFeature[] {
    if (Token.isUnresolved(image) || ECR_HOST.test(image)) { return ['ecrImage']; }
    const registry = publicRegistryOf(image);
    if (registry === undefined) { return []; }
    throw new Error(`[${this.scope.node.path}] image '${image}' comes from ${registry}, which tasks in isolated subnets cannot reach through a VPC endpoint; copy it to Amazon ECR (pull through cache), or run the tasks in private subnets`);
  }

  private connectPending(): void {
    if (!this.client || this.pending.size === 0) { return; }
    const endpoints = new VpcEndpointSet(this.props.vpc);
    const existing = endpoints.existing();
    const missing = [...this.pending].filter(service => !existing.has(service));
    this.refuseCreation(missing);
    for (const service of this.pending) {
      const endpoint = existing.get(service) ?? endpoints.create(service);
      admit(this.client, endpoint, endpoints.isOurs(endpoint));
      resourceOf(this.client).addDependency(endpoint);
      this.connected.add(service);
    }
    this.pending.clear();
  }

  private refuseCreation(missing: readonly EndpointService[]): void {
    if (missing.length === 0) { return; }
    const { vpc, isolatedSubnetEndpoints } = this.props;
    const isOfTheApp = vpc.node.defaultChild instanceof ec2.CfnVPC;
    if (!isOfTheApp && isolatedSubnetEndpoints !== IsolatedSubnetEndpoints.CREATE) {
      throw new Error(`[${this.scope.node.path}] tasks in isolated subnets need VPC endpoints for ${missing.join(', ')}, and it is unknown whether the imported VPC '${vpc.node.path}' has them; set isolatedSubnetEndpoints to IsolatedSubnetEndpoints.EXISTING if it has, or to IsolatedSubnetEndpoints.CREATE to create them`);
    }
    if (vpc instanceof ec2.Vpc && !(vpc.dnsHostnamesEnabled && vpc.dnsSupportEnabled)) {
      throw new Error(`[${this.scope.node.path}] VPC endpoints need private DNS, which is disabled in VPC '${vpc.node.path}'; set enableDnsHostnames and enableDnsSupport to true`);
    }
  }

  private refuseMany(): void {
    const problem = tooManyItems('Subnets', this.selected.subnets.length);
    if (problem !== undefined) { throw new Error(`[${this.scope.node.path}] the subnet selection ${problem}; set subnetGroupName, availabilityZones or onePerAz in vpcSubnets`); }
  }

  private refusePublic(): void {
    const open = this.selected.subnets.find(subnet => this.props.vpc.publicSubnets.includes(subnet));
    if (!open) { return; }
    throw new Error(`[${this.scope.node.path}] vpcSubnets contains the public subnet '${open.node.path}', but ECS gives no public IP address to tasks on instances, so they could not connect to the internet; use private subnets, or remove vpcSubnets and use ecs.NetworkMode.BRIDGE (HOST on Managed Instances)`);
  }

  private refuseNoPrivate(): void {
    const { vpc, hasOnlyPrivateAddresses } = this.props;
    if (vpc.privateSubnets.length > 0) { return; }
    const others = [
      ...(vpc.publicSubnets.length > 0 && !hasOnlyPrivateAddresses ? ['public'] : []),
      ...(vpc.isolatedSubnets.length > 0 ? ['isolated'] : []),
    ];
    if (others.length === 0 && hasOnlyPrivateAddresses && vpc.publicSubnets.length > 0) {
      throw new Error(`[${this.scope.node.path}] VPC '${vpc.node.path}' has only public subnets, in which ECS gives no public IP address to tasks on instances; add private subnets with a NAT gateway, or use ecs.NetworkMode.BRIDGE (HOST on Managed Instances)`);
    }
    if (others.length === 0) { return; }
    throw new Error(`[${this.scope.node.path}] VPC '${vpc.node.path}' has no private subnets with a route to the internet, where tasks run by default; choose its ${others.join(' or ')} subnets with vpcSubnets`);
  }
}

/** Only the service waits: its security group must not, because the dependencies may refer to that group. */
function resourceOf(client: INetworkClient): Node {
  return (client.node.defaultChild ?? client).node;
}
