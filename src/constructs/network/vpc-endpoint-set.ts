import { CfnResource, Stack, Stage, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { vpcCidr } from './vpc-cidr';
import { ENDPOINT_PORT, EndpointService, GATEWAY_ENDPOINTS, endpointServiceOf } from '../../facts/vpc-endpoints';

/** The endpoints of one VPC, wherever in its stage they were made. */
export class VpcEndpointSet {
  public constructor(private readonly vpc: ec2.IVpc) {}

  /** Every endpoint of this VPC that a construct may wait for, by service. */
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
   * Made in the scope of the VPC under the name of the service. It admits the whole VPC: private DNS leads everybody in it here,
   * also tasks that have internet, and a rule for each service would reach the limit of 60 in a security group.
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
    endpoint.connections.allowDefaultPortFrom(ec2.Peer.ipv4(vpcCidr(this.vpc) ?? this.vpc.vpcCidrBlock), 'Everything in the VPC, which private DNS leads here');
    return endpoint;
  }

  /** Whether it admits the VPC already, being one of ours. */
  public isOurs(endpoint: IConstruct): boolean {
    return endpoint.node.scope === this.vpc && endpointServiceOf(`.${endpoint.node.id}`) === endpoint.node.id;
  }
}

/**
 * Lets `client` in at `endpoint`. Both rules stand in the stack of the client, as a rule in the endpoint's stack
 * would have the two stacks wait for each other.
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
