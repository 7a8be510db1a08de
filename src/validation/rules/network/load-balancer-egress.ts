import type { Application } from '../../model/application';
import type { Attachment } from '../../model/entities/attachment';
import type { PortSpan, SecurityGroup } from '../../model/entities/security-group';
import type { Service } from '../../model/entities/service';
import type { TargetGroup } from '../../model/entities/target-group';
import type { JoinedList } from '../../model/evaluation/joined-list';
import { servicesBehind } from '../../model/queries/services';
import { targetPorts } from '../../model/queries/target-ports';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The security groups of a load balancer allow traffic to its targets',
  severity: 'error',
  outcome: 'hangs',
  why: 'Without an egress rule requests and health checks do not reach the targets, so no target becomes healthy. The security groups that the CDK creates for load balancers allow no outbound traffic. The CDK adds a rule to the tasks when a service is registered with an Application Load Balancer, but not with a Network Load Balancer, and not to the instances of an AsgCapacityProvider.',
  fix: 'Call service.connections.allowFrom(loadBalancer, ec2.Port.tcp(port)), for tasks in bridge or host mode autoScalingGroup.connections.allowFrom(loadBalancer, ec2.Port.tcpRange(32768, 65535)) or their host port, or create the security group with allowAllOutbound: true. In CloudFormation: an AWS::EC2::SecurityGroupEgress for the port of the targets.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html',

  subject: 'targetGroup',
  *check(group, application) {
    for (const balancer of group.loadBalancers.all) {
      const { securityGroups: sources } = balancer;
      const [closed] = targetsOf(group, application).filter(target => isShutIn(sources, target));
      if (!closed) { continue; }
      yield {
        location: balancer.node.at('SecurityGroups'),
        related: [...sources, ...closed.groups.all].map(({ resource }) => resource.at('')).concat(closed.at),
        message: `the security groups of load balancer ${balancer.resource.logicalId} do not allow traffic to ${closed.name} on ${closed.on}`,
        ...closed.isSure ? {} : { severity: 'warning' },
      };
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'the egress rule of the CDK for no outbound traffic': { BalancerGroup: { SecurityGroupEgress: [nothing()] } },
    'an egress rule for another port': { BalancerGroup: { SecurityGroupEgress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' }] } },
    'an egress rule to another security group': {
      BalancerGroup: { SecurityGroupEgress: [{ IpProtocol: '-1', DestinationSecurityGroupId: { 'Fn::GetAtt': ['OtherGroup', 'GroupId'] } }] },
      OtherGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'other', VpcId: { Ref: 'Vpc' } } },
    },
    'an egress rule to addresses outside the subnets of the tasks': { BalancerGroup: { SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: '10.0.128.0/17' }] } },
    'an egress rule for UDP, but not for the health checks': {
      scene: 'a Fargate service behind a network load balancer over UDP', change: { BalancerGroup: { SecurityGroupEgress: [{ IpProtocol: 'udp', FromPort: 80, ToPort: 80, CidrIp: '0.0.0.0/0' }] } },
    },
    'a network load balancer with the default egress rule of the CDK': {
      scene: 'a Fargate service behind a network load balancer', change: { BalancerGroup: { SecurityGroupEgress: [nothing()] } },
    },
    'tasks on dynamic host ports, and the default egress rule of the CDK': {
      scene: 'an EC2 service on dynamic ports behind a load balancer',
      change: { Balancer: { SecurityGroups: [{ Ref: 'BalancerGroup' }] }, BalancerGroup: closedGroup() },
    },
  },
  good: {
    'no egress rules, which means all traffic': { BalancerGroup: { SecurityGroupEgress: undefined } },
    'an egress rule for all traffic': { BalancerGroup: { SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }] } },
    'an egress rule to the subnets of the tasks': { BalancerGroup: { SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: '10.0.0.0/17' }] } },
    'an egress rule to addresses from a parameter': { BalancerGroup: { SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: { Ref: 'Range' } }] } },
    'an egress rule to other addresses, and a subnet with an unknown range': {
      BalancerGroup: { SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: '10.0.128.0/17' }] }, TaskSubnet: { CidrBlock: { 'Fn::Select': [0, { 'Fn::Cidr': ['10.0.0.0/16', 4, '12'] }] } },
    },
    'an egress rule to other addresses, and one to all of IPv6': {
      BalancerGroup: { SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: '10.0.128.0/17' }, { IpProtocol: '-1', CidrIpv6: '::/0' }] },
    },
    'an egress rule to other addresses, and targets with IPv6 addresses': {
      BalancerGroup: { SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: '10.0.128.0/17' }] }, Targets: { IpAddressType: 'ipv6' }, Balancer: { IpAddressType: 'dualstack' },
    },
    'an empty list of egress rules': { BalancerGroup: { SecurityGroupEgress: [] } },
    'an egress rule to the security group of the tasks': {
      BalancerGroup: { SecurityGroupEgress: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, DestinationSecurityGroupId: { 'Fn::GetAtt': ['TaskGroup', 'GroupId'] } }] },
    },
    'UDP, and health checks over TCP': {
      scene: 'a Fargate service behind a network load balancer over UDP',
      change: {
        BalancerGroup: {
          SecurityGroupEgress: [{ IpProtocol: 'udp', FromPort: 80, ToPort: 80, CidrIp: '0.0.0.0/0' }, { IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080, CidrIp: '10.0.0.0/16' }],
        },
      },
    },
    'another port behind another load balancer': {
      BalancerGroup: { SecurityGroupEgress: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '10.0.0.0/16' }] },
      Service: {
        DependsOn: ['Providers', 'Listener', 'AdminListener'],
        LoadBalancers: [{ ContainerName: 'web', ContainerPort: 80, TargetGroupArn: { Ref: 'Targets' } }, { ContainerName: 'web', ContainerPort: 8080, TargetGroupArn: { Ref: 'Admin' } }],
      },
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }, { ContainerPort: 8080 }] } } },
      Admin: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { Port: 8080, Protocol: 'HTTP', TargetType: 'ip', VpcId: { Ref: 'Vpc' } } },
      AdminBalancer: {
        Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
        Properties: { Subnets: ['subnet-0a1b2c3d4e5f60720', 'subnet-0a1b2c3d4e5f60721'], SecurityGroups: [{ 'Fn::GetAtt': ['AdminGroup', 'GroupId'] }] },
      },
      AdminGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'admin', VpcId: { Ref: 'Vpc' } } },
      FromAdmin: {
        Type: 'AWS::EC2::SecurityGroupIngress',
        Properties: {
          GroupId: { 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }, SourceSecurityGroupId: { 'Fn::GetAtt': ['AdminGroup', 'GroupId'] }, IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080,
        },
      },
      AdminListener: {
        Type: 'AWS::ElasticLoadBalancingV2::Listener',
        Properties: { LoadBalancerArn: { Ref: 'AdminBalancer' }, Port: 80, Protocol: 'HTTP', DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Admin' } }] },
      },
    },
    'a separate egress rule': {
      BalancerGroup: { SecurityGroupEgress: [nothing()] },
      ToTasks: {
        Type: 'AWS::EC2::SecurityGroupEgress',
        Properties: {
          GroupId: { 'Fn::GetAtt': ['BalancerGroup', 'GroupId'] },
          DestinationSecurityGroupId: { 'Fn::GetAtt': ['TaskGroup', 'GroupId'] },
          IpProtocol: 'tcp',
          FromPort: 80,
          ToPort: 80,
        },
      },
    },
    'a separate egress rule of an unknown security group': {
      BalancerGroup: { SecurityGroupEgress: [nothing()] },
      Egress: { Type: 'AWS::EC2::SecurityGroupEgress', Properties: { GroupId: { Ref: 'GroupId' }, IpProtocol: '-1', CidrIp: '0.0.0.0/0' } },
    },
    'a second security group that allows the traffic': {
      BalancerGroup: { SecurityGroupEgress: [nothing()] },
      OpenGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'open', VpcId: { Ref: 'Vpc' } } },
      Balancer: { SecurityGroups: [{ 'Fn::GetAtt': ['BalancerGroup', 'GroupId'] }, { 'Fn::GetAtt': ['OpenGroup', 'GroupId'] }] },
    },
    'an egress rule to an unknown security group': {
      BalancerGroup: { SecurityGroupEgress: [{ IpProtocol: '-1', DestinationSecurityGroupId: { Ref: 'GroupId' } }] },
    },
    'tasks with an additional imported security group': {
      BalancerGroup: { SecurityGroupEgress: [{ IpProtocol: '-1', DestinationSecurityGroupId: 'sg-0a1b2c3d4e5f60718' }] },
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { SecurityGroups: [{ 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }, 'sg-0a1b2c3d4e5f60718'] } } },
    },
    'tasks on a dynamic host port, and an egress rule for a range of ports': {
      scene: 'an EC2 service on dynamic ports behind a load balancer',
      change: {
        Balancer: { SecurityGroups: [{ Ref: 'BalancerGroup' }] },
        BalancerGroup: closedGroup({ IpProtocol: 'tcp', FromPort: 32768, ToPort: 65535, CidrIp: '10.0.0.0/16' }),
      },
    },
  },
});

/** A target of a load balancer, with its port and security groups where these are known. */
interface Target {
  /** False for container instances and load balancers: integration tests of the CDK deploy load balancers that do not reach them. */
  readonly isSure: boolean;
  readonly name: string;
  readonly at: ReturnType<Service['resource']['at']>;
  readonly span: PortSpan;
  /** The port, as messages print it. */
  readonly on: string;
  readonly groups: JoinedList<SecurityGroup>;
  /** The IPv4 ranges of their addresses. */
  readonly blocks?: readonly string[];
}

function targetsOf(group: TargetGroup, application: Application): readonly Target[] {
  const tasks = servicesBehind(group, application)
    .flatMap(service => service.attachmentsTo(group).flatMap(attachment => tasksOf(service, attachment, group)));
  return [...tasks, ...[group.port.known ?? []].flat().flatMap(port => group.balancers.map((balancer): Target => ({
    isSure: false,
    name: `load balancer ${balancer.resource.logicalId}`,
    at: balancer.resource.at(''),
    span: [port, port],
    on: `port ${port}`,
    groups: balancer.securityGroups,
  })))];
}

function tasksOf(service: Service, attachment: Attachment, group: TargetGroup): readonly Target[] {
  const { networkMode, resource, securityGroups } = service;
  return targetPorts(attachment, group, networkMode).map(({ name, span }): Target => ({
    isSure: networkMode.is('awsvpc'),
    name: `the tasks of ${resource.logicalId}`,
    at: resource.at('LoadBalancers'),
    span,
    on: name,
    groups: securityGroups,
    blocks: blocksOf(service, group),
  }));
}

function blocksOf({ addressBlocks }: Service, { hasIpv4Targets }: TargetGroup): readonly string[] {
  return hasIpv4Targets ? addressBlocks.all : [];
}

/** Egress rules of several groups add up. */
function isShutIn(sources: JoinedList<SecurityGroup>, { span, groups, blocks }: Target): boolean {
  return sources.every(({ egress }) => egress.every(rule => rule.excludes(span, groups, blocks)));
}

/** The egress rule that aws-ec2 writes for a group without outbound traffic. */
function nothing(): object {
  return { IpProtocol: 'icmp', FromPort: 252, ToPort: 86, CidrIp: '255.255.255.255/32' };
}

function closedGroup(rule: object = nothing()): object {
  return { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'load balancer', VpcId: 'vpc-0a1b2c3d4e5f60718', SecurityGroupEgress: [rule] } };
}
