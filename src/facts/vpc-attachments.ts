/**
 * Resources that attach a VPC to other networks, and the properties that name the VPC (only if the property in `only` is set). Their routes may be
 * created in this app or elsewhere.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/WorkWithRouteTables.html
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
 */
export const VPC_ATTACHMENTS: readonly { readonly type: string; readonly vpcs: readonly string[]; readonly only?: string }[] = [
  { type: 'AWS::EC2::TransitGatewayAttachment', vpcs: ['VpcId'] },
  { type: 'AWS::EC2::TransitGatewayVpcAttachment', vpcs: ['VpcId'] },
  { type: 'AWS::EC2::VPCPeeringConnection', vpcs: ['VpcId', 'PeerVpcId'] },
  { type: 'AWS::EC2::VPCGatewayAttachment', vpcs: ['VpcId'], only: 'VpnGatewayId' },
  { type: 'AWS::NetworkManager::VpcAttachment', vpcs: ['VpcArn'] },
];

/** Resources that add routes to route tables automatically. */
export const ROUTE_WRITERS: readonly string[] = ['AWS::EC2::VPNGatewayRoutePropagation', 'AWS::EC2::RouteServerPropagation'];

/** A resource that resolves names in a VPC. */
export interface NameSource {
  readonly type: string;
  readonly vpcs: string;
  /** The value of a property that is required for the resource to count. */
  readonly only?: { readonly key: string; readonly holds: RegExp };
}

/**
 * Resources that resolve names in a VPC besides its own resolver, and the path of the property that names the VPC: a private hosted zone for an AWS
 * name, forwarded queries, custom name servers. They may resolve AWS names to an endpoint without private DNS.
 *
 * Read on 2026-11-28.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
 * @see https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html
 */
export const NAME_SOURCES: readonly NameSource[] = [
  { type: 'AWS::Route53::HostedZone', vpcs: 'VPCs/*/VPCId', only: { key: 'Name', holds: /amazonaws\./ } },
  { type: 'AWS::Route53Profiles::ProfileAssociation', vpcs: 'ResourceId' },
  { type: 'AWS::Route53Resolver::ResolverRuleAssociation', vpcs: 'VPCId' },
  { type: 'AWS::EC2::VPCDHCPOptionsAssociation', vpcs: 'VpcId' },
];
