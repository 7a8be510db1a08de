import { CAPACITY_SCENES } from './capacity';
import { LOAD_BALANCING_SCENES } from './load-balancing';
import { merge } from './merge';
import { FARGATE_SERVICE, Resources, routesOutsideApp, TASK_ROLES, VPC } from './parts';
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

function ownSubnet(range: string, zone: number): RawResource {
  return { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: range, AvailabilityZone: { 'Fn::Select': [zone, { 'Fn::GetAZs': '' }] } } };
}

/** A network ACL that allows all traffic of subnets. */
function networkAcl(id: string, subnets: readonly string[]): Resources {
  const entry = (isOutbound: boolean): RawResource => ({
    Type: 'AWS::EC2::NetworkAclEntry',
    Properties: { NetworkAclId: { Ref: `${id}Acl` }, RuleNumber: 100, Protocol: -1, RuleAction: 'allow', Egress: isOutbound, CidrBlock: '0.0.0.0/0' },
  });
  return {
    [`${id}Acl`]: { Type: 'AWS::EC2::NetworkAcl', Properties: { VpcId: { Ref: 'Vpc' } } },
    [`${id}In`]: entry(false),
    [`${id}Out`]: entry(true),
    ...Object.fromEntries(subnets.map(subnetId => [`AclOf${subnetId}`, {
      Type: 'AWS::EC2::SubnetNetworkAclAssociation', Properties: { SubnetId: { Ref: subnetId }, NetworkAclId: { Ref: `${id}Acl` } },
    }])),
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

/** Container instances in subnets of the app. */
function instancesInSubnets(image: unknown, mapsPublicIp: boolean): Resources {
  const { SubnetA, SubnetARoutes, SubnetB, SubnetBRoutes, Routes, TaskGroup, Vpc } = subnetsOfItsOwn('DISABLED');
  const addresses = { Properties: { MapPublicIpOnLaunch: mapsPublicIp } };
  return {
    ...merge(CAPACITY_SCENES['a service on a capacity provider'], {
      Group: { Properties: { VPCZoneIdentifier: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }] } },
      Template: { Properties: { LaunchTemplateData: { SecurityGroupIds: [{ 'Fn::GetAtt': ['InstanceGroup', 'GroupId'] }] } } },
      Task: { Properties: { ExecutionRoleArn: { 'Fn::GetAtt': ['ExecutionRole', 'Arn'] }, ContainerDefinitions: { 0: { Image: image } } } },
    }),
    ...TASK_ROLES,
    ...merge({ SubnetA, SubnetB }, { SubnetA: addresses, SubnetB: addresses }),
    SubnetARoutes,
    SubnetBRoutes,
    Routes,
    Vpc,
    InstanceGroup: TaskGroup,
  };
}

const ENDPOINT_GROUP: RawResource = {
  Type: 'AWS::EC2::SecurityGroup',
  Properties: {
    GroupDescription: 'endpoints', VpcId: { Ref: 'Vpc' }, SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.0.0.0/16' }],
  },
};

const S3_GATEWAY: RawResource = {
  Type: 'AWS::EC2::VPCEndpoint',
  Properties: { ServiceName: { 'Fn::Sub': 'com.amazonaws.${AWS::Region}.s3' }, VpcId: { Ref: 'Vpc' }, RouteTableIds: [{ Ref: 'Routes' }] },
};

const INTERNET_GATEWAY: Resources = {
  Gateway: { Type: 'AWS::EC2::InternetGateway' },
  GatewayOfVpc: { Type: 'AWS::EC2::VPCGatewayAttachment', Properties: { VpcId: { Ref: 'Vpc' }, InternetGatewayId: { Ref: 'Gateway' } } },
  WayOut: {
    Type: 'AWS::EC2::Route',
    DependsOn: ['GatewayOfVpc'],
    Properties: { RouteTableId: { Ref: 'Routes' }, DestinationCidrBlock: '0.0.0.0/0', GatewayId: { Ref: 'Gateway' } },
  },
};

function pick(resources: Resources, ...ids: readonly string[]): Resources { return Object.fromEntries(ids.map(id => [id, resources[id]])); }

export const NETWORK_SCENES = {
  'a Fargate service in public subnets': {
    ...subnetsOfItsOwn('ENABLED'), ...INTERNET_GATEWAY,
  },

  'a Fargate service behind network ACLs': {
    ...merge(LOAD_BALANCING_SCENES['a Fargate service behind a load balancer'], {
      Balancer: { Properties: { Subnets: [{ Ref: 'BalancerSubnetA' }, { Ref: 'BalancerSubnetB' }] } },
      FromBalancer: { Properties: { ToPort: 800 } },
    }),
    BalancerSubnetA: ownSubnet('10.0.32.0/20', 0),
    BalancerSubnetARoutes: routesOutsideApp('BalancerSubnetA'),
    BalancerSubnetB: ownSubnet('10.0.48.0/20', 1),
    BalancerSubnetBRoutes: routesOutsideApp('BalancerSubnetB'),
    ...networkAcl('Task', ['TaskSubnet']),
    ...networkAcl('Balancer', ['BalancerSubnetA', 'BalancerSubnetB']),
  },

  'a Fargate service in VPC Lattice': {
    ...merge(LOAD_BALANCING_SCENES['a Fargate service behind a load balancer'], {
      Task: { Properties: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, Name: 'http' }] } } } },
      Service: {
        Properties: {
          VpcLatticeConfigurations: [{
            PortName: 'http',
            RoleArn: 'arn:aws:iam::111122223333:role/lattice',
            TargetGroupArn: 'arn:aws:vpc-lattice:eu-west-1:111122223333:targetgroup/tg-0a1b2c3d4e5f60718',
          }],
        },
      },
    }),
    FromLattice: {
      Type: 'AWS::EC2::SecurityGroupIngress',
      Properties: { GroupId: { 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }, SourcePrefixListId: 'pl-0721453c7ac4ec009', IpProtocol: 'tcp', FromPort: 80, ToPort: 80 },
    },
  },

  'a Fargate service with name servers of its own': {
    ...subnetsOfItsOwn('ENABLED'),
    ...INTERNET_GATEWAY,
    NameServers: { Type: 'AWS::EC2::DHCPOptions', Properties: { DomainNameServers: ['10.9.0.10', '10.9.0.11'] } },
    NameServersOfVpc: { Type: 'AWS::EC2::VPCDHCPOptionsAssociation', Properties: { VpcId: { Ref: 'Vpc' }, DhcpOptionsId: { Ref: 'NameServers' } } },
  },

  'a Fargate service behind a NAT gateway': {
    ...merge(subnetsOfItsOwn('DISABLED'), { Service: { DependsOn: ['Providers', 'WayToNat'] } }),
    ...merge(INTERNET_GATEWAY, { WayOut: { Properties: { RouteTableId: { Ref: 'PublicRoutes' } } } }),
    PublicRoutes: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Vpc' } } },
    ...merge(subnet('PublicSubnet', '10.0.32.0/20', 0), { PublicSubnetRoutes: { Properties: { RouteTableId: { Ref: 'PublicRoutes' } } } }),
    Nat: { Type: 'AWS::EC2::NatGateway', DependsOn: ['WayOut'], Properties: { SubnetId: { Ref: 'PublicSubnet' }, AllocationId: 'eipalloc-0a1b2c3d4e5f60718' } },
    WayToNat: { Type: 'AWS::EC2::Route', Properties: { RouteTableId: { Ref: 'Routes' }, DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: { Ref: 'Nat' } } },
  },

  'container instances behind a load balancer': {
    ...merge(instancesInSubnets('public.ecr.aws/nginx/nginx:1.27', true), {
      Service: {
        DependsOn: ['Providers', 'Listener'],
        Properties: { LoadBalancers: [{ ContainerName: 'web', ContainerPort: 80, TargetGroupArn: { Ref: 'Targets' } }] },
      },
    }),
    ...INTERNET_GATEWAY,
    ...merge(pick(LOAD_BALANCING_SCENES['an EC2 service on dynamic ports behind a load balancer'], 'Balancer', 'Listener', 'Targets'), {
      Balancer: { Properties: { Subnets: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }], SecurityGroups: [{ 'Fn::GetAtt': ['BalancerGroup', 'GroupId'] }] } },
      Targets: { Properties: { VpcId: { Ref: 'Vpc' } } },
    }),
    BalancerGroup: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupDescription: 'load balancer', VpcId: { Ref: 'Vpc' }, SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '0.0.0.0/0' }],
      },
    },
    FromBalancer: {
      Type: 'AWS::EC2::SecurityGroupIngress',
      Properties: {
        GroupId: { 'Fn::GetAtt': ['InstanceGroup', 'GroupId'] },
        SourceSecurityGroupId: { 'Fn::GetAtt': ['BalancerGroup', 'GroupId'] },
        IpProtocol: 'tcp',
        FromPort: 32_768,
        ToPort: 65_535,
      },
    },
  },

  'container instances in public subnets': { ...instancesInSubnets('public.ecr.aws/nginx/nginx:1.27', true), ...INTERNET_GATEWAY },

  'isolated container instances': {
    ...instancesInSubnets(ECR_IMAGE, false),
    EndpointGroup: ENDPOINT_GROUP,
    EcsEndpoint: endpoint('ecs'),
    AgentEndpoint: endpoint('ecs-agent'),
    TelemetryEndpoint: endpoint('ecs-telemetry'),
    EcrApiEndpoint: endpoint('ecr.api'),
    EcrEndpoint: endpoint('ecr.dkr'),
    S3Endpoint: S3_GATEWAY,
  },

  'an isolated Fargate service': {
    ...merge(subnetsOfItsOwn('DISABLED'), { Service: { DependsOn: ['Providers', 'EcrApiEndpoint', 'EcrEndpoint', 'LogsEndpoint', 'S3Endpoint'] } }),
    EndpointGroup: ENDPOINT_GROUP,
    EcrApiEndpoint: endpoint('ecr.api'),
    EcrEndpoint: endpoint('ecr.dkr'),
    LogsEndpoint: endpoint('logs'),
    S3Endpoint: S3_GATEWAY,
  },
} satisfies Record<string, Resources>;
