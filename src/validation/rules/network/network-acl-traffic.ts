import { NetworkAcl } from '../../model/entities/network-acl';
import { Caller, callers } from '../../model/queries/caller';
import { Drop, dropsOf } from '../../model/queries/network-acl-drop';
import { defineRule, Violation } from '../rule';

const BEHIND_NAT = 'a Fargate service behind a NAT gateway';

export default defineRule({
  title: 'Network ACLs allow the traffic of tasks, container instances and their load balancers',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'A network ACL filters all traffic that leaves or enters a subnet, in both directions: replies arrive on ports 1024 to 65535, and need an entry of their own. An ACL without entries denies all traffic. The subnets of NAT gateways, interface endpoints and mount targets have ACLs too. Tasks that do not get a reply do not start, and targets without replies are unhealthy.',
  fix: 'Call acl.addEntry() for outbound TCP port 443 and inbound TCP ports 1024 to 65535, and in the subnets of tasks behind a load balancer for the inbound container port and outbound ports 1024 to 65535; in the subnets of NAT gateways and interface endpoints for inbound port 443 from the subnets of the tasks and outbound ports 1024 to 65535 to them, in those of mount targets for inbound port 2049; security groups are enough for most VPCs. In CloudFormation: AWS::EC2::NetworkAclEntry with RuleAction allow and a RuleNumber below that of the entry that denies the traffic.',
  docs: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html',

  subject: 'application',
  *check(application) {
    // most apps have none, and need not be asked which traffic one drops
    if (application.ofType(NetworkAcl.TYPE).length === 0) { return; }
    for (const caller of callers(application)) {
      const drops = new Map<NetworkAcl, Drop>();
      for (const drop of dropsOf(caller)) { if (!drops.has(drop.acl)) { drops.set(drop.acl, drop); } }
      yield* [...drops.values()].map(drop => violationOf(drop, caller));
    }
  },

  scene: 'a Fargate service behind network ACLs',
  bad: {
    'no entry for outbound traffic': { TaskOut: undefined },
    'no entry for replies': { TaskIn: undefined },
    'outbound traffic on another port': { TaskOut: { Protocol: 6, PortRange: { From: 80, To: 80 } } },
    'outbound traffic over UDP': { TaskOut: { Protocol: 17, PortRange: { From: 1, To: 65_535 } } },
    'outbound traffic in the VPC only': { TaskOut: { CidrBlock: '10.0.0.0/16' } },
    'outbound traffic over IPv6 only': { TaskOut: { CidrBlock: undefined, Ipv6CidrBlock: '::/0' } },
    'inbound traffic on the port of the tasks only': { TaskIn: { Protocol: 6, PortRange: { From: 80, To: 80 } } },
    'an earlier entry that denies all': { TaskOut: { RuleNumber: 200 }, None: entry('TaskAcl', true, { RuleAction: 'deny' }) },
    'an earlier entry that denies the port': {
      TaskOut: { RuleNumber: 200 }, None: entry('TaskAcl', true, { RuleAction: 'deny', Protocol: 6, PortRange: { From: 443, To: 443 } }),
    },
    'replies, but not the load balancer': { TaskIn: { Protocol: 6, PortRange: { From: 1024, To: 65_535 } } },
    'an earlier entry that denies the load balancer': { TaskIn: { RuleNumber: 200 }, None: entry('TaskAcl', false, { RuleAction: 'deny', CidrBlock: '10.0.32.0/19' }) },
    'traffic of the load balancer to other addresses only': { BalancerOut: { CidrBlock: '10.0.64.0/20' } },
    'other clients only': { BalancerIn: { CidrBlock: '10.0.0.0/16' } },
    'clients on another port only': { BalancerIn: { Protocol: 6, PortRange: { From: 1024, To: 65_535 } } },
    'the port of the tasks, but not that of the health checks': {
      Targets: { HealthCheckPort: '800' }, None: entry('TaskAcl', false, { RuleNumber: 99, RuleAction: 'deny', Protocol: 6, PortRange: { From: 800, To: 800 } }),
    },
    'container instances': { scene: 'isolated container instances', change: { Acl: networkAcl(), AclOfA: associated('SubnetA') } },
    'the subnet of a NAT gateway': { scene: BEHIND_NAT, change: { Acl: networkAcl(), AclOfNat: associated('PublicSubnet') } },
  },
  good: {
    'an entry that denies something else earlier': {
      TaskOut: { RuleNumber: 200 }, None: entry('TaskAcl', true, { RuleAction: 'deny', Protocol: 6, PortRange: { From: 22, To: 22 } }),
    },
    'an entry that denies all later': { None: entry('TaskAcl', true, { RuleAction: 'deny', RuleNumber: 200 }) },
    'an entry with a number from a parameter': { TaskOut: { RuleNumber: { Ref: 'Number' } }, None: entry('TaskAcl', true, { RuleAction: 'deny' }) },
    'an entry for an unknown ACL': { TaskOut: { NetworkAclId: { Ref: 'AclId' } } },
    'an ACL outside the app': { TaskOut: undefined, AclOfTaskSubnet: { NetworkAclId: 'acl-0a1b2c3d4e5f60718' } },
    'a subnet with IPv6 addresses too': { TaskOut: undefined, TaskSubnet: { Ipv6CidrBlock: '2001:db8:1234:1a00::/64' } },
    'the ports of Linux only': {
      TaskIn: { Protocol: 6, PortRange: { From: 32_768, To: 61_000 } }, Port80: entry('TaskAcl', false, { RuleNumber: 101, Protocol: 6, PortRange: { From: 80, To: 80 } }),
    },
    'the ports of the tasks and of the health checks': {
      Targets: { HealthCheckPort: '800' }, None: entry('TaskAcl', false, { RuleNumber: 99, RuleAction: 'deny', Protocol: 6, PortRange: { From: 801, To: 1023 } }),
    },
    'ports in the wrong order, which EC2 refuses': { TaskIn: { Protocol: 6, PortRange: { From: 65_535, To: 80 } } },
    'an internal load balancer': { Balancer: { Scheme: 'internal' }, BalancerIn: { CidrBlock: '10.0.0.0/16' } },
    'a range from a parameter': { TaskOut: { CidrBlock: { Ref: 'Range' } } },
    'a load balancer outside the app': { BalancerOut: undefined, Balancer: { Subnets: ['subnet-0a1b2c3d4e5f60720', { Ref: 'BalancerSubnetB' }] } },
    'a load balancer in the subnet of the tasks too': {
      Balancer: { Subnets: [{ Ref: 'TaskSubnet' }, { Ref: 'BalancerSubnetB' }] },
      TaskIn: onPorts(1024, 65_535),
      TaskOut: onPorts(443, 443),
      BalancerOut: onPorts(1024, 65_535),
    },
    'no tasks': { TaskOut: undefined, Service: { DesiredCount: 0 } },
    'endpoints in the subnet, to which no ACL applies': {
      scene: 'an isolated Fargate service', change: { S3Endpoint: inSubnets(), Acl: networkAcl(), AclOfA: associated('SubnetA') },
    },
    'a load balancer with unknown ranges': { BalancerSubnetA: { CidrBlock: { Ref: 'RangeA' } }, BalancerSubnetB: { CidrBlock: { Ref: 'RangeB' } } },
    'a NAT gateway in a subnet outside the app': {
      scene: BEHIND_NAT, change: { Nat: { SubnetId: 'subnet-0a1b2c3d4e5f60718' }, Acl: networkAcl(), AclOfNat: associated('PublicSubnet') },
    },
    'tasks behind a NAT gateway with IPv6 addresses too': {
      scene: BEHIND_NAT,
      change: {
        SubnetA: { Ipv6CidrBlock: '2001:db8:1234:1a00::/64' }, SubnetB: { Ipv6CidrBlock: '2001:db8:1234:1a01::/64' }, Acl: networkAcl(), AclOfNat: associated('PublicSubnet'),
      },
    },
  },
});

function violationOf({ acl, subnet, packets, name, isReply }: Drop, { resource }: Caller): Violation {
  const { isOutbound, ports: [low, high] } = packets;
  const denied = acl.denyingEntry(packets);
  const traffic = isReply ? 'replies' : 'traffic';
  const ports = low === high ? `port ${low}` : `ports ${low} to ${high}`;
  return {
    location: denied ? denied.at('RuleAction') : acl.resource.at(''),
    related: [resource, subnet.resource, acl.resource].map(each => each.at('')),
    message: `network ACL ${acl.resource.logicalId} of subnet ${subnet.resource.logicalId} drops ${isOutbound ? `outbound ${traffic} to` : `inbound ${traffic} from`} ${name} on ${ports}`,
  };
}

function onPorts(From: number, To: number): object { return { Protocol: 6, PortRange: { From, To } }; }

function networkAcl(): object { return { Type: 'AWS::EC2::NetworkAcl', Properties: { VpcId: { Ref: 'Vpc' } } }; }

function associated(subnet: string): object {
  return { Type: 'AWS::EC2::SubnetNetworkAclAssociation', Properties: { SubnetId: { Ref: subnet }, NetworkAclId: { Ref: 'Acl' } } };
}

function entry(acl: string, Egress: boolean, properties: object): object {
  return {
    Type: 'AWS::EC2::NetworkAclEntry',
    Properties: { NetworkAclId: { Ref: acl }, RuleNumber: 100, Protocol: -1, RuleAction: 'allow', Egress, CidrBlock: '0.0.0.0/0', ...properties },
  };
}

function inSubnets(): object {
  return { VpcEndpointType: 'Interface', PrivateDnsEnabled: true, RouteTableIds: undefined, SubnetIds: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }], SecurityGroupIds: ['sg-0a1b2c3d4e5f60718'] };
}
