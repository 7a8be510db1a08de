/** A property of a resource that passes a role to an AWS service. */
export interface RoleUse {
  readonly type: string;
  /** The path of the role; a star means each element of a list, and the last step is the key. */
  readonly path: string;
  /** The path of a property beside the role that must be set if the role is for ECS. */
  readonly beside?: string;
  /** Whether the role is for ECS only if the resource runs tasks. */
  readonly startsTasks?: true;
  /** Whether the role is for ECS only if the resource is a pipeline that deploys a service. */
  readonly deploysServices?: true;
  /** The name of the role in messages. */
  readonly as: string;
  /** The principal that assumes the role. */
  readonly principal: string;
  /** The actions that the role needs, and the AWS managed policy that allows them. */
  readonly needs?: RoleNeeds;
  /** The requirement is documented, but no failure has been observed. */
  readonly isDoubtful?: boolean;
}

export interface RoleNeeds {
  readonly actions: readonly string[];
  /** Actions of which one is called, depending on how traffic is routed. */
  readonly oneOf?: readonly string[];
  /** The path, beside the role, of the resource that the actions need. */
  readonly resource?: string;
  readonly managedPolicy?: string;
  /** The property with a KMS key, and the actions that the role needs on it, which the managed policy does not allow. */
  readonly encryption?: RoleEncryption;
}

export interface RoleEncryption {
  /** The path beside the role. */
  readonly key: string;
  /** The path in the cluster, if there is no key beside the role. */
  readonly clusterKey?: string;
  readonly actions: readonly string[];
}

const TASKS = 'ecs-tasks.amazonaws.com';
const ECS = 'ecs.amazonaws.com';

const VOLUME_NEEDS: RoleNeeds = {
  actions: [
    'ec2:CreateVolume', 'ec2:CreateTags', 'ec2:AttachVolume', 'ec2:DetachVolume', 'ec2:DeleteVolume', 'ec2:DescribeVolumes', 'ec2:DescribeAvailabilityZones',
  ],
  managedPolicy: 'service-role/AmazonECSInfrastructureRolePolicyForVolumes',
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ebs-kms-encryption.html
  encryption: {
    key: 'KmsKeyId',
    clusterKey: 'Configuration/ManagedStorageConfiguration/KmsKeyId',
    actions: ['kms:CreateGrant', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext'],
  },
};

const TLS_NEEDS: RoleNeeds = {
  actions: [
    'secretsmanager:CreateSecret', 'secretsmanager:TagResource', 'secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue',
    'secretsmanager:DescribeSecret', 'acm-pca:IssueCertificate', 'acm-pca:GetCertificate', 'acm-pca:GetCertificateAuthorityCertificate',
    'acm-pca:DescribeCertificateAuthority',
  ],
  managedPolicy: 'service-role/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity',
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-tls.html
  encryption: { key: 'KmsKey', actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyPair'] },
};

/** Traffic is shifted in a rule or in the listener. */
const SHIFTING: readonly string[] = ['elasticloadbalancing:ModifyListener', 'elasticloadbalancing:ModifyRule'];

const LOAD_BALANCER_NEEDS: RoleNeeds = {
  actions: [
    'elasticloadbalancing:DescribeListeners', 'elasticloadbalancing:DescribeRules', 'elasticloadbalancing:DescribeTargetGroups',
    'elasticloadbalancing:DescribeTargetHealth', 'elasticloadbalancing:RegisterTargets', 'elasticloadbalancing:DeregisterTargets',
  ],
  oneOf: SHIFTING,
  managedPolicy: 'AmazonECSInfrastructureRolePolicyForLoadBalancers',
};

const LATTICE_NEEDS: RoleNeeds = {
  actions: ['vpc-lattice:RegisterTargets', 'vpc-lattice:DeregisterTargets'],
  managedPolicy: 'AmazonECSInfrastructureRolePolicyForVpcLattice',
};

const RUN_TASK: RoleNeeds = { actions: ['ecs:RunTask'], resource: 'EcsParameters/TaskDefinitionArn' };

const CODE_DEPLOY_NEEDS: RoleNeeds = {
  actions: [
    'ecs:DescribeServices', 'ecs:CreateTaskSet', 'ecs:UpdateServicePrimaryTaskSet', 'ecs:DeleteTaskSet', 'elasticloadbalancing:DescribeTargetGroups',
    'elasticloadbalancing:DescribeListeners', 'elasticloadbalancing:DescribeRules',
  ],
  oneOf: SHIFTING,
  managedPolicy: 'AWSCodeDeployRoleForECS',
};

/** The permissions for the load balancer that every Express Mode service has. */
const EXPRESS_NEEDS: RoleNeeds = {
  actions: [
    'elasticloadbalancing:CreateLoadBalancer', 'elasticloadbalancing:CreateListener', 'elasticloadbalancing:CreateRule',
    'elasticloadbalancing:CreateTargetGroup', 'elasticloadbalancing:RegisterTargets', 'elasticloadbalancing:DeregisterTargets',
  ],
  managedPolicy: 'service-role/AmazonECSInfrastructureRoleforExpressGatewayServices',
};

/** The permissions for the load balancer that every gateway creates for its first service. */
const GATEWAY_NEEDS: RoleNeeds = {
  actions: [
    'elasticloadbalancing:CreateLoadBalancer', 'elasticloadbalancing:CreateListener', 'elasticloadbalancing:CreateRule',
    'elasticloadbalancing:CreateTargetGroup',
  ],
  managedPolicy: 'AmazonECSInfrastructureRoleForGatewayHostSharedALB',
};

const MANAGED_INSTANCES_NEEDS: RoleNeeds = {
  actions: ['ec2:CreateLaunchTemplate', 'ec2:CreateFleet', 'ec2:RunInstances', 'ec2:CreateTags', 'iam:PassRole'],
  managedPolicy: 'AmazonECSInfrastructureRolePolicyForManagedInstances',
};

/**
 * The roles that ECS and the services that start tasks assume, and the permissions that these roles need.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-ecs-iam-role-overview.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AmazonECSInfrastructureRolePolicyForLoadBalancers.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-permissions.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/codedeploy_IAM_role.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInfrastructureRoleforExpressGatewayServices.html
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/how-to-custom-role.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/gateway-managing.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInfrastructureRoleForGatewayHostSharedALB.html
 */
export const ROLE_USES: readonly RoleUse[] = [
  { type: 'AWS::ECS::TaskDefinition', path: 'TaskRoleArn', as: 'the task role', principal: TASKS },
  { type: 'AWS::ECS::TaskDefinition', path: 'ExecutionRoleArn', as: 'the execution role', principal: TASKS },
  {
    type: 'AWS::ECS::Service',
    path: 'VolumeConfigurations/*/ManagedEBSVolume/RoleArn',
    as: 'the infrastructure role of an EBS volume',
    principal: ECS,
    needs: VOLUME_NEEDS,
  },
  {
    type: 'AWS::ECS::Service',
    path: 'ServiceConnectConfiguration/Services/*/Tls/RoleArn',
    as: 'the infrastructure role of Service Connect TLS',
    principal: ECS,
    needs: TLS_NEEDS,
  },
  {
    type: 'AWS::ECS::Service',
    path: 'LoadBalancers/*/AdvancedConfiguration/RoleArn',
    as: 'the infrastructure role of blue/green load balancing',
    principal: ECS,
    needs: LOAD_BALANCER_NEEDS,
  },
  {
    type: 'AWS::ECS::Service',
    path: 'VpcLatticeConfigurations/*/RoleArn',
    as: 'the infrastructure role of VPC Lattice',
    principal: ECS,
    needs: LATTICE_NEEDS,
  },
  {
    type: 'AWS::ECS::Service',
    path: 'DeploymentConfiguration/LifecycleHooks/*/RoleArn',
    as: 'the role of a lifecycle hook',
    principal: ECS,
    needs: { actions: ['lambda:InvokeFunction'], resource: 'HookTargetArn' },
    isDoubtful: true,
  },
  {
    type: 'AWS::ECS::CapacityProvider',
    path: 'ManagedInstancesProvider/InfrastructureRoleArn',
    as: 'the infrastructure role of Managed Instances',
    principal: ECS,
    needs: MANAGED_INSTANCES_NEEDS,
  },
  { type: 'AWS::ECS::ExpressGatewayService', path: 'ExecutionRoleArn', as: 'the execution role', principal: TASKS },
  { type: 'AWS::ECS::ExpressGatewayService', path: 'TaskRoleArn', as: 'the task role', principal: TASKS },
  { type: 'AWS::ECS::ExpressGatewayService', path: 'InfrastructureRoleArn', as: 'the infrastructure role', principal: ECS, needs: EXPRESS_NEEDS },
  { type: 'AWS::ECS::Gateway', path: 'InfrastructureRoleArn', as: 'the infrastructure role', principal: ECS, needs: GATEWAY_NEEDS },
  { type: 'AWS::ECS::DaemonTaskDefinition', path: 'ExecutionRoleArn', as: 'the execution role', principal: TASKS },
  { type: 'AWS::ECS::DaemonTaskDefinition', path: 'TaskRoleArn', as: 'the task role', principal: TASKS },
  {
    type: 'AWS::Events::Rule',
    path: 'Targets/*/RoleArn',
    beside: 'EcsParameters',
    as: 'the role that starts scheduled tasks',
    principal: 'events.amazonaws.com',
    needs: RUN_TASK,
  },
  {
    type: 'AWS::Scheduler::Schedule',
    path: 'Target/RoleArn',
    startsTasks: true,
    as: 'the role that starts scheduled tasks',
    principal: 'scheduler.amazonaws.com',
    needs: RUN_TASK,
  },
  { type: 'AWS::StepFunctions::StateMachine', path: 'RoleArn', startsTasks: true, as: 'the role of a state machine that starts tasks', principal: 'states.amazonaws.com' },
  { type: 'AWS::Serverless::StateMachine', path: 'Role', startsTasks: true, as: 'the role of a state machine that starts tasks', principal: 'states.amazonaws.com' },
  {
    type: 'AWS::Pipes::Pipe',
    path: 'RoleArn',
    beside: 'TargetParameters/EcsTaskParameters',
    as: 'the role of a pipe that starts tasks',
    principal: 'pipes.amazonaws.com',
    needs: { actions: ['ecs:RunTask'], resource: 'TargetParameters/EcsTaskParameters/TaskDefinitionArn' },
  },
  {
    type: 'AWS::CodeDeploy::DeploymentGroup',
    path: 'ServiceRoleArn',
    beside: 'ECSServices',
    as: 'the role of a CodeDeploy deployment group',
    principal: 'codedeploy.amazonaws.com',
    needs: CODE_DEPLOY_NEEDS,
  },
  {
    type: 'AWS::CodePipeline::Pipeline',
    path: 'RoleArn',
    deploysServices: true,
    as: 'the role of a pipeline that deploys a service',
    principal: 'codepipeline.amazonaws.com',
  },
];
