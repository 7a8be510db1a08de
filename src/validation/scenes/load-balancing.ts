import { ruleCall } from './extras';
import { merge } from './merge';
import { CLUSTER, FARGATE_SERVICE, Resources, routesOutsideApp, serviceOnInstances, TASK_ON_INSTANCES, VPC } from './parts';

const BEHIND_APPLICATION_BALANCER = {
  ...merge(FARGATE_SERVICE, {
    Service: {
      DependsOn: ['Providers', 'Listener'],
      Properties: {
        LoadBalancers: [{ ContainerName: 'web', ContainerPort: 80, TargetGroupArn: { Ref: 'Targets' } }],
        HealthCheckGracePeriodSeconds: 60,
        NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'TaskSubnet' }], SecurityGroups: [{ 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }] } },
      },
    },
  }),
  ...VPC,
  TaskSubnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.0.0/20' } },
  TaskSubnetRoutes: routesOutsideApp('TaskSubnet'),
  TaskGroup: {
    Type: 'AWS::EC2::SecurityGroup',
    Properties: { GroupDescription: 'tasks', VpcId: { Ref: 'Vpc' } },
  },
  FromBalancer: {
    Type: 'AWS::EC2::SecurityGroupIngress',
    Properties: {
      GroupId: { 'Fn::GetAtt': ['TaskGroup', 'GroupId'] },
      SourceSecurityGroupId: { 'Fn::GetAtt': ['BalancerGroup', 'GroupId'] },
      IpProtocol: 'tcp',
      FromPort: 80,
      ToPort: 80,
    },
  },
  BalancerGroup: {
    Type: 'AWS::EC2::SecurityGroup',
    Properties: {
      GroupDescription: 'load balancer',
      VpcId: { Ref: 'Vpc' },
      SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' }],
    },
  },
  Balancer: {
    Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    Properties: {
      Type: 'application',
      Subnets: ['subnet-0a1b2c3d4e5f60720', 'subnet-0a1b2c3d4e5f60721'],
      SecurityGroups: [{ 'Fn::GetAtt': ['BalancerGroup', 'GroupId'] }],
    },
  },
  Listener: {
    Type: 'AWS::ElasticLoadBalancingV2::Listener',
    Properties: {
      LoadBalancerArn: { Ref: 'Balancer' },
      Port: 443,
      Protocol: 'HTTPS',
      Certificates: [{ CertificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/4f5e8c1a-1111-2222-3333-444455556666' }],
      DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Targets' } }],
    },
  },
  Targets: {
    Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    Properties: { Port: 80, Protocol: 'HTTP', TargetType: 'ip', VpcId: { Ref: 'Vpc' } },
  },
} satisfies Resources;

/** The same service behind a Network Load Balancer over TCP. */
const BEHIND_NETWORK_BALANCER = merge(BEHIND_APPLICATION_BALANCER, {
  Balancer: { Properties: { Type: 'network' } },
  BalancerGroup: { Properties: { SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '0.0.0.0/0' }] } },
  Listener: { Properties: { Port: 80, Protocol: 'TCP', Certificates: undefined } },
  Targets: { Properties: { Protocol: 'TCP' } },
});

/** The same service over UDP, with health checks on another port. */
const BEHIND_UDP_BALANCER = merge(BEHIND_NETWORK_BALANCER, {
  Listener: { Properties: { Protocol: 'UDP' } },
  Targets: { Properties: { Protocol: 'UDP', HealthCheckPort: '8080' } },
  FromBalancer: { Properties: { IpProtocol: '-1', FromPort: undefined, ToPort: undefined } },
  Task: { Properties: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, Protocol: 'udp' }] } } } },
});

const PATHS = [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }];

/** A listener rule that custom resources create and change, so that CloudFormation keeps the weights that a deployment shifts. */
const BEHIND_RULE_OF_CALLS = merge(BEHIND_APPLICATION_BALANCER, {
  Service: { DependsOn: ['Providers', 'Rule'] },
  Listener: { Properties: { DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }] } },
  Rule: ruleCall('createRule', {
    ListenerArn: '${Listener}', Priority: 10, Conditions: PATHS, Actions: [{ Type: 'forward', ForwardConfig: { TargetGroups: [{ TargetGroupArn: '${Targets}', Weight: 100 }] } }],
  }),
  RuleConditions: ruleCall('modifyRule', { RuleArn: '${Rule}', Conditions: PATHS }),
  RulePriority: ruleCall('setRulePriorities', { RulePriorities: [{ RuleArn: '${Rule}', Priority: 10 }] }),
});

/** An entry in the list of Availability Zones. */
function zone(index: number) { return { 'Fn::Select': [index, { 'Fn::GetAZs': '' }] }; }

function publicSubnet(CidrBlock: string, AvailabilityZone: object) {
  return { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock, AvailabilityZone } };
}

function publicRoutes(subnet: string) {
  return { Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: { SubnetId: { Ref: subnet }, RouteTableId: { Ref: 'PublicRoutes' } } };
}

/** The same service behind a load balancer in public subnets of the app. */
const BEHIND_PUBLIC_BALANCER = {
  ...merge(BEHIND_APPLICATION_BALANCER, { Balancer: { Properties: { Subnets: [{ Ref: 'PublicA' }, { Ref: 'PublicB' }] } }, TaskSubnet: { Properties: { AvailabilityZone: zone(0) } } }),
  PublicA: publicSubnet('10.0.16.0/20', zone(0)),
  PublicB: publicSubnet('10.0.32.0/20', zone(1)),
  PublicRoutes: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Vpc' } } },
  RoutesOfA: publicRoutes('PublicA'),
  RoutesOfB: publicRoutes('PublicB'),
  Gateway: { Type: 'AWS::EC2::InternetGateway' },
  GatewayOfVpc: { Type: 'AWS::EC2::VPCGatewayAttachment', Properties: { VpcId: { Ref: 'Vpc' }, InternetGatewayId: { Ref: 'Gateway' } } },
  WayOut: {
    Type: 'AWS::EC2::Route', DependsOn: ['GatewayOfVpc'], Properties: { RouteTableId: { Ref: 'PublicRoutes' }, DestinationCidrBlock: '0.0.0.0/0', GatewayId: { Ref: 'Gateway' } },
  },
} satisfies Resources;

export const LOAD_BALANCING_SCENES = {
  'a Fargate service behind a load balancer': BEHIND_APPLICATION_BALANCER,

  'a Fargate service behind a load balancer in public subnets': BEHIND_PUBLIC_BALANCER,

  'a Fargate service behind a network load balancer': BEHIND_NETWORK_BALANCER,

  'a Fargate service behind a network load balancer over UDP': BEHIND_UDP_BALANCER,

  'a Fargate service behind a listener rule from custom resources': BEHIND_RULE_OF_CALLS,

  'a network load balancer in front of an application load balancer': {
    Balancer: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { Type: 'network', Subnets: ['subnet-0a1b2c3d4e5f60720'], SecurityGroups: ['sg-0a1b2c3d4e5f60720'] },
    },
    Listener: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: {
        LoadBalancerArn: { Ref: 'Balancer' }, Port: 443, Protocol: 'TCP', DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Targets' } }],
      },
    },
    Targets: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      DependsOn: ['Requests'],
      Properties: {
        Port: 443, Protocol: 'TCP', TargetType: 'alb', VpcId: 'vpc-0a1b2c3d4e5f60718', Targets: [{ Id: { Ref: 'Application' }, Port: 443 }], HealthCheckProtocol: 'HTTPS',
      },
    },
    Application: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { Subnets: ['subnet-0a1b2c3d4e5f60720', 'subnet-0a1b2c3d4e5f60721'], SecurityGroups: ['sg-0a1b2c3d4e5f60720'] },
    },
    Requests: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: {
        LoadBalancerArn: { Ref: 'Application' },
        Port: 443,
        Protocol: 'HTTPS',
        Certificates: [{ CertificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/4f5e8c1a-1111-2222-3333-444455556666' }],
        DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
      },
    },
  },

  'an EC2 service on dynamic ports behind a load balancer': {
    Cluster: CLUSTER.Cluster,
    Task: TASK_ON_INSTANCES,
    Service: serviceOnInstances({ LaunchType: 'EC2', LoadBalancers: [{ ContainerName: 'web', ContainerPort: 80, TargetGroupArn: { Ref: 'Targets' } }] }, 'Listener'),
    Balancer: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { Subnets: ['subnet-0a1b2c3d4e5f60720', 'subnet-0a1b2c3d4e5f60721'], SecurityGroups: ['sg-0a1b2c3d4e5f60720'] },
    },
    Listener: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: {
        LoadBalancerArn: { Ref: 'Balancer' }, Port: 80, Protocol: 'HTTP', DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Targets' } }],
      },
    },
    Targets: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: { Port: 80, Protocol: 'HTTP', TargetType: 'instance', VpcId: 'vpc-0a1b2c3d4e5f60718' },
    },
  },
} satisfies Record<string, Resources>;
