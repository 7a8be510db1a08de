import { merge } from './merge';
import { CLUSTER, FARGATE_SERVICE, Resources, serviceOnInstances, TASK_ON_INSTANCES, VPC } from './parts';

export const LOAD_BALANCING_SCENES = {
  'a Fargate service behind a load balancer': {
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
