import { allOf } from '../../../src/validation/model/entities/entity';
import { Subnet } from '../../../src/validation/model/entities/subnet';
import type { RawResource } from '../../../src/validation/model/evaluation/source';
import { deadEndOf, unattachedGatewayOf } from '../../../src/validation/model/queries/way-out';
import { appOf } from '../../support/model';

type Resources = Readonly<Record<string, RawResource>>;

const route = (properties: object): RawResource => ({ Type: 'AWS::EC2::Route', Properties: { RouteTableId: { Ref: 'Table' }, DestinationCidrBlock: '0.0.0.0/0', ...properties } });
const attachment = (vpc: unknown): RawResource =>
  ({ Type: 'AWS::EC2::VPCGatewayAttachment', Properties: { InternetGatewayId: { Ref: 'Gateway' }, VpcId: vpc } });
const egressOnly = (vpc: string): Resources => ({
  Route: route({ EgressOnlyInternetGatewayId: { Ref: 'Gateway' } }), Gateway: { Type: 'AWS::EC2::EgressOnlyInternetGateway', Properties: { VpcId: { Ref: vpc } } },
});

/** A subnet whose default route leads to an internet gateway that nothing attaches. */
function subnetIn(others: Resources): Subnet {
  return allOf(Subnet, appOf({
    Vpc: { Type: 'AWS::EC2::VPC' },
    OtherVpc: { Type: 'AWS::EC2::VPC' },
    Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' } } },
    Table: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Vpc' } } },
    Association: { Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: { SubnetId: { Ref: 'Subnet' }, RouteTableId: { Ref: 'Table' } } },
    Gateway: { Type: 'AWS::EC2::InternetGateway' },
    Route: route({ GatewayId: { Ref: 'Gateway' } }),
    ...others,
  }))[0];
}

describe('the internet gateway of a default route', () => {
  test.each<[string, Resources]>([
    ['without an attachment', {}],
    ['with an attachment to another VPC', { Attachment: attachment({ Ref: 'OtherVpc' }) }],
    ['for IPv6, in another VPC', egressOnly('OtherVpc')],
  ])('is certainly not attached: %s', (_, others) => {
    expect(unattachedGatewayOf(subnetIn(others))?.gateway.logicalId).toBe('Gateway');
  });

  test.each<[string, Resources]>([
    ['an attachment to the VPC', { Attachment: attachment({ Ref: 'Vpc' }) }],
    ['an attachment to a VPC that a custom resource finds', { Attachment: attachment({ 'Fn::GetAtt': ['Lookup', 'VpcId'] }), Lookup: { Type: 'Custom::Vpc' } }],
    ['a custom resource with the gateway', { Attach: { Type: 'Custom::Attach', Properties: { Gateway: { Ref: 'Gateway' } } } }],
    ['a VPC from a parameter', { Table: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'VpcId' } } }, Attachment: attachment({ Ref: 'Vpc' }) }],
    ['a virtual private gateway', { Gateway: { Type: 'AWS::EC2::VPNGateway' } }],
    ['an egress-only gateway of the VPC', egressOnly('Vpc')],
    ['no default route', { Route: route({ DestinationCidrBlock: '10.8.0.0/16', GatewayId: { Ref: 'Gateway' } }) }],
  ])('may be attached, or is none: %s', (_, others) => { expect(unattachedGatewayOf(subnetIn(others))).toBeUndefined(); });
});

describe('a NAT gateway in the subnet that it serves', () => {
  const nat = (properties: object): Resources => ({
    Route: route({ NatGatewayId: { Ref: 'Nat' } }), Nat: { Type: 'AWS::EC2::NatGateway', Properties: { AllocationId: 'eipalloc-1', ...properties } },
  });

  test('is a dead end', () => { expect(deadEndOf(subnetIn(nat({ SubnetId: { Ref: 'Subnet' } })))?.gateway.resource.logicalId).toBe('Nat'); });

  test.each<[string, Resources]>([
    ['is in no certain subnet', nat({ SubnetId: { Ref: 'SubnetId' } })],
    ['is outside the app', { Route: route({ NatGatewayId: 'nat-1' }) }],
  ])('is none if it %s', (_, others) => { expect(deadEndOf(subnetIn(others))).toBeUndefined(); });
});
