import type { LoadBalancer } from '../../model/entities/load-balancer';
import type { SecurityGroup, SecurityGroupRule } from '../../model/entities/security-group';
import type { TargetGroup } from '../../model/entities/target-group';
import { JoinedList } from '../../model/evaluation/joined-list';
import type { Node } from '../../model/evaluation/node';
import { receiversOf } from '../../model/queries/receivers';
import { TargetPort, targetPorts } from '../../model/queries/target-ports';
import { defineRule, SceneExample } from '../rule';

export default defineRule({
  title: 'The security groups of the tasks, or of their container instances, admit their load balancer',
  severity: 'error',
  outcome: 'hangs',
  why: 'Health checks time out when no ingress rule admits the load balancer. ECS stops and restarts the tasks until the deployment fails. Tasks in network modes bridge and host are reached through the security groups of their instance, on a host port: if none is set, the instance selects one above 32767.',
  fix: 'Call service.connections.allowFrom(loadBalancer, ec2.Port.tcp(port)); for a network load balancer without security groups allow ec2.Peer.ipv4(vpc.vpcCidrBlock). For tasks in bridge or host mode call loadBalancer.connections.allowTo(autoScalingGroup, ec2.Port.tcpRange(32768, 65535)), or their host port. In CloudFormation: an AWS::EC2::SecurityGroupIngress for the port, with the security group of the load balancer, or the CIDR of its subnets, as source. Health checks on another port need a rule for that port too.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-service-load-balancers.html',

  subject: 'taskRunner',
  *check(runner) {
    const { attachments, awsvpc, networkMode, node, resource } = runner;
    const { name: receiver, groups, haveUsualPorts } = receiversOf(runner);
    const isOfTasks = receiver === 'tasks';
    const rules = groups.all.map(each => ingressOf(each.all));
    if (rules.length === 0 || rules.some(each => each.length === 0)) { return; }
    for (const attachment of attachments) {
      const { targetGroup } = attachment;
      if (!targetGroup) { continue; }
      const ports = targetPorts(attachment, targetGroup, networkMode).filter(({ span: [low, high] }) => haveUsualPorts || low === high);
      const [closed] = ports.flatMap(port => {
        const balancer = targetGroup.loadBalancers.all.find(each => rules.every(lists => isShutOut(each, port, targetGroup, lists.flat())));
        return balancer ? [{ balancer, port }] : [];
      });
      if (!closed) { continue; }
      const { balancer, port } = closed;
      const securityGroups = [...new Set(groups.all.flatMap(({ all }) => all))];
      const [first] = securityGroups;
      const related = isOfTasks ? [balancer.resource, ...securityGroups.map(each => each.resource)] : [balancer.resource, resource];
      yield {
        location: isOfTasks ? awsvpc.at('SecurityGroups') : first.node.at('SecurityGroupIngress'),
        related: related.map(each => each.at('')),
        message: `the security groups of the ${receiver}${isOfTasks ? '' : ` of ${resource.logicalId}`} do not admit ${nameOf(balancer)} on ${port.name}`,
        ...(balancer.hasNoSecurityGroups || !isOfTasks) && mayPass(node) ? { severity: 'warning' } : {},
      };
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'another port': { FromBalancer: { FromPort: 8080, ToPort: 8080 } },
    'another health check port': { Targets: { HealthCheckPort: '8080' } },
    'no ingress rule': { FromBalancer: undefined },
    'a load balancer with an imported security group, and a rule for another port': {
      FromBalancer: { FromPort: 8080, ToPort: 8080 }, Balancer: { SecurityGroups: ['sg-0a1b2c3d4e5f60718'] },
    },
    'another security group': { FromBalancer: { SourceSecurityGroupId: { 'Fn::GetAtt': ['TaskGroup', 'GroupId'] } } },
    'a network load balancer without security groups': {
      scene: 'a Fargate service behind a network load balancer', change: { Balancer: { SecurityGroups: undefined } },
    },
    'a network load balancer without security groups, and no grace period': {
      scene: 'a Fargate service behind a network load balancer',
      change: { Balancer: { SecurityGroups: undefined }, Service: { HealthCheckGracePeriodSeconds: undefined } },
    },
    'UDP, but not the health checks over TCP on the same port': {
      scene: 'a Fargate service behind a network load balancer over UDP', change: { Targets: { HealthCheckPort: undefined }, FromBalancer: { IpProtocol: 'udp' } },
    },
    'a rule for UDP only, and a listener for TCP and UDP': {
      scene: 'a Fargate service behind a network load balancer', change: { Targets: { Protocol: 'TCP_UDP' }, FromBalancer: { IpProtocol: 'udp' } },
    },
    'a listener rule of custom resources, and no ingress rule': { scene: 'a Fargate service behind a listener rule from custom resources', change: { FromBalancer: undefined } },
    'another security group by name': {
      FromBalancer: { SourceSecurityGroupId: undefined, SourceSecurityGroupName: 'tasks' }, TaskGroup: { GroupName: 'tasks' },
    },
    'other addresses than those of the load balancer': {
      scene: 'a Fargate service behind network ACLs', change: { FromBalancer: { SourceSecurityGroupId: undefined, CidrIp: '10.0.0.0/20' } },
    },
    'other addresses than those of the health checks of a network load balancer': {
      scene: 'a Fargate service behind a network load balancer',
      change: { Balancer: { Subnets: [{ Ref: 'TaskSubnet' }] }, FromBalancer: { SourceSecurityGroupId: undefined, CidrIp: '192.0.2.0/24' } },
    },
    'container instances without ingress rules': onInstances({ FromBalancer: undefined }),
    'container instances without ingress rules, and a grace period': onInstances({ FromBalancer: undefined, Service: { HealthCheckGracePeriodSeconds: 60 } }),
    'container instances that admit the container port, but not the dynamic host ports': onInstances({ FromBalancer: { FromPort: 80, ToPort: 80 } }),
    'container instances that admit the container port, but not the host port': onInstances({ Task: hostPort(8080), FromBalancer: { FromPort: 80, ToPort: 80 } }),
    'container instances that do not admit the host port, with an AMI of their own': onInstances({ Template: { LaunchTemplateData: { ImageId: 'ami-0a1b2c3d4e5f60718' } }, Task: hostPort(8080) }),
    'container instances that admit another port, and network mode host': onInstances({ Task: { NetworkMode: 'host', ...hostPort(undefined) }, FromBalancer: { FromPort: 81, ToPort: 65_535 } }),
    'container instances of another security group': onInstances({ FromBalancer: { SourceSecurityGroupId: { 'Fn::GetAtt': ['InstanceGroup', 'GroupId'] } } }),
  },
  good: {
    'container instances that admit the range of Docker': onInstances({ FromBalancer: { FromPort: 49_153, ToPort: 65_535 } }),
    'container instances with an AMI of their own, which may have other dynamic host ports': onInstances({
      Template: { LaunchTemplateData: { ImageId: 'ami-0a1b2c3d4e5f60718' } }, FromBalancer: { FromPort: 20_000, ToPort: 30_000 },
    }),
    'container instances whose user data has a part from a parameter': onInstances({
      Template: { LaunchTemplateData: { UserData: { 'Fn::Base64': { 'Fn::Join': ['', ['#!/bin/bash\n', { Ref: 'Script' }]] } } } }, FromBalancer: { FromPort: 20_000, ToPort: 30_000 },
    }),
    'container instances that admit the host port': onInstances({ Task: hostPort(8080), FromBalancer: { FromPort: 8080, ToPort: 8080 } }),
    'container instances with a host port from a parameter': onInstances({ Task: hostPort({ Ref: 'Port' }), FromBalancer: { FromPort: 80, ToPort: 80 } }),
    'container instances with other dynamic host ports': onInstances({
      FromBalancer: { FromPort: 20_000, ToPort: 30_000 },
      Template: { LaunchTemplateData: { UserData: { 'Fn::Base64': { 'Fn::Sub': '#!/bin/bash\necho ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config\nsysctl -w net.ipv4.ip_local_port_range="20000 30000"' } } } },
    }),
    'container instances with another security group outside the app': onInstances({
      FromBalancer: undefined, Template: { LaunchTemplateData: { SecurityGroupIds: [{ 'Fn::GetAtt': ['InstanceGroup', 'GroupId'] }, 'sg-0a1b2c3d4e5f60718'] } },
    }),
    'container instances that may be others': onInstances({ FromBalancer: undefined, Service: { CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Provider' }, Weight: 1 }] } }),
    'the addresses of a load balancer': { scene: 'a Fargate service behind network ACLs', change: { FromBalancer: { SourceSecurityGroupId: undefined, CidrIp: '10.0.48.0/20' } } },
    'the addresses of the clients of a network load balancer, and of its health checks': {
      scene: 'a Fargate service behind a network load balancer',
      change: {
        Balancer: { Subnets: [{ Ref: 'TaskSubnet' }] },
        Targets: { HealthCheckPort: '8080' },
        FromBalancer: { SourceSecurityGroupId: undefined, CidrIp: '192.0.2.0/24' },
        ToCheck: {
          Type: 'AWS::EC2::SecurityGroupIngress',
          Properties: { GroupId: { 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }, CidrIp: '10.0.0.0/16', IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080 },
        },
      },
    },
    'targets with IPv6 addresses': {
      scene: 'a Fargate service behind network ACLs',
      change: { Targets: { IpAddressType: 'ipv6' }, Balancer: { IpAddressType: 'dualstack' }, FromBalancer: { SourceSecurityGroupId: undefined, CidrIp: '10.0.0.0/20' } },
    },
    'ports in the wrong order, which EC2 refuses': { FromBalancer: { FromPort: 8080, ToPort: 79 } },
    'a range of ports': { FromBalancer: { FromPort: 1, ToPort: 1024 } },
    'a port that no container maps': { FromBalancer: undefined, Service: { LoadBalancers: { 0: { ContainerName: { Ref: 'ContainerName' } } } } },
    'the same health check port': { Targets: { HealthCheckPort: '80' } },
    'a health check port from a parameter': { Targets: { HealthCheckPort: { Ref: 'Port' } } },
    'another health check port, with a rule for it': { Targets: { HealthCheckPort: '8080' }, FromBalancer: { FromPort: 80, ToPort: 8080 } },
    'a target group outside the app': {
      FromBalancer: undefined,
      Service: { LoadBalancers: { 0: { TargetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/6d0ecf831eec9f09' } } },
    },
    'UDP, and health checks over TCP on the traffic port': {
      scene: 'a Fargate service behind a network load balancer over UDP', change: { Targets: { HealthCheckPort: undefined } },
    },
    'UDP, and health checks over TCP on a port from a parameter': {
      scene: 'a Fargate service behind a network load balancer over UDP', change: { Targets: { HealthCheckPort: { Ref: 'Port' } }, FromBalancer: { IpProtocol: 'udp' } },
    },
    'UDP, and health checks over TCP on another port': {
      scene: 'a Fargate service behind a network load balancer over UDP',
      change: {
        FromBalancer: { IpProtocol: 'udp', FromPort: 80, ToPort: 80 },
        Check: {
          Type: 'AWS::EC2::SecurityGroupIngress',
          Properties: {
            GroupId: { 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }, SourceSecurityGroupId: { 'Fn::GetAtt': ['BalancerGroup', 'GroupId'] }, IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080,
          },
        },
      },
    },
    'a Gateway Load Balancer, which checks health on port 80 by default': {
      scene: 'a Fargate service behind a network load balancer over UDP',
      change: {
        Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Type: 'gateway', SecurityGroups: undefined } },
        Listener: { Port: undefined, Protocol: undefined },
        Targets: { Protocol: 'GENEVE', Port: 6081, HealthCheckPort: undefined },
        Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 6081, Protocol: 'udp' }] } } },
        Service: { LoadBalancers: { 0: { ContainerPort: 6081 } } },
        FromBalancer: { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, SourceSecurityGroupId: undefined, CidrIp: '10.0.0.0/16' },
      },
    },
    'a protocol from a parameter, which may be that of a Gateway Load Balancer': { Targets: { Protocol: { Ref: 'Protocol' } }, FromBalancer: { FromPort: 8080, ToPort: 8080 } },
    'a CIDR': { FromBalancer: { SourceSecurityGroupId: undefined, CidrIp: '10.0.0.0/16' } },
    'an ingress rule inside the security group': {
      FromBalancer: undefined,
      TaskGroup: { SecurityGroupIngress: { IpProtocol: '-1', SourceSecurityGroupId: { 'Fn::GetAtt': ['BalancerGroup', 'GroupId'] } } },
    },
    'an ingress rule of an unknown security group': { FromBalancer: { GroupId: { Ref: 'GroupId' } } },
    'an ingress rule by the name of the security group': {
      FromBalancer: { GroupId: undefined, GroupName: 'tasks' }, TaskGroup: { GroupName: 'tasks' },
    },
    'an ingress rule by a name from a parameter': { FromBalancer: { GroupId: undefined, GroupName: { Ref: 'GroupName' } } },
    'an ingress rule by name, and a group name from a parameter': {
      FromBalancer: { GroupId: undefined, GroupName: 'tasks' }, TaskGroup: { GroupName: { Ref: 'GroupName' } },
    },
    'a source by the name of the security group': {
      FromBalancer: { SourceSecurityGroupId: undefined, SourceSecurityGroupName: 'balancer' }, BalancerGroup: { GroupName: 'balancer' },
    },
    'a source by a name outside the app': { FromBalancer: { SourceSecurityGroupId: undefined, SourceSecurityGroupName: 'shared' } },
    'a load balancer with an imported security group': { FromBalancer: { SourceSecurityGroupId: 'sg-0a1b2c3d4e5f60718' }, Balancer: { SecurityGroups: ['sg-0a1b2c3d4e5f60718'] } },
    'an additional imported security group': {
      FromBalancer: undefined,
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { SecurityGroups: [{ 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }, 'sg-0a1b2c3d4e5f60718'] } } },
    },
    'a second security group with rules from a parameter': {
      FromBalancer: undefined,
      SecondGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'second', VpcId: { Ref: 'Vpc' }, SecurityGroupIngress: { Ref: 'Rules' } } },
      Service: {
        NetworkConfiguration: { AwsvpcConfiguration: { SecurityGroups: [{ 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }, { 'Fn::GetAtt': ['SecondGroup', 'GroupId'] }] } },
      },
    },
    'a second security group that admits the load balancer': {
      FromBalancer: { GroupId: { 'Fn::GetAtt': ['SecondGroup', 'GroupId'] } },
      SecondGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'second', VpcId: { Ref: 'Vpc' } } },
      Service: {
        NetworkConfiguration: { AwsvpcConfiguration: { SecurityGroups: [{ 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }, { 'Fn::GetAtt': ['SecondGroup', 'GroupId'] }] } },
      },
    },
  },
});

/** The ingress rules of each security group, or nothing if a group may have other rules. */
function ingressOf(groups: readonly SecurityGroup[]): readonly (readonly SecurityGroupRule[])[] {
  const lists = groups.map(({ ingress }) => ingress);
  return lists.every(({ isComplete }) => isComplete) ? lists.map(({ known }) => known) : [];
}

/** A network load balancer without security groups sends from the addresses of its subnets, which no security group represents. */
function isShutOut(balancer: LoadBalancer, port: TargetPort, group: TargetGroup, rules: readonly SecurityGroupRule[]): boolean {
  const sources = balancer.hasNoSecurityGroups ? JoinedList.complete([]) : balancer.securityGroups;
  // traffic of a network load balancer may have the addresses of the clients; health checks have its own
  const blocks = group.hasIpv4Targets && port.isChecked ? balancer.addressBlocks.all : [];
  return rules.every(rule => rule.excludes(port.span, sources, blocks));
}

/** aws-ecs-patterns creates such services, with a grace period. An integration test of the CDK shows that they deploy, with unhealthy targets. */
function mayPass(service: Node): boolean {
  return !service.get('HealthCheckGracePeriodSeconds').isAbsent;
}

function nameOf({ resource, hasNoSecurityGroups }: LoadBalancer): string {
  return hasNoSecurityGroups ? `network load balancer ${resource.logicalId}, which has no security groups,` : `load balancer ${resource.logicalId}`;
}

function onInstances(change: SceneExample['change']): SceneExample { return { scene: 'container instances behind a load balancer', change }; }

function hostPort(HostPort: unknown): object { return { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort }] } } }; }
