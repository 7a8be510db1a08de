/**
 * What ties a VPC to other networks, and the properties that name the VPC (where `only` is written): somebody writes routes for it, in this app or not.
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

/** What writes routes into route tables by itself. */
export const ROUTE_WRITERS: readonly string[] = ['AWS::EC2::VPNGatewayRoutePropagation', 'AWS::EC2::RouteServerPropagation'];
