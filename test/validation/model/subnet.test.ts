import { Application } from '../../../src/validation/model/application';
import type { RawResource } from '../../../src/validation/model/evaluation/source';
import { appOf, sourceOf } from '../../support/model';

type Resources = Readonly<Record<string, RawResource>>;

const NETWORK: Resources = {
  Stored: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'rtb-1' } },
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { EnableDnsHostnames: true } },
  Gateway: { Type: 'AWS::EC2::InternetGateway' },
  Table: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Vpc' } } },
  Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' } } },
  Association: { Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: { SubnetId: { Ref: 'Subnet' }, RouteTableId: { Ref: 'Table' } } },
};

const route = (properties: object, rest: object = {}) => ({
  Route: { Type: 'AWS::EC2::Route', Properties: { RouteTableId: { Ref: 'Table' }, DestinationCidrBlock: '0.0.0.0/0', ...properties }, ...rest },
});
const egress = (...changes: readonly Resources[]) => appOf(Object.assign({}, NETWORK, ...changes)).subnets[0].egress;
const endpoint = (properties: object): Resources => ({ Endpoint: { Type: 'AWS::EC2::VPCEndpoint', Properties: { VpcId: { Ref: 'Vpc' }, ...properties } } });
const interfaceFor = (service: unknown) => ({ ServiceName: service, VpcEndpointType: 'Interface', PrivateDnsEnabled: true });
const lacksLogs = (...changes: readonly Resources[]) => appOf(Object.assign({}, NETWORK, ...changes)).subnets[0].lacks('logs', 'eu-west-1');

describe('the way out of a subnet', () => {
  test('is none without a route', () => { expect(egress().known).toBe('none'); });
  test('is none with an internet gateway that no route leads to', () => {
    expect(egress({ Attached: { Type: 'AWS::EC2::VPCGatewayAttachment', Properties: { VpcId: { Ref: 'Vpc' }, InternetGatewayId: { Ref: 'Gateway' } } } }).known).toBe('none');
  });

  test('is an internet gateway by the default route to one', () => { expect(egress(route({ GatewayId: { Ref: 'Gateway' } })).known).toBe('internet gateway'); });
  test('is another gateway by the default route to it', () => { expect(egress(route({ NatGatewayId: 'nat-1' })).known).toBe('other gateway'); });
});

describe('the way out of a subnet is not known', () => {
  test.each<[string, Resources]>([
    ['where a gateway is of another template', route({ GatewayId: 'igw-1' })],
    ['where a route leads to some place only', route({ DestinationCidrBlock: '10.0.0.0/8', TransitGatewayId: 'tgw-1' })],
    ['where the destination is a parameter', route({ DestinationCidrBlock: { Ref: 'Range' } })],
    ['where the route is for a prefix list', route({ DestinationCidrBlock: undefined, DestinationPrefixListId: 'pl-1' })],
    ['where a condition creates the route', route({ NatGatewayId: 'nat-1' }, { Condition: 'HasNat' })],
    ['where a route is of a table that is not known', route({ RouteTableId: { Ref: 'SomeTable' }, NatGatewayId: 'nat-1' })],
    ['where the table is a parameter', { Association: { Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: { SubnetId: { Ref: 'Subnet' }, RouteTableId: { Ref: 'SomeTable' } } } }],
    ['where it has the main table of the VPC', { Association: { Type: 'AWS::EC2::InternetGateway' } }],
    ['where a condition gives it the table', { Association: { ...NETWORK.Association, Condition: 'C' } }],
    ['where a VPN gateway adds routes', { Vpn: { Type: 'AWS::EC2::VPNGatewayRoutePropagation', Properties: { RouteTableIds: [{ Ref: 'Table' }], VpnGatewayId: 'vgw-1' } } }],
    ['where a route server adds routes', { Server: { Type: 'AWS::EC2::RouteServerPropagation', Properties: { RouteTableId: { Ref: 'Table' }, RouteServerId: 'rs-1' } } }],
    ['where a transit gateway ties the VPC to others', { Tie: { Type: 'AWS::EC2::TransitGatewayAttachment', Properties: { VpcId: { Ref: 'Vpc' }, TransitGatewayId: 'tgw-1' } } }],
    ['where the VPC has a VPN', { Vpn: { Type: 'AWS::EC2::VPCGatewayAttachment', Properties: { VpcId: { Ref: 'Vpc' }, VpnGatewayId: 'vgw-1' } } }],
    ['where another VPC is beside it', { Peering: { Type: 'AWS::EC2::VPCPeeringConnection', Properties: { VpcId: 'vpc-1', PeerVpcId: { 'Fn::GetAtt': ['Vpc', 'VpcId'] } } } }],
    ['where a route is of a table that Parameter Store knows', route({ RouteTableId: { 'Fn::GetAtt': ['Stored', 'Value'] }, NatGatewayId: 'nat-1' })],
    ['where a custom resource has the table', { X: { Type: 'Custom::X', Properties: { Table: { Ref: 'Table' } } } }],
  ])('%s', (_, change) => { expect(egress(change).isDeferred).toBe(true); });

  test('where IPv6 has a way of its own', () => {
    const ipv6 = { Ipv6: { Type: 'AWS::EC2::Route', Properties: { RouteTableId: { Ref: 'Table' }, DestinationIpv6CidrBlock: '::/0', GatewayId: { Ref: 'Gateway' } } } };
    expect(egress(route({ GatewayId: { Ref: 'Gateway' } }), ipv6).isDeferred).toBe(true);
  });
});

test('a route of another stack counts', () => {
  const network = sourceOf('network', NETWORK, { Outputs: { Table: { Value: { Ref: 'Table' }, Export: { Name: 'Table' } } } });
  const routes = sourceOf('routes', route({ RouteTableId: { 'Fn::ImportValue': 'Table' }, NatGatewayId: 'nat-1' }));
  expect(new Application([network, routes]).subnets[0].egress.known).toBe('other gateway');
});

describe('a subnet lacks an endpoint', () => {
  test('where its VPC has none', () => { expect(lacksLogs()).toBe(true); });
  test('where its VPC has one of another service', () => { expect(lacksLogs(endpoint({ ServiceName: 'com.amazonaws.eu-west-1.ssm' }))).toBe(true); });

  test.each<[string, object]>([
    ['is off', { PrivateDnsEnabled: false }],
    ['is left out', { PrivateDnsEnabled: undefined }],
  ])('where private DNS of the endpoint %s', (_, change) => {
    expect(lacksLogs(endpoint({ ...interfaceFor('com.amazonaws.eu-west-1.logs'), ...change }))).toBe(true);
  });

  test('where the VPC has no DNS support', () => {
    const vpc = { Vpc: { Type: 'AWS::EC2::VPC', Properties: { EnableDnsSupport: false } } };
    expect(lacksLogs(endpoint(interfaceFor('com.amazonaws.eu-west-1.logs')), vpc)).toBe(true);
  });

  test.each([[{ EnableDnsHostnames: false }], [{}]])('where the VPC has no DNS host names: %j', properties => {
    const vpc = { Vpc: { Type: 'AWS::EC2::VPC', Properties: properties } };
    expect(lacksLogs(endpoint(interfaceFor('com.amazonaws.eu-west-1.logs')), vpc)).toBe(true);
  });

  test.each<[string, object]>([
    ['by its name', interfaceFor('com.amazonaws.us-east-1.logs')],
    ['by ServiceRegion', { ...interfaceFor({ 'Fn::Sub': 'com.amazonaws.${AWS::Region}.logs' }), ServiceRegion: 'us-east-1' }],
  ])('where the endpoint is one of another Region %s', (_, properties) => { expect(lacksLogs(endpoint(properties))).toBe(true); });

  test('where a gateway is in another route table', () => {
    const other = { Other: { Type: 'AWS::EC2::RouteTable' }, ...endpoint({ ServiceName: 'com.amazonaws.eu-west-1.s3', RouteTableIds: [{ Ref: 'Other' }] }) };
    expect(appOf({ ...NETWORK, ...other }).subnets[0].lacks('s3', 'eu-west-1')).toBe(true);
  });
});

describe('a subnet does not lack an endpoint for all that is known', () => {
  test.each<[string, Resources]>([
    ['where its VPC has it', endpoint(interfaceFor({ 'Fn::Sub': 'com.amazonaws.${AWS::Region}.logs' }))],
    ['where its VPC has it by its FIPS name', endpoint(interfaceFor('com.amazonaws.eu-west-1.logs-fips'))],
    ['where its VPC has it under a condition', { Endpoint: { ...endpoint(interfaceFor('com.amazonaws.eu-west-1.logs')).Endpoint, Condition: 'C' } }],
    ['where the Region of an endpoint is a parameter', endpoint({ ...interfaceFor('com.amazonaws.us-east-1.logs'), ServiceRegion: { Ref: 'Region' } })],
    ['where private DNS is a parameter', endpoint({ ...interfaceFor('com.amazonaws.eu-west-1.logs'), PrivateDnsEnabled: { Ref: 'PrivateDns' } })],
    ['where an endpoint is of a service that is not known', endpoint({ ServiceName: { Ref: 'Service' } })],
    ['where an endpoint ends in what is not known', endpoint({ ServiceName: { 'Fn::Sub': 'com.amazonaws.eu-west-1.${Service}' } })],
    ['where an endpoint is of a VPC that is not known', endpoint({ VpcId: { Ref: 'SomeVpc' }, ServiceName: 'com.amazonaws.eu-west-1.ssm' })],
    ['where somebody else has the VPC', { X: { Type: 'Custom::X', Properties: { Vpc: { Ref: 'Vpc' } } } }],
    ['where the VPC is not in the app', { Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: 'vpc-1' } } }],
  ])('%s', (_, change) => { expect(lacksLogs(change)).toBe(false); });
});
