import { merge } from './merge';
import { FARGATE_SERVICE, Resources, VPC } from './parts';
import type { RawResource } from '../model/evaluation/source';

const ECR_IMAGE = { 'Fn::Sub': '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/web:1.27' };

function subnetsOfItsOwn(assignPublicIp: 'ENABLED' | 'DISABLED'): Resources {
  return {
    ...merge(FARGATE_SERVICE, {
      Task: { Properties: { ContainerDefinitions: { 0: { Image: ECR_IMAGE } } } },
      Service: {
        Properties: {
          NetworkConfiguration: {
            AwsvpcConfiguration: { Subnets: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }], SecurityGroups: [{ 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }], AssignPublicIp: assignPublicIp },
          },
        },
      },
    }),
    ...VPC,
    ...subnet('SubnetA', '10.0.0.0/20', 0),
    ...subnet('SubnetB', '10.0.16.0/20', 1),
    Routes: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Vpc' } } },
    TaskGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'tasks', VpcId: { Ref: 'Vpc' } } },
  };
}

function subnet(id: string, range: string, zone: number): Resources {
  return {
    [id]: {
      Type: 'AWS::EC2::Subnet',
      Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: range, AvailabilityZone: { 'Fn::Select': [zone, { 'Fn::GetAZs': '' }] } },
    },
    [`${id}Routes`]: { Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: { SubnetId: { Ref: id }, RouteTableId: { Ref: 'Routes' } } },
  };
}

function endpoint(service: string): RawResource {
  return {
    Type: 'AWS::EC2::VPCEndpoint',
    Properties: {
      VpcEndpointType: 'Interface',
      ServiceName: { 'Fn::Sub': `com.amazonaws.\${AWS::Region}.${service}` },
      VpcId: { Ref: 'Vpc' },
      SubnetIds: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }],
      SecurityGroupIds: [{ 'Fn::GetAtt': ['EndpointGroup', 'GroupId'] }],
      PrivateDnsEnabled: true,
    },
  };
}

export const NETWORK_SCENES = {
  'a Fargate service in public subnets': {
    ...subnetsOfItsOwn('ENABLED'),
    Gateway: { Type: 'AWS::EC2::InternetGateway' },
    GatewayOfVpc: { Type: 'AWS::EC2::VPCGatewayAttachment', Properties: { VpcId: { Ref: 'Vpc' }, InternetGatewayId: { Ref: 'Gateway' } } },
    WayOut: {
      Type: 'AWS::EC2::Route',
      DependsOn: ['GatewayOfVpc'],
      Properties: { RouteTableId: { Ref: 'Routes' }, DestinationCidrBlock: '0.0.0.0/0', GatewayId: { Ref: 'Gateway' } },
    },
  },

  'an isolated Fargate service': {
    ...merge(subnetsOfItsOwn('DISABLED'), { Service: { DependsOn: ['Providers', 'EcrApiEndpoint', 'EcrEndpoint', 'LogsEndpoint'] } }),
    EndpointGroup: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupDescription: 'endpoints',
        VpcId: { Ref: 'Vpc' },
        SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, SourceSecurityGroupId: { 'Fn::GetAtt': ['TaskGroup', 'GroupId'] } }],
      },
    },
    EcrApiEndpoint: endpoint('ecr.api'),
    EcrEndpoint: endpoint('ecr.dkr'),
    LogsEndpoint: endpoint('logs'),
    S3Endpoint: {
      Type: 'AWS::EC2::VPCEndpoint',
      Properties: { ServiceName: { 'Fn::Sub': 'com.amazonaws.${AWS::Region}.s3' }, VpcId: { Ref: 'Vpc' }, RouteTableIds: [{ Ref: 'Routes' }] },
    },
  },
} satisfies Record<string, Resources>;
