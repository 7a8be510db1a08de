import { Application } from '../../../src/validation/model/application';
import { allOf } from '../../../src/validation/model/entities/entity';
import { Subnet } from '../../../src/validation/model/entities/subnet';
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
const ipv6Route = (properties: object) => ({
  Ipv6: { Type: 'AWS::EC2::Route', Properties: { RouteTableId: { Ref: 'Table' }, DestinationIpv6CidrBlock: '::/0', ...properties } },
});
const subnet = (properties: object) => ({ Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, ...properties } } });
const egress = (...changes: readonly Resources[]) => allOf(Subnet, appOf(Object.assign({}, NETWORK, ...changes)))[0].egress;
const endpoint = (properties: object): Resources => ({ Endpoint: { Type: 'AWS::EC2::VPCEndpoint', Properties: { VpcId: { Ref: 'Vpc' }, ...properties } } });
const interfaceFor = (service: unknown) => ({ ServiceName: service, VpcEndpointType: 'Interface', PrivateDnsEnabled: true });
const lacksLogs = (...changes: readonly Resources[]) => allOf(Subnet, appOf(Object.assign({}, NETWORK, ...changes)))[0].lacks('logs', 'eu-west-1');

describe('the egress of a subnet', () => {
  test('is none without a route', () => { expect(egress().known).toBe('none'); });
  test('is an internet gateway with a route for private networks too', () => {
    const toGateway = { GatewayId: { Ref: 'Gateway' } };
    expect(egress(route(toGateway), { Other: route({ ...toGateway, DestinationCidrBlock: '10.9.0.0/16' }).Route }).known).toBe('internet gateway');
  });
  test('is none with an internet gateway without a route', () => {
    expect(egress({ Attached: { Type: 'AWS::EC2::VPCGatewayAttachment', Properties: { VpcId: { Ref: 'Vpc' }, InternetGatewayId: { Ref: 'Gateway' } } } }).known).toBe('none');
  });

  test('is an internet gateway with a default route to it', () => { expect(egress(route({ GatewayId: { Ref: 'Gateway' } })).known).toBe('internet gateway'); });
  test('is another gateway with a default route to it', () => { expect(egress(route({ NatGatewayId: 'nat-1' })).known).toBe('other gateway'); });
});

describe('a subnet is closed to the internet', () => {
  const isClosed = (...changes: readonly Resources[]) => allOf(Subnet, appOf(Object.assign({}, NETWORK, ...changes)))[0].isClosedToInternet;

  test.each<[string, Resources]>([['without a route', {}], ['with a NAT gateway', route({ NatGatewayId: 'nat-1' })]])('%s', (_, routes) => { expect(isClosed(routes)).toBe(true); });

  test.each<[string, Resources]>([
    ['an internet gateway', route({ GatewayId: { Ref: 'Gateway' } })],
    ['a firewall', route({ VpcEndpointId: 'vpce-1' })],
    ['an unknown gateway', route({ GatewayId: 'igw-1' })],
    ['the main route table of a VPC outside the app', { ...subnet({ VpcId: 'vpc-1' }), Association: { Type: 'AWS::EC2::InternetGateway' } }],
  ])('not with %s', (_, routes) => { expect(isClosed(routes)).toBe(false); });
});

describe('the egress of a subnet is unknown', () => {
  test.each<[string, Resources]>([
    ['if a gateway is in another template', route({ GatewayId: 'igw-1' })],
    ['if a route has a specific destination', route({ DestinationCidrBlock: '10.0.0.0/8', TransitGatewayId: 'tgw-1' })],
    ['if the destination is a parameter', route({ DestinationCidrBlock: { Ref: 'Range' } })],
    ['if the route is for a prefix list', route({ DestinationCidrBlock: undefined, DestinationPrefixListId: 'pl-1' })],
    ['if the route is under a condition', route({ NatGatewayId: 'nat-1' }, { Condition: 'HasNat' })],
    ['if a route belongs to an unknown table', route({ RouteTableId: { Ref: 'SomeTable' }, NatGatewayId: 'nat-1' })],
    ['if the table is a parameter', { Association: { Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: { SubnetId: { Ref: 'Subnet' }, RouteTableId: { Ref: 'SomeTable' } } } }],
    ['if it has the main table of its VPC', { Association: { Type: 'AWS::EC2::InternetGateway' } }],
    ['if a custom resource creates its table', { Table: { Type: 'Custom::Table', Properties: {} } }],
    ['if a route for private networks leads to a NAT gateway', route({ DestinationCidrBlock: '10.9.0.0/16', NatGatewayId: 'nat-1' })],
    ['if a route for private networks leads to another network', { ...route({}), Other: route({ DestinationCidrBlock: '10.9.0.0/16', NetworkInterfaceId: 'eni-1' }).Route }],
    ['if its table is under a condition', { Association: { ...NETWORK.Association, Condition: 'C' } }],
    ['if a VPN gateway adds routes', { Vpn: { Type: 'AWS::EC2::VPNGatewayRoutePropagation', Properties: { RouteTableIds: [{ Ref: 'Table' }], VpnGatewayId: 'vgw-1' } } }],
    ['if a route server adds routes', { Server: { Type: 'AWS::EC2::RouteServerPropagation', Properties: { RouteTableId: { Ref: 'Table' }, RouteServerId: 'rs-1' } } }],
    ['if a transit gateway connects the VPC to others', { Tie: { Type: 'AWS::EC2::TransitGatewayAttachment', Properties: { VpcId: { Ref: 'Vpc' }, TransitGatewayId: 'tgw-1' } } }],
    ['if the VPC has a VPN', { Vpn: { Type: 'AWS::EC2::VPCGatewayAttachment', Properties: { VpcId: { Ref: 'Vpc' }, VpnGatewayId: 'vgw-1' } } }],
    ['if another VPC is connected', { Peering: { Type: 'AWS::EC2::VPCPeeringConnection', Properties: { VpcId: 'vpc-1', PeerVpcId: { 'Fn::GetAtt': ['Vpc', 'VpcId'] } } } }],
    ['if a route belongs to a table in Parameter Store', route({ RouteTableId: { 'Fn::GetAtt': ['Stored', 'Value'] }, NatGatewayId: 'nat-1' })],
    ['if an association is of an unknown subnet', {
      Association2: { Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: { RouteTableId: { Ref: 'Table' }, SubnetId: { Ref: 'SomeSubnet' } } },
    }],
    ['if a custom resource refers to the table', { X: { Type: 'Custom::X', Properties: { Table: { Ref: 'Table' } } } }],
  ])('%s', (_, change) => { expect(egress(change).isDeferred).toBe(true); });

  test.each<[string, Resources]>([
    ['has a block of them', subnet({ Ipv6CidrBlock: '2001:db8::/64' })],
    ['gets a block of them from another resource', { Block: { Type: 'AWS::EC2::SubnetCidrBlock', Properties: { SubnetId: { Ref: 'Subnet' }, Ipv6CidrBlock: '2001:db8::/64' } } }],
    ['may get a block of them', { Block: { Type: 'AWS::EC2::SubnetCidrBlock', Properties: { SubnetId: { Ref: 'SomeSubnet' }, Ipv6CidrBlock: '2001:db8::/64' } } }],
  ])('if IPv6 addresses have a separate route, and it %s', (_, change) => {
    expect(egress(route({ GatewayId: { Ref: 'Gateway' } }), ipv6Route({ GatewayId: { Ref: 'Gateway' } }), change).isDeferred).toBe(true);
  });

  test('if an IPv6-only subnet has a route to part of IPv4', () => {
    expect(egress(ipv6Route({ DestinationIpv6CidrBlock: '64:ff9b::/96', NatGatewayId: 'nat-1' }), subnet({ Ipv6Native: true })).isDeferred).toBe(true);
  });
});

describe('routes for the other kind of addresses do not count', () => {
  test('in a subnet without IPv6 addresses', () => {
    expect(egress(ipv6Route({ EgressOnlyInternetGatewayId: 'eigw-1' })).known).toBe('none');
    expect(egress(route({ GatewayId: { Ref: 'Gateway' } }), ipv6Route({ GatewayId: { Ref: 'Gateway' } })).known).toBe('internet gateway');
  });

  test('in an IPv6-only subnet', () => {
    expect(egress(route({ NatGatewayId: 'nat-1' }), subnet({ Ipv6Native: true })).known).toBe('none');
    expect(egress(ipv6Route({ EgressOnlyInternetGatewayId: 'eigw-1' }), subnet({ Ipv6Native: true })).known).toBe('other gateway');
    expect(egress(ipv6Route({ GatewayId: { Ref: 'Gateway' } }), subnet({ Ipv6Native: true })).known).toBe('other gateway');
  });
});

test('a route in another stack counts', () => {
  const network = sourceOf('network', NETWORK, { Outputs: { Table: { Value: { Ref: 'Table' }, Export: { Name: 'Table' } } } });
  const routes = sourceOf('routes', route({ RouteTableId: { 'Fn::ImportValue': 'Table' }, NatGatewayId: 'nat-1' }));
  expect(allOf(Subnet, new Application([network, routes]))[0].egress.known).toBe('other gateway');
});

describe('a subnet lacks an endpoint', () => {
  test('if its VPC has none', () => { expect(lacksLogs()).toBe(true); });
  test('if its VPC has one for another service', () => { expect(lacksLogs(endpoint({ ServiceName: 'com.amazonaws.eu-west-1.ssm' }))).toBe(true); });

  test.each<[string, object]>([
    ['is off', { PrivateDnsEnabled: false }],
    ['is not set', { PrivateDnsEnabled: undefined }],
  ])('if private DNS of the endpoint %s', (_, change) => {
    expect(lacksLogs(endpoint({ ...interfaceFor('com.amazonaws.eu-west-1.logs'), ...change }))).toBe(true);
  });

  test('if the VPC has no DNS support', () => {
    const vpc = { Vpc: { Type: 'AWS::EC2::VPC', Properties: { EnableDnsSupport: false } } };
    expect(lacksLogs(endpoint(interfaceFor('com.amazonaws.eu-west-1.logs')), vpc)).toBe(true);
  });

  test.each([[{ EnableDnsHostnames: false }], [{}]])('if the VPC has no DNS host names: %j', properties => {
    const vpc = { Vpc: { Type: 'AWS::EC2::VPC', Properties: properties } };
    expect(lacksLogs(endpoint(interfaceFor('com.amazonaws.eu-west-1.logs')), vpc)).toBe(true);
  });

  test.each<[string, object]>([
    ['with its name', interfaceFor('com.amazonaws.us-east-1.logs')],
    ['with ServiceRegion', { ...interfaceFor({ 'Fn::Sub': 'com.amazonaws.${AWS::Region}.logs' }), ServiceRegion: 'us-east-1' }],
  ])('if the endpoint is for another Region %s', (_, properties) => { expect(lacksLogs(endpoint(properties))).toBe(true); });

  test('if a gateway endpoint is in another route table', () => {
    const other = { Other: { Type: 'AWS::EC2::RouteTable' }, ...endpoint({ ServiceName: 'com.amazonaws.eu-west-1.s3', RouteTableIds: [{ Ref: 'Other' }] }) };
    expect(allOf(Subnet, appOf({ ...NETWORK, ...other }))[0].lacks('s3', 'eu-west-1')).toBe(true);
  });
});

describe('a subnet is not known to lack an endpoint', () => {
  test.each<[string, Resources]>([
    ['if a custom resource creates its VPC', { Vpc: { Type: 'Custom::Vpc', Properties: {} } }],
    ['if a nested stack outside the app creates its VPC', { Nested: { Type: 'AWS::CloudFormation::Stack', Properties: {} }, ...subnet({ VpcId: { 'Fn::GetAtt': ['Nested', 'Outputs.VpcId'] } }) }],
    ['if its VPC has it', endpoint(interfaceFor({ 'Fn::Sub': 'com.amazonaws.${AWS::Region}.logs' }))],
    ['if its VPC has it with its FIPS name', endpoint(interfaceFor('com.amazonaws.eu-west-1.logs-fips'))],
    ['if its VPC has it under a condition', { Endpoint: { ...endpoint(interfaceFor('com.amazonaws.eu-west-1.logs')).Endpoint, Condition: 'C' } }],
    ['if the Region of an endpoint is a parameter', endpoint({ ...interfaceFor('com.amazonaws.us-east-1.logs'), ServiceRegion: { Ref: 'Region' } })],
    ['if private DNS is a parameter', endpoint({ ...interfaceFor('com.amazonaws.eu-west-1.logs'), PrivateDnsEnabled: { Ref: 'PrivateDns' } })],
    ['if an endpoint is for an unknown service', endpoint({ ServiceName: { Ref: 'Service' } })],
    ['if an endpoint has a partly unknown service name', endpoint({ ServiceName: { 'Fn::Sub': 'com.amazonaws.eu-west-1.${Service}' } })],
    ['if an endpoint is in an unknown VPC', endpoint({ VpcId: { Ref: 'SomeVpc' }, ServiceName: 'com.amazonaws.eu-west-1.ssm' })],
    ['if another resource refers to the VPC', { X: { Type: 'Custom::X', Properties: { Vpc: { Ref: 'Vpc' } } } }],
    ['if the VPC is outside the app', { Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: 'vpc-1' } } }],
  ])('%s', (_, change) => { expect(lacksLogs(change)).toBe(false); });
});
