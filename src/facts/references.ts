import type { Identifier } from './return-values';
import { Verdict } from './verdict';

/** A property that identifies another resource. */
export interface ReferenceProperty {
  readonly types: readonly string[];
  /** Where the property is; a star means each element of a list. */
  readonly path: string;
  readonly accepts: readonly Identifier[];
  /** What AWS does with another identifier. */
  readonly otherwise: Verdict;
}

const SERVICE = 'AWS::ECS::Service';
const TASK_SET = 'AWS::ECS::TaskSet';
const CLUSTER = 'AWS::ECS::Cluster';
const PROVIDER = 'AWS::ECS::CapacityProvider';
const ASSOCIATIONS = 'AWS::ECS::ClusterCapacityProviderAssociations';
const EXPRESS = 'AWS::ECS::ExpressGatewayService';
const BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';

const GROUP = 'AWS::AutoScaling::AutoScalingGroup';
const TEMPLATE = 'AWS::EC2::LaunchTemplate';
const DEPLOYMENT_GROUP = 'AWS::CodeDeploy::DeploymentGroup';
const EVENT_RULE = 'AWS::Events::Rule';
const SCHEDULE = 'AWS::Scheduler::Schedule';

const VPC: readonly Identifier[] = ['the id of a VPC'];
const ROUTE_TABLE: readonly Identifier[] = ['the id of a route table'];
const ROLE: readonly Identifier[] = ['the ARN of a role'];
const KEY_ARN: readonly Identifier[] = ['the ARN of a key'];
const KEY: readonly Identifier[] = ['the ARN of a key', 'the id of a key', 'the name of an alias of a key'];
const TARGET_GROUP: readonly Identifier[] = ['the ARN of a target group'];
const LISTENER_OR_RULE: readonly Identifier[] = ['the ARN of a listener rule', 'the ARN of a listener'];
const SUBNET: readonly Identifier[] = ['the id of a subnet'];
const SECURITY_GROUP: readonly Identifier[] = ['the id of a security group'];
const CLUSTER_NAME: readonly Identifier[] = ['the name of a cluster', 'the ARN of a cluster'];
const NAMESPACE: readonly Identifier[] = ['the name of a namespace', 'the ARN of a namespace'];
const PROVIDER_NAME: readonly Identifier[] = ['the name of a capacity provider'];
const LOG_GROUP_NAME: readonly Identifier[] = ['the name of a log group'];

function rows(types: readonly string[], accepts: readonly Identifier[], paths: readonly string[], otherwise: Verdict = 'refused'): ReferenceProperty[] {
  return paths.map(path => ({ types, path, accepts, otherwise }));
}

/**
 * The properties of network resources that identify another resource.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_EC2.html
 */
const NETWORK_REFERENCES: readonly ReferenceProperty[] = [
  ...rows(['AWS::EC2::VPCEndpoint'], SUBNET, ['SubnetIds/*']),
  ...rows(['AWS::EC2::VPCEndpoint'], SECURITY_GROUP, ['SecurityGroupIds/*']),
  ...rows(['AWS::EC2::VPCEndpoint'], ROUTE_TABLE, ['RouteTableIds/*']),
  ...rows(['AWS::EC2::VPCEndpoint', 'AWS::EC2::Subnet', 'AWS::EC2::SecurityGroup', 'AWS::EC2::RouteTable', 'AWS::EC2::NetworkAcl', 'AWS::EC2::VPCGatewayAttachment'], VPC, ['VpcId']),
  ...rows(['AWS::EC2::VPCGatewayAttachment'], ['the id of an internet gateway'], ['InternetGatewayId']),
  ...rows(['AWS::EC2::NatGateway', 'AWS::EC2::SubnetRouteTableAssociation', 'AWS::EC2::SubnetNetworkAclAssociation', 'AWS::EFS::MountTarget'], SUBNET, ['SubnetId']),
  ...rows(['AWS::EC2::Route', 'AWS::EC2::SubnetRouteTableAssociation'], ROUTE_TABLE, ['RouteTableId']),
  ...rows(['AWS::EC2::Route'], ['the id of a NAT gateway'], ['NatGatewayId']),
  ...rows(['AWS::EC2::NetworkAclEntry', 'AWS::EC2::SubnetNetworkAclAssociation'], ['the id of a network ACL'], ['NetworkAclId']),
  ...rows(['AWS::EC2::SecurityGroup'], SECURITY_GROUP, ['SecurityGroupIngress/*/SourceSecurityGroupId', 'SecurityGroupEgress/*/DestinationSecurityGroupId']),
  ...rows(['AWS::EC2::SecurityGroupIngress'], SECURITY_GROUP, ['GroupId', 'SourceSecurityGroupId']),
  ...rows(['AWS::EC2::SecurityGroupEgress'], SECURITY_GROUP, ['GroupId', 'DestinationSecurityGroupId']),
  ...rows(['AWS::EFS::MountTarget'], SECURITY_GROUP, ['SecurityGroups/*']),
  ...rows(['AWS::ServiceDiscovery::PrivateDnsNamespace'], VPC, ['Vpc']),
];

/**
 * The properties of Auto Scaling groups, launch templates and instance profiles that identify another resource. A launch configuration may name
 * security groups and instance profiles.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-autoscaling-autoscalinggroup.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ec2-launchtemplate-launchtemplatedata.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-autoscaling-launchconfiguration.html
 */
const INSTANCE_REFERENCES: readonly ReferenceProperty[] = [
  ...rows([GROUP], SUBNET, ['VPCZoneIdentifier/*']),
  ...rows([GROUP], TARGET_GROUP, ['TargetGroupARNs/*']),
  ...rows([GROUP], ['the id of a launch template'], ['LaunchTemplate/LaunchTemplateId', 'MixedInstancesPolicy/LaunchTemplate/LaunchTemplateSpecification/LaunchTemplateId']),
  ...rows([GROUP], ['the name of a launch configuration'], ['LaunchConfigurationName']),
  ...rows([TEMPLATE], SECURITY_GROUP, ['LaunchTemplateData/SecurityGroupIds/*', 'LaunchTemplateData/NetworkInterfaces/*/Groups/*']),
  ...rows([TEMPLATE], SUBNET, ['LaunchTemplateData/NetworkInterfaces/*/SubnetId']),
  ...rows([TEMPLATE], ['the ARN of an instance profile'], ['LaunchTemplateData/IamInstanceProfile/Arn']),
  ...rows([TEMPLATE], ['the name of an instance profile'], ['LaunchTemplateData/IamInstanceProfile/Name']),
  ...rows(['AWS::AutoScaling::LaunchConfiguration'], ['the id of a security group', 'the name of a security group'], ['SecurityGroups/*']),
  ...rows(['AWS::AutoScaling::LaunchConfiguration'], ['the ARN of an instance profile', 'the name of an instance profile'], ['IamInstanceProfile']),
  ...rows(['AWS::IAM::InstanceProfile'], ['the name of a role'], ['Roles/*']),
];

/**
 * The properties of CodeDeploy, EventBridge rules and schedules that identify another resource.
 *
 * Whether CodeDeploy accepts the ARN of a cluster or service in place of its name, and EventBridge the family of a task definition in place of its ARN, is not
 * documented.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-codedeploy-deploymentgroup.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-events-rule-ecsparameters.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-scheduler-schedule-ecsparameters.html
 */
const STARTER_REFERENCES: readonly ReferenceProperty[] = [
  ...rows([DEPLOYMENT_GROUP], ROLE, ['ServiceRoleArn']),
  ...rows([DEPLOYMENT_GROUP], ['the name of a cluster'], ['ECSServices/*/ClusterName'], 'doubtful'),
  ...rows([DEPLOYMENT_GROUP], ['the name of a service'], ['ECSServices/*/ServiceName'], 'doubtful'),
  ...rows([DEPLOYMENT_GROUP], ['the ARN of a listener'], [
    'LoadBalancerInfo/TargetGroupPairInfoList/*/ProdTrafficRoute/ListenerArns/*', 'LoadBalancerInfo/TargetGroupPairInfoList/*/TestTrafficRoute/ListenerArns/*',
  ]),
  ...rows([EVENT_RULE], ROLE, ['Targets/*/RoleArn']),
  ...rows([EVENT_RULE], ['the ARN of a task definition'], ['Targets/*/EcsParameters/TaskDefinitionArn'], 'doubtful'),
  ...rows([EVENT_RULE], SUBNET, ['Targets/*/EcsParameters/NetworkConfiguration/AwsVpcConfiguration/Subnets/*']),
  ...rows([EVENT_RULE], SECURITY_GROUP, ['Targets/*/EcsParameters/NetworkConfiguration/AwsVpcConfiguration/SecurityGroups/*']),
  ...rows([SCHEDULE], ROLE, ['Target/RoleArn']),
  ...rows([SCHEDULE], ['the ARN of a task definition'], ['Target/EcsParameters/TaskDefinitionArn'], 'doubtful'),
  ...rows([SCHEDULE], SUBNET, ['Target/EcsParameters/NetworkConfiguration/AwsvpcConfiguration/Subnets/*']),
  ...rows([SCHEDULE], SECURITY_GROUP, ['Target/EcsParameters/NetworkConfiguration/AwsvpcConfiguration/SecurityGroups/*']),
];

/**
 * The properties of scalable targets and scaling policies that identify another resource. Application Auto Scaling uses its own role for services.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-applicationautoscaling-scalingpolicy.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-applicationautoscaling-scalabletarget.html
 */
const SCALING_REFERENCES: readonly ReferenceProperty[] = [
  ...rows(['AWS::ApplicationAutoScaling::ScalableTarget'], ROLE, ['RoleARN'], 'doubtful'),
  ...rows(['AWS::ApplicationAutoScaling::ScalingPolicy'], ['the id of a scalable target'], ['ScalingTargetId']),
];

/**
 * The properties of ECS resources, load balancers and listeners that identify another resource, and the identifiers that they accept.
 * A namespace may also be given by name, which no attribute returns. A cluster creates a namespace if no namespace has the name.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskset.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-cluster.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-capacityprovider.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listener.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectConfiguration.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html
 */
export const REFERENCE_PROPERTIES: readonly ReferenceProperty[] = [
  ...rows([SERVICE, TASK_SET], TARGET_GROUP, ['LoadBalancers/*/TargetGroupArn']),
  ...rows([SERVICE, TASK_SET], ['the name of a Classic Load Balancer'], ['LoadBalancers/*/LoadBalancerName']),
  ...rows([SERVICE, TASK_SET], ['the ARN of a service in Cloud Map'], ['ServiceRegistries/*/RegistryArn']),
  ...rows([SERVICE, TASK_SET], PROVIDER_NAME, ['CapacityProviderStrategy/*/CapacityProvider']),
  ...rows([SERVICE, TASK_SET, 'AWS::ECS::PrimaryTaskSet', ASSOCIATIONS, EXPRESS], CLUSTER_NAME, ['Cluster']),
  ...rows([SERVICE, TASK_SET], ['the ARN of a task definition', 'the name of a task definition'], ['TaskDefinition']),
  ...rows([SERVICE], SUBNET, ['NetworkConfiguration/AwsvpcConfiguration/Subnets/*']),
  ...rows([SERVICE], SECURITY_GROUP, ['NetworkConfiguration/AwsvpcConfiguration/SecurityGroups/*']),
  ...rows([TASK_SET], SUBNET, ['NetworkConfiguration/AwsVpcConfiguration/Subnets/*']),
  ...rows([TASK_SET], SECURITY_GROUP, ['NetworkConfiguration/AwsVpcConfiguration/SecurityGroups/*']),
  ...rows([TASK_SET, 'AWS::ECS::PrimaryTaskSet'], ['the ARN of a service', 'the name of a service'], ['Service']),

  ...rows([SERVICE], TARGET_GROUP, ['LoadBalancers/*/AdvancedConfiguration/AlternateTargetGroupArn']),
  ...rows([SERVICE], LISTENER_OR_RULE, ['LoadBalancers/*/AdvancedConfiguration/ProductionListenerRule', 'LoadBalancers/*/AdvancedConfiguration/TestListenerRule']),
  ...rows([SERVICE], ROLE, [
    'LoadBalancers/*/AdvancedConfiguration/RoleArn', 'VolumeConfigurations/*/ManagedEBSVolume/RoleArn', 'VpcLatticeConfigurations/*/RoleArn',
    'DeploymentConfiguration/LifecycleHooks/*/RoleArn', 'ServiceConnectConfiguration/Services/*/Tls/RoleArn',
  ]),
  ...rows([SERVICE], ['the ARN of a role', 'the name of a role'], ['Role']),
  ...rows([SERVICE], ['the ARN of a function'], ['DeploymentConfiguration/LifecycleHooks/*/HookTargetArn']),
  ...rows([SERVICE], ['the name of an alarm'], ['DeploymentConfiguration/Alarms/AlarmNames/*']),
  ...rows([SERVICE], ['the ARN of a target group in VPC Lattice'], ['VpcLatticeConfigurations/*/TargetGroupArn']),
  ...rows([SERVICE], NAMESPACE, ['ServiceConnectConfiguration/Namespace']),
  ...rows([SERVICE], ['the ARN of a certificate authority'], ['ServiceConnectConfiguration/Services/*/Tls/IssuerCertificateAuthority/AwsPcaAuthorityArn']),
  ...rows([SERVICE], KEY, ['ServiceConnectConfiguration/Services/*/Tls/KmsKey', 'VolumeConfigurations/*/ManagedEBSVolume/KmsKeyId']),
  ...rows([SERVICE], LOG_GROUP_NAME, ['ServiceConnectConfiguration/LogConfiguration/Options/awslogs-group'], 'doubtful'),

  ...rows([CLUSTER], LOG_GROUP_NAME, ['Configuration/ExecuteCommandConfiguration/LogConfiguration/CloudWatchLogGroupName'], 'doubtful'),
  ...rows([CLUSTER], ['the name of a bucket'], ['Configuration/ExecuteCommandConfiguration/LogConfiguration/S3BucketName'], 'doubtful'),
  ...rows([CLUSTER], KEY, [
    'Configuration/ExecuteCommandConfiguration/KmsKeyId', 'Configuration/ManagedStorageConfiguration/KmsKeyId',
    'Configuration/ManagedStorageConfiguration/FargateEphemeralStorageKmsKeyId',
  ], 'doubtful'),
  ...rows([CLUSTER], NAMESPACE, ['ServiceConnectDefaults/Namespace'], 'doubtful'),
  ...rows([CLUSTER, ASSOCIATIONS], PROVIDER_NAME, ['CapacityProviders/*', 'DefaultCapacityProviderStrategy/*/CapacityProvider']),

  ...rows([PROVIDER], ['the ARN of an Auto Scaling group', 'the name of an Auto Scaling group'], ['AutoScalingGroupProvider/AutoScalingGroupArn']),
  ...rows([PROVIDER], ROLE, ['ManagedInstancesProvider/InfrastructureRoleArn']),
  ...rows([PROVIDER], ['the ARN of an instance profile'], ['ManagedInstancesProvider/InstanceLaunchTemplate/Ec2InstanceProfileArn']),
  ...rows([PROVIDER], SUBNET, ['ManagedInstancesProvider/InstanceLaunchTemplate/NetworkConfiguration/Subnets/*']),
  ...rows([PROVIDER], SECURITY_GROUP, ['ManagedInstancesProvider/InstanceLaunchTemplate/NetworkConfiguration/SecurityGroups/*']),

  ...rows([EXPRESS], ROLE, ['ExecutionRoleArn', 'TaskRoleArn', 'InfrastructureRoleArn']),
  ...rows([EXPRESS], SUBNET, ['NetworkConfiguration/Subnets/*']),
  ...rows([EXPRESS], SECURITY_GROUP, ['NetworkConfiguration/SecurityGroups/*']),

  ...rows(['AWS::Logs::LogGroup'], KEY_ARN, ['KmsKeyId'], 'doubtful'),

  ...rows([BALANCER], SUBNET, ['Subnets/*', 'SubnetMappings/*/SubnetId']),
  ...rows([BALANCER], SECURITY_GROUP, ['SecurityGroups/*']),
  ...rows([LISTENER], ['the ARN of a load balancer'], ['LoadBalancerArn']),
  ...rows([LISTENER], TARGET_GROUP, ['DefaultActions/*/TargetGroupArn', 'DefaultActions/*/ForwardConfig/TargetGroups/*/TargetGroupArn']),
  ...rows([RULE], ['the ARN of a listener'], ['ListenerArn']),
  ...rows([RULE], TARGET_GROUP, ['Actions/*/TargetGroupArn', 'Actions/*/ForwardConfig/TargetGroups/*/TargetGroupArn']),
  ...rows(['AWS::ElasticLoadBalancingV2::TargetGroup'], VPC, ['VpcId']),

  ...NETWORK_REFERENCES,
  ...INSTANCE_REFERENCES,
  ...STARTER_REFERENCES,
  ...SCALING_REFERENCES,
];
