import { TARGET_GROUP_DEFAULTS } from '../../../facts/defaults';
import type { Attachment } from '../../model/entities/attachment';
import { LoadBalancer } from '../../model/entities/load-balancer';
import type { SecurityGroup, SecurityGroupRule } from '../../model/entities/security-group';
import { JoinedList } from '../../model/evaluation/joined-list';
import type { Node } from '../../model/evaluation/node';
import { defineRule } from '../rule';

/** Protocols whose traffic is TCP. */
const OVER_TCP: readonly string[] = ['HTTP', 'HTTPS', 'TCP', 'TLS', 'TCP_UDP'];

/** Protocols whose health checks use the traffic port by default. The health checks of a Gateway Load Balancer use port 80. */
const CHECKED_ON_TRAFFIC_PORT: readonly string[] = [...OVER_TCP, 'UDP'];

export default defineRule({
  title: 'The security groups of the tasks admit their load balancer',
  severity: 'error',
  outcome: 'hangs',
  why: 'Health checks time out when no ingress rule admits the load balancer. ECS stops and restarts the tasks until the deployment fails.',
  fix: 'Call service.connections.allowFrom(loadBalancer, ec2.Port.tcp(port)); for a network load balancer without security groups allow ec2.Peer.ipv4(vpc.vpcCidrBlock). In CloudFormation: an AWS::EC2::SecurityGroupIngress for the container port, with the security group of the load balancer, or the CIDR of its subnets, as source. Health checks on another port need a rule for that port too.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-service-load-balancers.html',

  subject: 'taskRunner',
  *check({ attachments, securityGroups: { all: securityGroups }, awsvpc, node }) {
    const rules = ingressOf(securityGroups);
    if (rules.length === 0) { return; }
    for (const attachment of attachments) {
      const balancers = attachment.targetGroup?.loadBalancers.all ?? [];
      const [closed] = portsOf(attachment).flatMap(port => {
        const balancer = balancers.find(each => isShutOut(each, port.number, rules.flat()));
        return balancer ? [{ balancer, port }] : [];
      });
      if (!closed) { continue; }
      const { balancer, port } = closed;
      yield {
        location: awsvpc.at('SecurityGroups'),
        related: [balancer, ...securityGroups].map(({ resource }) => resource.at('')),
        message: `the security groups of the tasks do not admit ${nameOf(balancer)} on ${port.name} ${port.number}`,
        ...balancer.hasNoSecurityGroups && mayPass(node) ? { severity: 'warning' } : {},
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
  },
  good: {
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

/** The ports on which a load balancer connects to the tasks over TCP: the container port, and the health check port if it is set. */
function portsOf({ portMapping, targetGroup }: Attachment): readonly { readonly name: string; readonly number: number }[] {
  // another rule reports a port that is not mapped
  const port = portMapping?.containerPort.known;
  if (port === undefined || !targetGroup?.protocol.isOneOf(CHECKED_ON_TRAFFIC_PORT)) { return []; }
  const traffic = targetGroup.protocol.isOneOf(OVER_TCP) ? [{ name: 'port', number: port }] : [];
  // health checks use TCP, also for UDP traffic
  const checked = targetGroup.healthCheckPort.is(TARGET_GROUP_DEFAULTS.healthCheckPort) ? port : Number(targetGroup.healthCheckPort.known);
  return Number.isInteger(checked) ? [...traffic, { name: 'health check port', number: checked }] : traffic;
}

/** The ingress rules of each security group, or nothing if a group may have other rules. */
function ingressOf(groups: readonly SecurityGroup[]): readonly (readonly SecurityGroupRule[])[] {
  const lists = groups.map(({ ingress }) => ingress);
  return lists.every(({ isComplete }) => isComplete) ? lists.map(({ known }) => known) : [];
}

/** A network load balancer without security groups sends from the addresses of its subnets, which no security group represents. */
function isShutOut(balancer: LoadBalancer, port: number, rules: readonly SecurityGroupRule[]): boolean {
  const sources = balancer.hasNoSecurityGroups ? JoinedList.complete([]) : balancer.securityGroups;
  return rules.every(rule => rule.excludes(port, sources));
}

/** aws-ecs-patterns creates such services, with a grace period. An integration test of the CDK shows that they deploy, with unhealthy targets. */
function mayPass(service: Node): boolean {
  return !service.get('HealthCheckGracePeriodSeconds').isAbsent;
}

function nameOf({ resource, hasNoSecurityGroups }: LoadBalancer): string {
  return hasNoSecurityGroups ? `network load balancer ${resource.logicalId}, which has no security groups,` : `load balancer ${resource.logicalId}`;
}
