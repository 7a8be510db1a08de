import type { Resource } from '../../model/evaluation/resource';
import { grouped } from '../../model/index/grouped';
import { elsewhere, vpcOf, vpcUses } from '../../model/queries/vpc-uses';
import { defineRule } from '../rule';

const OTHER_VPC = { OtherVpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.9.0.0/16' } } };

export default defineRule({
  title: 'The subnets, security groups, target groups and load balancers of tasks are in one VPC',
  severity: 'error',
  outcome: 'refused',
  why: 'A network interface of a task, container instance, load balancer, mount target or VPC endpoint uses security groups of its own VPC, or security groups that are associated with it. ECS registers tasks only in target groups of the same VPC, even if VPCs are peered. A load balancer forwards only to target groups of its own VPC.',
  fix: 'Create the subnets, security groups and target groups from one vpc: pass cluster.vpc to ec2.SecurityGroup, to the target group and to the load balancer. In CloudFormation: use the same VpcId in all of them.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html',

  subject: 'application',
  *check(application) {
    for (const [resource, [use, ...others]] of grouped(vpcUses(application.taskRunners, application), elsewhere)) {
      const [anchor] = use.anchors;
      const related = new Set([use.user, anchor, ...others.map(({ user }) => user)]);
      yield {
        location: vpcOf(resource).location,
        related: [...related].map(each => each.at('')),
        message: `${resource.logicalId} is in VPC ${vpcNameOf(resource)}, but ${use.name} is in ${vpcNameOf(anchor)}`,
      };
    }
  },

  scene: 'a Fargate service in public subnets',
  bad: {
    'a second subnet in another VPC': {
      SubnetB: { VpcId: { Ref: 'OtherVpc' } }, ...OTHER_VPC,
    },
    'a security group in another VPC': {
      TaskGroup: { VpcId: { 'Fn::GetAtt': ['OtherVpc', 'VpcId'] } }, ...OTHER_VPC,
    },
    'a target group in another VPC': {
      scene: 'a Fargate service behind a load balancer',
      change: { Targets: { VpcId: { Ref: 'OtherVpc' } }, ...OTHER_VPC },
    },
    'a load balancer with a security group in another VPC': {
      scene: 'a Fargate service behind a load balancer',
      change: { BalancerGroup: { VpcId: { Ref: 'OtherVpc' } }, ...OTHER_VPC },
    },
    'a load balancer with a subnet in another VPC': {
      scene: 'an EC2 service on dynamic ports behind a load balancer', change: balancerSubnet({ Subnets: [{ Ref: 'BalancerSubnet' }] }),
    },
    'a load balancer with a subnet mapping in another VPC': {
      scene: 'an EC2 service on dynamic ports behind a load balancer', change: balancerSubnet({ Subnets: undefined, SubnetMappings: [{ SubnetId: { Ref: 'BalancerSubnet' } }] }),
    },
    'a security group of a load balancer in another VPC than its subnets': {
      scene: 'container instances behind a load balancer', change: { BalancerGroup: { VpcId: { Ref: 'OtherVpc' } }, ...OTHER_VPC },
    },
    'a target group in another VPC than the container instances': {
      scene: 'container instances behind a load balancer', change: { Targets: { VpcId: { Ref: 'OtherVpc' } }, ...OTHER_VPC },
    },
    'a security group of a launch template in another VPC': {
      scene: 'container instances in public subnets', change: { InstanceGroup: { VpcId: { Ref: 'OtherVpc' } }, ...OTHER_VPC },
    },
    'a second subnet of an Auto Scaling group in another VPC': {
      scene: 'container instances in public subnets', change: { SubnetB: { VpcId: { Ref: 'OtherVpc' } }, ...OTHER_VPC },
    },
    'a security group of Managed Instances in another VPC': {
      scene: 'a service on Managed Instances in a VPC of the app', change: { InstanceSecurity: { VpcId: { Ref: 'OtherVpc' } }, ...OTHER_VPC },
    },
    'a security group of a mount target in another VPC': {
      scene: 'a Fargate service with a shared file system', change: { TargetGroup: { VpcId: { Ref: 'OtherVpc' } }, ...OTHER_VPC },
    },
    'a security group of a VPC endpoint in another VPC': {
      scene: 'an isolated Fargate service', change: { EndpointGroup: { VpcId: { Ref: 'OtherVpc' } }, ...OTHER_VPC },
    },
    'an association of another security group': {
      scene: 'a Fargate service with a file system in a peered VPC',
      change: { TaskGroup: { VpcId: { Ref: 'FileVpc' } }, Association: association({ 'Fn::GetAtt': ['TargetGroup', 'GroupId'] }) },
    },
  },
  good: {
    'a security group that is associated with the VPC': {
      TaskGroup: { VpcId: { Ref: 'OtherVpc' } }, ...OTHER_VPC, Association: association({ 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }),
    },
    'an association of an unknown security group': { TaskGroup: { VpcId: { Ref: 'OtherVpc' } }, ...OTHER_VPC, Association: association({ Ref: 'GroupId' }) },
    'a security group that a custom resource is given': {
      TaskGroup: { VpcId: { Ref: 'OtherVpc' } },
      ...OTHER_VPC,
      Custom: { Type: 'Custom::Association', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:associate', Group: { Ref: 'TaskGroup' } } },
    },
    'a VPC of a custom resource': { TaskGroup: { VpcId: { Ref: 'OtherVpc' } }, OtherVpc: { Type: 'Custom::Vpc', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:vpc' } } },
    'an Auto Scaling group without instances': {
      scene: 'container instances in public subnets',
      change: { InstanceGroup: { VpcId: { Ref: 'OtherVpc' } }, ...OTHER_VPC, Group: { MinSize: '0', MaxSize: '0' }, Service: { DesiredCount: 0, CapacityProviderStrategy: undefined, LaunchType: 'EC2' }, Providers: { DefaultCapacityProviderStrategy: [] } },
    },
    'container instances in two VPCs': {
      scene: 'container instances behind a load balancer',
      change: {
        Targets: { VpcId: { Ref: 'OtherVpc' } },
        ...OTHER_VPC,
        OtherSubnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'OtherVpc' }, CidrBlock: '10.9.0.0/20' } },
        OtherInstances: {
          Type: 'AWS::AutoScaling::AutoScalingGroup',
          Properties: { MinSize: '1', MaxSize: '4', VPCZoneIdentifier: [{ Ref: 'OtherSubnet' }], LaunchTemplate: { LaunchTemplateId: 'lt-0a1b2c3d4e5f60718', Version: '1' } },
        },
        Service: { CapacityProviderStrategy: undefined, LaunchType: 'EC2' },
        Balancer: { Subnets: ['subnet-0a1b2c3d4e5f60718', 'subnet-0a1b2c3d4e5f60719'], SecurityGroups: ['sg-0a1b2c3d4e5f60718'] },
      },
    },
    'container instances in the app, and others in a subnet outside of it': {
      scene: 'container instances behind a load balancer',
      change: {
        Targets: { VpcId: { Ref: 'OtherVpc' } },
        ...OTHER_VPC,
        OtherInstances: {
          Type: 'AWS::AutoScaling::AutoScalingGroup',
          Properties: {
            MinSize: '1', MaxSize: '4', VPCZoneIdentifier: ['subnet-0a1b2c3d4e5f60718'], LaunchTemplate: { LaunchTemplateId: 'lt-0a1b2c3d4e5f60718', Version: '1' },
          },
        },
        Service: { CapacityProviderStrategy: undefined, LaunchType: 'EC2' },
        Balancer: { Subnets: ['subnet-0a1b2c3d4e5f60718', 'subnet-0a1b2c3d4e5f60719'], SecurityGroups: ['sg-0a1b2c3d4e5f60718'] },
      },
    },
    'a cluster with a name, which other container instances may join': {
      scene: 'container instances behind a load balancer',
      change: {
        Targets: { VpcId: { Ref: 'OtherVpc' } },
        ...OTHER_VPC,
        Cluster: { ClusterName: 'web' },
        Service: { CapacityProviderStrategy: undefined, LaunchType: 'EC2' },
        Balancer: { Subnets: ['subnet-0a1b2c3d4e5f60718', 'subnet-0a1b2c3d4e5f60719'], SecurityGroups: ['sg-0a1b2c3d4e5f60718'] },
      },
    },
    'container instances in a subnet outside the app': {
      scene: 'container instances behind a load balancer',
      change: {
        Targets: { VpcId: { Ref: 'OtherVpc' } },
        ...OTHER_VPC,
        Group: { VPCZoneIdentifier: ['subnet-0a1b2c3d4e5f60718'] },
        Balancer: { Subnets: ['subnet-0a1b2c3d4e5f60718', 'subnet-0a1b2c3d4e5f60719'], SecurityGroups: ['sg-0a1b2c3d4e5f60718'] },
      },
    },
    'a load balancer with a subnet in a VPC from a parameter': {
      scene: 'an EC2 service on dynamic ports behind a load balancer', change: balancerSubnet({ Subnets: [{ Ref: 'BalancerSubnet' }] }, { Ref: 'VpcId' }),
    },
    'a VPC from a parameter': { TaskGroup: { VpcId: { Ref: 'VpcId' } } },
    'a security group in the default VPC': { TaskGroup: { VpcId: undefined } },
  },
});

function vpcNameOf(resource: Resource): string {
  const vpc = vpcOf(resource);
  return vpc.asAttribute?.resource.logicalId ?? String(vpc.asText);
}

function balancerSubnet(properties: object, VpcId: unknown = 'vpc-0a1b2c3d4e5f60799'): Record<string, object> {
  return { Balancer: properties, BalancerSubnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId, CidrBlock: '10.9.0.0/20' } } };
}

function association(GroupId: object): object {
  return { Type: 'AWS::EC2::SecurityGroupVpcAssociation', Properties: { GroupId, VpcId: { Ref: 'Vpc' } } };
}
