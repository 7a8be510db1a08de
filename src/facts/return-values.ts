/** What identifies a resource: the words for it in messages. */
export type Identifier =
  | 'a CIDR block' | 'a DNS name' | 'a hosted zone id' | 'an Availability Zone'
  | 'the ARN of a certificate authority' | 'the ARN of a cluster' | 'the ARN of a function' | 'the ARN of a key' | 'the ARN of a listener'
  | 'the ARN of a listener rule' | 'the ARN of a load balancer' | 'the ARN of a log group' | 'the ARN of a namespace' | 'the ARN of a policy'
  | 'the ARN of a role' | 'the ARN of a secret' | 'the ARN of a service' | 'the ARN of a service in Cloud Map' | 'the ARN of a target group'
  | 'the ARN of a target group in VPC Lattice' | 'the ARN of a task definition' | 'the ARN of a user' | 'the ARN of an alarm' | 'the ARN of an instance profile'
  | 'the ARN of a bucket' | 'the full name of a load balancer' | 'the full name of a target group'
  | 'the id of a key' | 'the id of a launch template' | 'the id of a namespace' | 'the id of a NAT gateway' | 'the id of a route table' | 'the id of a security group'
  | 'the id of a service in Cloud Map' | 'the id of a subnet' | 'the id of a target group in VPC Lattice' | 'the id of a task set' | 'the id of a VPC' | 'the id of an internet gateway'
  | 'the id of a role' | 'the id of a scalable target' | 'the ARN of a scaling policy'
  | 'the name of a bucket' | 'the name of a capacity provider' | 'the name of a Classic Load Balancer' | 'the name of a cluster' | 'the name of a function'
  | 'the name of a load balancer' | 'the name of a log group' | 'the name of a namespace' | 'the name of a role' | 'the name of a service' | 'the name of a service in Cloud Map'
  | 'the name of a target group' | 'the name of a task definition' | 'the name of a user' | 'the name of an alarm' | 'the name of an alias of a key' | 'the name of an Auto Scaling group' | 'the ARN of an Auto Scaling group'
  | 'the name of an instance profile' | 'the id of a network ACL' | 'the name of a launch configuration' | 'the name of a security group';

const NAMESPACE: Readonly<Record<string, Identifier>> = { Ref: 'the id of a namespace', Id: 'the id of a namespace', Arn: 'the ARN of a namespace', HostedZoneId: 'a hosted zone id' };

/**
 * What `Ref` and `Fn::GetAtt` return for a resource type, by attribute. Attributes that are not listed may return anything.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
export const RETURN_VALUES: Readonly<Record<string, Readonly<Record<string, Identifier>>>> = {
  'AWS::ACMPCA::CertificateAuthority': { Ref: 'the ARN of a certificate authority', Arn: 'the ARN of a certificate authority' },
  'AWS::ApplicationAutoScaling::ScalableTarget': { Ref: 'the id of a scalable target', Id: 'the id of a scalable target' },
  'AWS::ApplicationAutoScaling::ScalingPolicy': { Ref: 'the ARN of a scaling policy', Arn: 'the ARN of a scaling policy' },
  'AWS::AutoScaling::AutoScalingGroup': { Ref: 'the name of an Auto Scaling group' },
  'AWS::AutoScaling::LaunchConfiguration': { Ref: 'the name of a launch configuration' },
  'AWS::CloudWatch::Alarm': { Ref: 'the name of an alarm', Arn: 'the ARN of an alarm' },
  'AWS::EC2::InternetGateway': { Ref: 'the id of an internet gateway', InternetGatewayId: 'the id of an internet gateway' },
  'AWS::EC2::LaunchTemplate': { Ref: 'the id of a launch template', LaunchTemplateId: 'the id of a launch template' },
  'AWS::EC2::NatGateway': { Ref: 'the id of a NAT gateway', NatGatewayId: 'the id of a NAT gateway' },
  'AWS::EC2::NetworkAcl': { Ref: 'the id of a network ACL', Id: 'the id of a network ACL' },
  'AWS::EC2::RouteTable': { Ref: 'the id of a route table', RouteTableId: 'the id of a route table' },
  'AWS::EC2::SecurityGroup': { Ref: 'the id of a security group', GroupId: 'the id of a security group', VpcId: 'the id of a VPC' },
  'AWS::EC2::Subnet': {
    Ref: 'the id of a subnet', SubnetId: 'the id of a subnet', VpcId: 'the id of a VPC', AvailabilityZone: 'an Availability Zone', CidrBlock: 'a CIDR block',
  },
  'AWS::EC2::VPC': { Ref: 'the id of a VPC', VpcId: 'the id of a VPC', DefaultSecurityGroup: 'the id of a security group', CidrBlock: 'a CIDR block' },
  'AWS::ECS::CapacityProvider': { Ref: 'the name of a capacity provider' },
  'AWS::ECS::Cluster': { Ref: 'the name of a cluster', Arn: 'the ARN of a cluster' },
  'AWS::ECS::Service': { Ref: 'the ARN of a service', ServiceArn: 'the ARN of a service', Name: 'the name of a service' },
  'AWS::ECS::TaskDefinition': { Ref: 'the ARN of a task definition', TaskDefinitionArn: 'the ARN of a task definition' },
  'AWS::ECS::TaskSet': { Id: 'the id of a task set' },
  'AWS::ElasticLoadBalancing::LoadBalancer': {
    Ref: 'the name of a Classic Load Balancer', DNSName: 'a DNS name', CanonicalHostedZoneName: 'a DNS name', CanonicalHostedZoneNameID: 'a hosted zone id',
  },
  'AWS::ElasticLoadBalancingV2::Listener': { Ref: 'the ARN of a listener', ListenerArn: 'the ARN of a listener' },
  'AWS::ElasticLoadBalancingV2::ListenerRule': { Ref: 'the ARN of a listener rule', RuleArn: 'the ARN of a listener rule' },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    Ref: 'the ARN of a load balancer',
    LoadBalancerArn: 'the ARN of a load balancer',
    LoadBalancerName: 'the name of a load balancer',
    LoadBalancerFullName: 'the full name of a load balancer',
    DNSName: 'a DNS name',
    CanonicalHostedZoneID: 'a hosted zone id',
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    Ref: 'the ARN of a target group',
    TargetGroupArn: 'the ARN of a target group',
    TargetGroupName: 'the name of a target group',
    TargetGroupFullName: 'the full name of a target group',
  },
  'AWS::IAM::InstanceProfile': { Ref: 'the name of an instance profile', Arn: 'the ARN of an instance profile' },
  'AWS::IAM::ManagedPolicy': { Ref: 'the ARN of a policy', PolicyArn: 'the ARN of a policy' },
  'AWS::IAM::Role': { Ref: 'the name of a role', Arn: 'the ARN of a role', RoleId: 'the id of a role' },
  'AWS::IAM::User': { Ref: 'the name of a user', Arn: 'the ARN of a user' },
  'AWS::KMS::Alias': { Ref: 'the name of an alias of a key' },
  'AWS::KMS::Key': { Ref: 'the id of a key', KeyId: 'the id of a key', Arn: 'the ARN of a key' },
  'AWS::Lambda::Alias': { Ref: 'the ARN of a function' },
  'AWS::Lambda::Function': { Ref: 'the name of a function', Arn: 'the ARN of a function' },
  'AWS::Lambda::Version': { Ref: 'the ARN of a function' },
  'AWS::Logs::LogGroup': { Ref: 'the name of a log group', Arn: 'the ARN of a log group' },
  'AWS::S3::Bucket': { Ref: 'the name of a bucket', Arn: 'the ARN of a bucket', DomainName: 'a DNS name', RegionalDomainName: 'a DNS name' },
  'AWS::SecretsManager::Secret': { Ref: 'the ARN of a secret', Id: 'the ARN of a secret' },
  'AWS::ServiceDiscovery::HttpNamespace': NAMESPACE,
  'AWS::ServiceDiscovery::PrivateDnsNamespace': NAMESPACE,
  'AWS::ServiceDiscovery::PublicDnsNamespace': NAMESPACE,
  'AWS::ServiceDiscovery::Service': {
    Ref: 'the id of a service in Cloud Map', Id: 'the id of a service in Cloud Map', Arn: 'the ARN of a service in Cloud Map', Name: 'the name of a service in Cloud Map',
  },
  'AWS::VpcLattice::TargetGroup': { Arn: 'the ARN of a target group in VPC Lattice', Id: 'the id of a target group in VPC Lattice' },
};

/** A name that is not an ARN. */
const NAME = /^(?!arn:)/;

/** The ARN of a resource of a service. */
const arn = (service: string, resource: string) => new RegExp(`^arn:[^:]+:${service}:[^:]*:[^:]*:${resource}`);

/**
 * The texts that may be such an identifier. An identifier without a row may be any text.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const IDENTIFIER_FORMS: Readonly<Partial<Record<Identifier, RegExp>>> = {
  'the ARN of a certificate authority': arn('acm-pca', 'certificate-authority/'),
  'the ARN of a cluster': arn('ecs', 'cluster/'),
  'the ARN of a function': arn('lambda', 'function:'),
  'the ARN of a listener': arn('elasticloadbalancing', 'listener/'),
  'the ARN of a listener rule': arn('elasticloadbalancing', 'listener-rule/'),
  // templates contain names in place of an ARN that is yet to be written
  'the ARN of a load balancer': new RegExp(`${NAME.source}|${arn('elasticloadbalancing', 'loadbalancer/').source}`),
  'the ARN of a namespace': arn('servicediscovery', 'namespace/'),
  'the ARN of a role': arn('iam', 'role/'),
  'the ARN of a service': arn('ecs', 'service/'),
  'the ARN of a service in Cloud Map': arn('servicediscovery', 'service/'),
  'the ARN of a target group': arn('elasticloadbalancing', 'targetgroup/'),
  'the ARN of a target group in VPC Lattice': arn('vpc-lattice', 'targetgroup/'),
  'the ARN of a task definition': arn('ecs', 'task-definition/'),
  'the ARN of an instance profile': arn('iam', 'instance-profile/'),
  'the id of a launch template': /^lt-/,
  'the id of a scalable target': /^[^|]+\|[^|]+\|[^|]+$/,
  'the id of a NAT gateway': /^nat-/,
  'the id of a network ACL': /^acl-/,
  'the id of a route table': /^rtb-/,
  // with the account, in a peered VPC
  'the id of a security group': /^(?:\d{12}\/)?sg-/,
  'the id of a subnet': /^subnet-/,
  'the id of a VPC': /^vpc-/,
  'the name of a bucket': NAME,
  'the name of a Classic Load Balancer': NAME,
  'the name of a cluster': NAME,
  'the name of a namespace': NAME,
  'the name of a role': NAME,
  'the name of a service': NAME,
  'the name of a task definition': NAME,
  'the name of an alarm': NAME,
  'the name of an instance profile': NAME,
};
