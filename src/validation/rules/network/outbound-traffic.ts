import type { Destination, SecurityGroup } from '../../model/entities/security-group';
import { JoinedList } from '../../model/evaluation/joined-list';
import { grouped } from '../../model/index/grouped';
import { callers } from '../../model/queries/caller';
import { Way, waysFrom } from '../../model/queries/way';
import { defineRule } from '../rule';

const ENDPOINTS = { DestinationSecurityGroupId: { 'Fn::GetAtt': ['EndpointGroup', 'GroupId'] } };

export default defineRule({
  title: 'The security groups of tasks and container instances allow the outbound traffic that they need',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'ECS pulls images, reads secrets, opens logs and mounts file systems through the security groups of the task, or of the container instance. Traffic that no egress rule allows is dropped: the connection times out, and the task does not start. An interface endpoint has security groups; Amazon S3 behind a gateway endpoint has public addresses, which a prefix list contains.',
  fix: 'Create the security group with allowAllOutbound: true. Otherwise call securityGroup.connections.allowTo(endpoint, ec2.Port.HTTPS); for S3 behind a gateway endpoint addEgressRule(ec2.Peer.prefixList(id), ec2.Port.HTTPS) with the id of com.amazonaws.REGION.s3; for the internet addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS); for a file system allowTo(fileSystem, ec2.Port.NFS). In CloudFormation: SecurityGroupEgress with DestinationSecurityGroupId, DestinationPrefixListId or CidrIp.',
  docs: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html',

  subject: 'application',
  *check(application) {
    for (const caller of callers(application)) {
      const groups = caller.securityGroups;
      const closed = waysFrom(caller).filter(way => isClosed(groups, way));
      const [group] = closed.length > 0 ? groups.all : [];
      if (!group) { continue; }
      const ids = groups.all.map(({ resource }) => resource.logicalId);
      yield {
        location: group.node.at('SecurityGroupEgress'),
        related: [caller.resource, ...groups.all.slice(1).map(({ resource }) => resource)].map(each => each.at('')),
        message: `${ids.length > 1 ? 'security groups' : 'security group'} ${ids.join(', ')} of ${caller.name}: no egress rule allows traffic to ${listed(closed)}`,
      };
    }
  },

  scene: 'an isolated Fargate service',
  bad: {
    'the endpoints, but not S3 behind its gateway endpoint': allows(to(ENDPOINTS)),
    'the addresses of the VPC, but not S3 behind its gateway endpoint': allows(to({ CidrIp: '10.0.0.0/16' })),
    'S3, but not the endpoints': allows(to({ DestinationPrefixListId: 'pl-6da54004' })),
    'S3, and other addresses than those of the endpoints': allows(to({ DestinationPrefixListId: 'pl-6da54004' }), to({ CidrIp: '10.0.32.0/20' })),
    'a prefix list with other addresses': {
      ...allows(to({ DestinationPrefixListId: { Ref: 'Offices' } })),
      Offices: {
        Type: 'AWS::EC2::PrefixList', Properties: { PrefixListName: 'offices', AddressFamily: 'IPv4', MaxEntries: 1, Entries: [{ Cidr: '192.168.0.0/16' }] },
      },
    },
    'another port': allows(to({ CidrIp: '0.0.0.0/0' }, 5432)),
    'UDP': allows({ ...to({ CidrIp: '0.0.0.0/0' }), IpProtocol: 'udp' }),
    'IPv6 addresses only': allows(to({ CidrIpv6: '::/0' })),
    'the rule of the CDK for no outbound traffic': allows({ IpProtocol: 'icmp', FromPort: 252, ToPort: 86, CidrIp: '255.255.255.255/32' }),
    'the same security group twice': { ...allows(to(ENDPOINTS)), ...runsIn({ 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }) },
    'an image of a public registry': { scene: 'a Fargate service in public subnets', change: allows(to({ CidrIp: '10.0.0.0/8' })) },
    'a file system': { scene: 'a Fargate service with a shared file system', change: allows(to({ CidrIp: '0.0.0.0/0' })) },
    'name servers': { scene: 'a Fargate service with name servers of its own', change: allows(to({ CidrIp: '0.0.0.0/0' }), to({ CidrIp: '0.0.0.0/0' }, 53)) },
    'container instances': { scene: 'isolated container instances', change: { InstanceGroup: { SecurityGroupEgress: [to(ENDPOINTS)] } } },
    'subnets outside the app, and another port': {
      scene: 'a Fargate service behind a load balancer', change: allows(to({ CidrIp: '0.0.0.0/0' }, 5432)),
    },
  },
  good: {
    'no egress rules, which means all traffic': { TaskGroup: { SecurityGroupEgress: undefined } },
    'the endpoints, and S3': allows(to(ENDPOINTS), to({ DestinationPrefixListId: 'pl-6da54004' })),
    'the endpoints, and a prefix list from a parameter': allows(to(ENDPOINTS), to({ DestinationPrefixListId: { Ref: 'PrefixList' } })),
    'a prefix list that contains all': {
      ...allows(to({ DestinationPrefixListId: { Ref: 'All' } })),
      All: {
        Type: 'AWS::EC2::PrefixList', Properties: { PrefixListName: 'all', AddressFamily: 'IPv4', MaxEntries: 1, Entries: [{ Cidr: '0.0.0.0/0' }] },
      },
    },
    'a prefix list without entries yet': {
      ...allows(to({ DestinationPrefixListId: { Ref: 'Later' } })),
      Later: { Type: 'AWS::EC2::PrefixList', Properties: { PrefixListName: 'later', AddressFamily: 'IPv4', MaxEntries: 1 } },
    },
    'all of the internet': allows(to({ CidrIp: '0.0.0.0/0' })),
    'all of the internet from an imported security group too': { ...allows(to(ENDPOINTS)), ...runsIn('sg-0a1b2c3d4e5f60718') },
    'a separate egress rule': {
      ...allows(to(ENDPOINTS)),
      ToS3: { Type: 'AWS::EC2::SecurityGroupEgress', Properties: { GroupId: { 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }, ...to({ DestinationPrefixListId: 'pl-6da54004' }) } },
    },
    'a range from a parameter': allows(to({ CidrIp: { Ref: 'Range' } })),
    'no tasks': { ...allows(to(ENDPOINTS)), Service: { DesiredCount: 0 } },
    'a file system': { scene: 'a Fargate service with a shared file system', change: allows(to({ CidrIp: '0.0.0.0/0' }), to({ CidrIp: '10.0.0.0/16' }, 2049)) },
    'an endpoint that may be in the VPC': {
      ...allows(to(ENDPOINTS)), Another: { Type: 'AWS::EC2::VPCEndpoint', Properties: { ServiceName: 'com.amazonaws.eu-west-1.s3', VpcId: { Ref: 'VpcId' } } },
    },
    'name servers in another network': {
      scene: 'a Fargate service with name servers of its own',
      change: allows(to({ CidrIp: '0.0.0.0/0' }), { IpProtocol: 'udp', FromPort: 53, ToPort: 53, CidrIp: '10.9.0.0/28' }),
    },
    'the resolver of the VPC': {
      scene: 'a Fargate service with name servers of its own',
      change: { ...allows(to({ CidrIp: '0.0.0.0/0' })), NameServers: { DomainNameServers: ['10.9.0.10', 'AmazonProvidedDNS'] } },
    },
    'a joined network, which may have endpoints': { ...allows(to(ENDPOINTS)), Joined: { Type: 'AWS::EC2::TransitGatewayAttachment', Properties: { VpcId: { Ref: 'Vpc' }, TransitGatewayId: 'tgw-0a1b2c3d4e5f60718', SubnetIds: [{ Ref: 'SubnetA' }] } }, S3Endpoint: undefined },
    'S3 through an interface endpoint': {
      ...allows(to(ENDPOINTS)),
      S3Endpoint: { VpcEndpointType: 'Interface', PrivateDnsEnabled: true, RouteTableIds: undefined, SecurityGroupIds: [{ 'Fn::GetAtt': ['EndpointGroup', 'GroupId'] }] },
    },
    'a custom resource with the security group': { ...allows(to(ENDPOINTS)), More: { Type: 'Custom::Egress', Properties: { Group: { Ref: 'TaskGroup' } } } },
  },
});

/** The finding must fit in one line. */
const NAMED = 3;

function listed(ways: readonly Way[]): string {
  const byName = grouped(ways, ({ name, protocol, port }) => [`${name} on ${protocol === 'udp' ? 'UDP ' : ''}port ${port}`]);
  const named = [...byName].map(([name, [{ caller }]]) => `${name} (${caller})`);
  const others = named.length - NAMED;
  return others > 0 ? `${named.slice(0, NAMED).join(', ')} and ${others} more` : named.join(', ');
}

/** Without certain destinations, a way is closed only if no rule is for its port. */
function isClosed(groups: JoinedList<SecurityGroup>, { protocol, port, destinations: { known, isComplete } }: Way): boolean {
  const anywhere: Destination = { protocol, port, groups: JoinedList.UNKNOWN, isApart: () => false, hasIpv4Alone: false };
  const destinations = [...known, ...isComplete ? [] : [anywhere]];
  return destinations.every(destination => groups.every(({ egress }) => egress.every(rule => rule.excludesDestination(destination))));
}

function allows(...SecurityGroupEgress: readonly object[]): Record<string, object> { return { TaskGroup: { SecurityGroupEgress } }; }

function to(peer: object, port = 443): object { return { IpProtocol: 'tcp', FromPort: port, ToPort: port, ...peer }; }

function runsIn(another: unknown): object {
  return { Service: { NetworkConfiguration: { AwsvpcConfiguration: { SecurityGroups: [{ 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }, another] } } } };
}
