import { Application } from '../../../src/validation/model/application';
import { callers } from '../../../src/validation/model/queries/caller';
import { dropsOf } from '../../../src/validation/model/queries/network-acl-drop';
import { applyChange, Change, SceneName, sourceIn } from '../../../src/validation/scenes/scenes';

const OUTSIDE = 'subnet-0a1b2c3d4e5f60718';

/** The packets that network ACLs drop, such as "Acl inbound 443". */
function dropsIn(scene: SceneName, change: Change): readonly string[] {
  const drops = callers(new Application([sourceIn(scene, applyChange(scene, change))])).flatMap(dropsOf);
  return [...new Set(drops.map(({ acl, packets: { isOutbound, ports: [low] } }) => `${acl.resource.logicalId} ${isOutbound ? 'outbound' : 'inbound'} ${low}`))];
}

const entry = (isOutbound: boolean, [From, To]: readonly [number, number], CidrBlock: unknown = '0.0.0.0/0', RuleNumber = 100): object => ({
  Type: 'AWS::EC2::NetworkAclEntry',
  Properties: { NetworkAclId: { Ref: 'Acl' }, RuleNumber, Protocol: 6, PortRange: { From, To }, RuleAction: 'allow', Egress: isOutbound, CidrBlock },
});
const HTTPS = [443, 443] as const;
const NFS = [2049, 2049] as const;
const REPLIES = [1024, 65_535] as const;
const VPC = '10.0.0.0/16';

const acl = (subnet: string): Change => ({
  Acl: { Type: 'AWS::EC2::NetworkAcl', Properties: { VpcId: { Ref: 'Vpc' } } },
  AclOfSubnet: { Type: 'AWS::EC2::SubnetNetworkAclAssociation', Properties: { SubnetId: { Ref: subnet }, NetworkAclId: { Ref: 'Acl' } } },
});
const subnet = (CidrBlock: unknown, zone: unknown = { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }): object =>
  ({ Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock, AvailabilityZone: zone } });
const inSubnets = (...ids: readonly string[]) => ({ SubnetIds: ids.map(id => ({ Ref: id })) });

describe('the network ACL of the subnet of a NAT gateway', () => {
  const dropsWith = (change: Change) => dropsIn('a Fargate service behind a NAT gateway', { ...acl('PublicSubnet'), ...change });
  const gateway = { ServiceName: { 'Fn::Sub': 'com.amazonaws.${AWS::Region}.s3' }, VpcId: { Ref: 'Vpc' }, RouteTableIds: [{ Ref: 'Routes' }] };
  const endpoint = (service: string): object => ({
    Type: 'AWS::EC2::VPCEndpoint',
    Properties: {
      VpcEndpointType: 'Interface',
      VpcId: { Ref: 'Vpc' },
      ServiceName: { 'Fn::Sub': `com.amazonaws.\${AWS::Region}.${service}` },
      PrivateDnsEnabled: true,
      ...inSubnets('SubnetA', 'SubnetB'),
    },
  });
  const NEEDED: Change = {
    In: entry(false, HTTPS, VPC),
    Out: entry(true, HTTPS),
    Replies: entry(false, REPLIES, undefined, 110),
    RepliesToTasks: entry(true, REPLIES, VPC, 110),
  };

  test.each<[string, Change, readonly string[]]>([
    ['everything without entries', {}, ['Acl inbound 443', 'Acl outbound 443']],
    ['replies with entries for HTTPS only', { In: entry(false, HTTPS), Out: entry(true, HTTPS) }, ['Acl outbound 1024', 'Acl inbound 1024']],
    ['traffic of the tasks', { ...NEEDED, In: entry(false, HTTPS, '10.0.64.0/20') }, ['Acl inbound 443']],
    ['traffic of one subnet', { ...NEEDED, In: entry(false, HTTPS, '10.0.0.0/20') }, ['Acl inbound 443']],
    ['traffic to the internet', { ...NEEDED, Out: entry(true, HTTPS, VPC) }, ['Acl outbound 443']],
    ['replies from the internet', { ...NEEDED, Replies: entry(false, REPLIES, VPC, 110) }, ['Acl inbound 1024']],
    ['replies to the tasks', { ...NEEDED, RepliesToTasks: entry(true, REPLIES, '10.0.64.0/20', 110) }, ['Acl outbound 1024']],
    ['traffic to the internet, with subnets whose ranges are parameters', {
      SubnetA: { CidrBlock: { Ref: 'RangeA' } }, SubnetB: { CidrBlock: { Ref: 'RangeB' } },
    }, ['Acl outbound 443']],
  ])('drops %s', (_, change, expected) => { expect(dropsWith(change)).toEqual(expected); });

  test.each<[string, Change]>([
    ['entries for all that tasks need', NEEDED],
    ['a route to a NAT gateway outside the app', { WayToNat: { NatGatewayId: 'nat-0a1b2c3d4e5f60718' } }],
    ['a NAT gateway in a subnet outside the app', { Nat: { SubnetId: OUTSIDE } }],
    ['a NAT gateway in a subnet with IPv6 addresses too', { PublicSubnet: { Ipv6CidrBlock: '2001:db8:1234:1a00::/64' } }],
    ['a joined network', { Joined: { Type: 'AWS::EC2::TransitGatewayAttachment', Properties: { VpcId: { Ref: 'Vpc' }, TransitGatewayId: 'tgw-1', ...inSubnets('SubnetA') } } }],
    ['endpoints instead', {
      Api: endpoint('ecr.api'), Layers: endpoint('ecr.dkr'), Logs: endpoint('logs'), Storage: { Type: 'AWS::EC2::VPCEndpoint', Properties: gateway },
    }],
  ])('does not matter with %s', (_, change) => { expect(dropsWith(change)).toEqual([]); });
});

/** An interface endpoint for S3 in the subnets of the tasks. */
const S3_INSIDE = { VpcEndpointType: 'Interface', PrivateDnsEnabled: true, RouteTableIds: undefined, ...inSubnets('SubnetA', 'SubnetB') };

describe('the network ACL of the subnet of an endpoint', () => {
  const dropsWith = (change: Change) => dropsIn('an isolated Fargate service', {
    EcrEndpoint: inSubnets('EndpointSubnet'), EndpointSubnet: subnet('10.0.64.0/20'), Second: subnet('10.0.80.0/20'), ...acl('EndpointSubnet'), ...change,
  });
  const NEEDED: Change = { In: entry(false, HTTPS, VPC), Out: entry(true, REPLIES, VPC) };
  const toSecond = { Type: 'AWS::EC2::SubnetNetworkAclAssociation', Properties: { SubnetId: { Ref: 'Second' }, NetworkAclId: { Ref: 'Acl' } } };

  test.each<[string, Change, readonly string[]]>([
    ['traffic without entries', {}, ['Acl inbound 443']],
    ['traffic of other subnets', { ...NEEDED, In: entry(false, HTTPS, '10.0.64.0/20') }, ['Acl inbound 443']],
    ['replies', { ...NEEDED, Out: entry(true, HTTPS, VPC) }, ['Acl outbound 1024']],
    ['traffic to all of several subnets', { EcrEndpoint: inSubnets('EndpointSubnet', 'Second'), AclOfSecond: toSecond }, ['Acl inbound 443']],
  ])('drops %s', (_, change, expected) => { expect(dropsWith(change)).toEqual(expected); });

  test.each<[string, Change]>([
    ['entries for all that tasks need', NEEDED],
    ['another subnet without it', { EcrEndpoint: inSubnets('EndpointSubnet', 'Second') }],
    ['another subnet outside the app', { EcrEndpoint: { SubnetIds: [{ Ref: 'EndpointSubnet' }, OUTSIDE] } }],
    ['a subnet of the tasks, and other tasks that may connect', { EcrEndpoint: inSubnets('EndpointSubnet', 'SubnetA') }],
    ['ranges from parameters', { SubnetA: { CidrBlock: { Ref: 'RangeA' } }, SubnetB: { CidrBlock: { Ref: 'RangeB' } } }],
    ['several endpoints, one of which may answer', {
      More: { Type: 'AWS::EC2::VPCEndpoint', Properties: { VpcEndpointType: 'Interface', VpcId: { Ref: 'Vpc' }, ServiceName: { Ref: 'SomeService' }, ...inSubnets('SubnetA') } },
    }],
  ])('does not matter with %s', (_, change) => { expect(dropsWith(change)).toEqual([]); });

  test('allows traffic to other ranges, unless that of the endpoint is known', () => {
    const change = { S3Endpoint: S3_INSIDE, ...acl('SubnetA'), Out: entry(true, HTTPS, '10.0.0.0/18'), In: entry(false, REPLIES) };
    expect(dropsWith(change)).toEqual(['Acl outbound 443']);
    expect(dropsWith({ ...change, EndpointSubnet: subnet({ Ref: 'Range' }) })).toEqual([]);
  });
});

describe('the network ACL of the subnet of a mount target', () => {
  const dropsWith = (change: Change) => dropsIn('a Fargate service with a shared file system', {
    TargetA: { SubnetId: { Ref: 'FileSubnet' } }, FileSubnet: subnet('10.0.64.0/20'), ...acl('FileSubnet'), ...change,
  });
  const NEEDED: Change = { In: entry(false, NFS, '10.0.0.0/20'), Out: entry(true, REPLIES, VPC) };

  test.each<[string, Change, readonly string[]]>([
    ['traffic without entries', {}, ['Acl inbound 2049']],
    ['traffic of other subnets', { ...NEEDED, In: entry(false, NFS, '10.0.16.0/20') }, ['Acl inbound 2049']],
    ['replies', { ...NEEDED, Out: entry(true, HTTPS, VPC) }, ['Acl outbound 1024']],
  ])('drops %s', (_, change, expected) => { expect(dropsWith(change)).toEqual(expected); });

  test.each<[string, Change]>([
    ['entries for all that tasks need', NEEDED],
    ['a mount target in another subnet that may be in the zone', { SubnetB: { AvailabilityZone: { Ref: 'Zone' } } }],
    ['a mount target in the subnet of the tasks', { TargetA: { SubnetId: { Ref: 'SubnetA' } } }],
    ['a mount target in a subnet outside the app', { TargetA: { SubnetId: OUTSIDE } }],
  ])('does not matter with %s', (_, change) => { expect(dropsWith(change)).toEqual([]); });
});

describe('the network ACLs of tasks and their load balancer', () => {
  const BEHIND: SceneName = 'a Fargate service behind network ACLs';
  const closed = { TaskIn: { Protocol: 6, PortRange: { From: 1024, To: 65_535 } }, BalancerIn: { CidrBlock: VPC } };

  test('drop the traffic of both', () => { expect(dropsIn(BEHIND, closed)).toEqual(['TaskAcl inbound 80', 'BalancerAcl inbound 443']); });

  test.each<[string, Change]>([
    ['a target group outside the app', { Service: { LoadBalancers: { 0: { TargetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/0a1b2c3d4e5f6071' } } } }],
    ['a load balancer outside the app', { Listener: { LoadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/0a1b2c3d4e5f6071' } }],
  ])('do not matter with %s', (_, change) => { expect(dropsIn(BEHIND, { ...closed, ...change })).toEqual([]); });

  test('are unknown for a load balancer without subnets, which Elastic Load Balancing refuses', () => {
    expect(dropsIn(BEHIND, { Balancer: { Subnets: undefined }, TaskIn: {} })).toEqual([]);
  });

  test('may allow only UDP to the clients of a UDP listener', () => {
    const inbound = (Protocol: string) =>
      dropsIn(BEHIND, { BalancerIn: { Protocol: 17, PortRange: { From: 53, To: 53 } }, Listener: { Protocol, Port: 53 } })
        .filter(drop => drop.endsWith('inbound 53'));
    expect(inbound('TCP')).toEqual(['BalancerAcl inbound 53']);
    expect(inbound('UDP')).toEqual([]);
    expect(inbound('TCP_UDP')).toEqual([]);
  });
});
