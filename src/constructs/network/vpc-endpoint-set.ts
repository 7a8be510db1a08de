import { CfnResource, Stack, Stage, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { vpcCidr } from './vpc-cidr';
import { ENDPOINT_PORT, EndpointService, GATEWAY_ENDPOINTS, endpointServiceOf } from '../../facts/vpc-endpoints';

/** The endpoints of one VPC, created anywhere in its Stage. */
export class VpcEndpointSet {
  public constructor(private readonly vpc: ec2.IVpc) {}

  /** The endpoints of this VPC that a construct may wait for, by service. */
  public existing(): ReadonlyMap<EndpointService, IConstruct> {
    const found = new Map<EndpointService, IConstruct>();
    for (const node of (Stage.of(this.vpc) ?? this.vpc.node.root).node.findAll()) {
      if (!(node instanceof ec2.CfnVPCEndpoint) || node.vpcId !== this.vpc.vpcId) { continue; }
      const service = endpointServiceOf(nameOf(node));
      if (service && !found.has(service)) { found.set(service, l2Of(node)); }
    }
    return found;
  }

  /**
   * Creates an endpoint in the scope of the VPC; its construct id is the name of the service. It allows connections from the whole VPC: with private
   * DNS all workloads in the VPC use it, even tasks with internet access, and a rule for each service would reach the limit of 60 rules in a security
   * group.
   */
  public create(service: EndpointService): IConstruct {
    if (GATEWAY_ENDPOINTS.includes(service)) {
      return new ec2.GatewayVpcEndpoint(this.vpc, service, { vpc: this.vpc, service: new ec2.GatewayVpcEndpointAwsService(service) });
    }
    const endpoint = new ec2.InterfaceVpcEndpoint(this.vpc, service, {
      vpc: this.vpc,
      service: new ec2.InterfaceVpcEndpointAwsService(service),
      subnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      open: false,
    });
    endpoint.connections.allowDefaultPortFrom(ec2.Peer.ipv4(vpcCidr(this.vpc) ?? this.vpc.vpcCidrBlock), 'All workloads in the VPC, which use it by private DNS');
    return endpoint;
  }

  /** Whether this class created the endpoint, so that it already allows the VPC. */
  public isOurs(endpoint: IConstruct): boolean {
    return endpoint.node.scope === this.vpc && endpointServiceOf(`.${endpoint.node.id}`) === endpoint.node.id;
  }
}

/**
 * Allows `client` to connect to `endpoint`. Both rules are created in the stack of the client, because a rule in the stack of the endpoint would make
 * the two stacks depend on each other.
 */
export function admit(client: ec2.IConnectable, endpoint: IConstruct, isOpen: boolean): void {
  if (!(endpoint instanceof ec2.InterfaceVpcEndpoint)) { return; }
  const port = ec2.Port.tcp(ENDPOINT_PORT);
  for (const clientGroup of client.connections.securityGroups) {
    for (const endpointGroup of endpoint.connections.securityGroups) {
      if (!isOpen) { endpointGroup.addIngressRule(clientGroup, port, 'Tasks without internet', true); }
      if (!clientGroup.allowAllOutbound) { clientGroup.addEgressRule(endpointGroup, port, 'AWS without internet'); }
    }
  }
}

function nameOf(endpoint: ec2.CfnVPCEndpoint): string {
  const { serviceName } = endpoint;
  if (serviceName === undefined) { return ''; }
  if (!Token.isUnresolved(serviceName)) { return serviceName; }
  const resolved: unknown = Stack.of(endpoint).resolve(serviceName);
  return typeof resolved === 'string' ? resolved : lastText(resolved);
}

/** `{ 'Fn::Join': ['', [..., '.ecr.api']] }` ends in a text. */
function lastText(join: unknown): string {
  const parts: unknown[] = (join as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join']?.[1] ?? [];
  const last = parts[parts.length - 1];
  return typeof last === 'string' ? last : '';
}

function l2Of(endpoint: CfnResource): IConstruct {
  const parent = endpoint.node.scope;
  return parent?.node.defaultChild === endpoint ? parent : endpoint;
}
