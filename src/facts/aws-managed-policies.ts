/** The permissions of a statement of an AWS managed policy. */
export interface ManagedStatement {
  readonly actions: readonly string[];
  /** The pattern of the resources; all resources by default. The partition is a star, because the policy contains the partition of its account. */
  readonly resource?: string;
  /** Whether it has conditions, which are not evaluated. */
  readonly isConditional?: boolean;
}

const ECR_READING: readonly string[] = [
  'ecr:GetAuthorizationToken', 'ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage',
];
const XRAY_WRITING: readonly string[] = [
  'xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:GetSamplingStatisticSummaries',
];
const PCA = 'acm-pca:*Certificate*';
const SERVICE_CONNECT_SECRETS = 'arn:*:secretsmanager:*:*:secret:ecs-sc!*';
const VOLUMES = 'arn:*:ec2:*:*:volume/*';
const CODE_DEPLOY_TASK_SETS: readonly string[] = ['ecs:DescribeServices', 'ecs:CreateTaskSet', 'ecs:UpdateServicePrimaryTaskSet', 'ecs:DeleteTaskSet'];
const CODE_DEPLOY_LISTENERS: readonly string[] = [
  'elasticloadbalancing:DescribeTargetGroups', 'elasticloadbalancing:DescribeListeners', 'elasticloadbalancing:ModifyListener',
  'elasticloadbalancing:DescribeRules', 'elasticloadbalancing:ModifyRule',
];
const ON_TAGGED = { isConditional: true } as const;

/**
 * The AWS managed policies that ECS roles have, by path and name. A policy that is not listed may allow anything. Of the listed policies, all
 * permissions that rules check are included. AWS sometimes adds permissions to them, and has removed none.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-awsmanpol.html
 */
export const AWS_MANAGED_POLICIES: Readonly<Record<string, readonly ManagedStatement[]>> = {
  'AdministratorAccess': [{ actions: ['*'] }],

  'service-role/AmazonECSTaskExecutionRolePolicy': [{ actions: [...ECR_READING, 'logs:CreateLogStream', 'logs:PutLogEvents'] }],

  'service-role/AmazonEC2ContainerServiceforEC2Role': [
    {
      actions: [
        ...ECR_READING, 'logs:CreateLogStream', 'logs:PutLogEvents', 'ec2:DescribeTags', 'ecs:CreateCluster', 'ecs:DeregisterContainerInstance',
        'ecs:DiscoverPollEndpoint', 'ecs:Poll', 'ecs:RegisterContainerInstance', 'ecs:StartTelemetrySession', 'ecs:UpdateContainerInstancesState', 'ecs:Submit*',
      ],
    },
    { actions: ['ecs:TagResource', 'ecs:ListTagsForResource'], isConditional: true },
  ],
  'AmazonECSInstanceRolePolicyForManagedInstances': [{
    actions: [
      'ecs:DiscoverPollEndpoint', 'ecs:RegisterContainerInstance', 'ecs:Poll', 'ecs:StartTelemetrySession', 'ecs:PutSystemLogEvents',
      'ecs:SubmitAttachmentStateChanges', 'ecs:SubmitTaskStateChange',
    ],
  }],
  'service-role/AmazonEC2ContainerServiceEventsRole': [
    { actions: ['ecs:RunTask'] },
    { actions: ['iam:PassRole', 'ecs:TagResource'], isConditional: true },
  ],

  'service-role/AmazonECSInfrastructureRolePolicyForVolumes': [
    { actions: ['ec2:CreateVolume', 'ec2:CreateTags', 'ec2:DeleteVolume', 'ec2:AttachVolume', 'ec2:DetachVolume'], resource: VOLUMES, ...ON_TAGGED },
    { actions: ['ec2:CreateVolume'], resource: 'arn:*:ec2:*:*:snapshot/*' },
    { actions: ['ec2:AttachVolume', 'ec2:DetachVolume'], resource: 'arn:*:ec2:*:*:instance/*' },
    { actions: ['ec2:DescribeVolumes', 'ec2:DescribeAvailabilityZones', 'ec2:DescribeInstances'] },
  ],
  'service-role/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity': [
    { actions: ['secretsmanager:*'], resource: SERVICE_CONNECT_SECRETS, ...ON_TAGGED },
    { actions: [PCA], ...ON_TAGGED },
  ],
  'AmazonECSInfrastructureRolePolicyForLoadBalancers': [{
    actions: [
      'elasticloadbalancing:Describe*', 'elasticloadbalancing:ModifyListener', 'elasticloadbalancing:ModifyRule',
      'elasticloadbalancing:RegisterTargets', 'elasticloadbalancing:DeregisterTargets',
    ],
  }],
  'AmazonECSInfrastructureRolePolicyForVpcLattice': [{
    actions: [
      'vpc-lattice:RegisterTargets', 'vpc-lattice:DeregisterTargets', 'vpc-lattice:GetTargetGroup', 'vpc-lattice:ListTargets',
      'ec2:DescribeSubnets', 'ec2:DescribeVpcs', 'ec2:DescribeInstances',
    ],
  }],
  'AmazonECSInfrastructureRolePolicyForManagedInstances': [
    {
      actions: ['ec2:CreateLaunchTemplate', 'ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate', 'ec2:CreateFleet', 'ec2:RunInstances', 'ec2:CreateTags'],
      ...ON_TAGGED,
    },
    { actions: ['ec2:Describe*'] },
    { actions: ['iam:PassRole'], resource: 'arn:*:iam::*:role/ecsInstanceRole*', isConditional: true },
    { actions: ['iam:CreateServiceLinkedRole'], resource: 'arn:*:iam::*:role/aws-service-role/spot.amazonaws.com/*' },
  ],

  'AWSCodeDeployRoleForECS': [
    {
      actions: [
        ...CODE_DEPLOY_TASK_SETS, ...CODE_DEPLOY_LISTENERS, 'lambda:InvokeFunction', 'cloudwatch:DescribeAlarms', 'sns:Publish', 's3:GetObject', 's3:GetObjectVersion',
      ],
    },
    { actions: ['iam:PassRole'], isConditional: true },
  ],
  'service-role/AWSCodeDeployRole': [{
    actions: [
      'autoscaling:*', 'ec2:Describe*', 'ec2:TerminateInstances', 'tag:GetResources', 'sns:Publish', 'cloudwatch:DescribeAlarms', 'cloudwatch:PutMetricAlarm',
      'elasticloadbalancing:Describe*', 'elasticloadbalancing:Register*', 'elasticloadbalancing:Deregister*',
    ],
  }],
  'AWSCodeDeployRoleForECSLimited': [
    { actions: [...CODE_DEPLOY_TASK_SETS, ...CODE_DEPLOY_LISTENERS, 'cloudwatch:DescribeAlarms'] },
    { actions: ['sns:Publish'], resource: 'arn:*:sns:*:*:CodeDeployTopic_*' },
    { actions: ['lambda:InvokeFunction'], resource: 'arn:*:lambda:*:*:function:CodeDeployHook_*' },
    { actions: ['s3:GetObject', 's3:GetObjectVersion'], isConditional: true },
    { actions: ['iam:PassRole'], resource: 'arn:*:iam::*:role/ecsTaskExecutionRole', isConditional: true },
    { actions: ['iam:PassRole'], resource: 'arn:*:iam::*:role/ECSTaskExecution*', isConditional: true },
  ],

  'AmazonECS_FullAccess': [
    {
      actions: [
        'ecs:*', 'ec2:Describe*', 'ec2:CreateLaunchTemplate', 'ec2:RunInstances', 'elasticloadbalancing:Describe*', 'elasticfilesystem:Describe*',
        'events:DescribeRule', 'events:PutRule', 'events:PutTargets', 'events:DeleteRule', 'events:RemoveTargets', 'events:List*',
        'logs:CreateLogGroup', 'logs:DescribeLogGroups', 'logs:FilterLogEvents',
      ],
    },
    { actions: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'], resource: 'arn:*:ssm:*:*:parameter/aws/service/ecs*' },
    { actions: ['iam:PassRole', 'iam:CreateServiceLinkedRole'], isConditional: true },
  ],
  'AmazonEC2ContainerRegistryReadOnly': [{ actions: [...ECR_READING, 'ecr:Get*', 'ecr:Describe*', 'ecr:List*'] }],
  'AmazonEC2ContainerRegistryPullOnly': [{ actions: [...ECR_READING, 'ecr:BatchImportUpstreamImage'] }],
  'AmazonEC2ContainerRegistryPowerUser': [{
    actions: [...ECR_READING, 'ecr:Get*', 'ecr:Describe*', 'ecr:List*', 'ecr:InitiateLayerUpload', 'ecr:UploadLayerPart', 'ecr:CompleteLayerUpload', 'ecr:PutImage'],
  }],
  'AmazonSSMManagedInstanceCore': [{
    actions: [
      'ssm:GetParameter', 'ssm:GetParameters', 'ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel',
    ],
  }],
  'AmazonSSMReadOnlyAccess': [{ actions: ['ssm:Describe*', 'ssm:Get*', 'ssm:List*'] }],
  'AmazonSSMFullAccess': [{
    actions: ['cloudwatch:PutMetricData', 'ds:*', 'ec2:DescribeInstanceStatus', 'ec2messages:*', 'logs:*', 'ssm:*', 'ssmmessages:*', 'iam:CreateServiceLinkedRole'],
  }],
  'SecretsManagerReadWrite': [
    { actions: ['secretsmanager:*', 'kms:DescribeKey', 'kms:ListAliases', 'kms:ListKeys'] },
    { actions: ['lambda:InvokeFunction'], resource: 'arn:*:lambda:*:*:function:SecretsManager*' },
    { actions: ['s3:GetObject'], resource: 'arn:*:s3:::awsserverlessrepo-changesets*' },
    { actions: ['s3:GetObject'], resource: 'arn:*:s3:::secrets-manager-rotation-apps-*/*' },
  ],
  'AmazonS3ReadOnlyAccess': [{ actions: ['s3:Get*', 's3:List*', 's3:Describe*', 's3-object-lambda:Get*', 's3-object-lambda:List*'] }],
  'AmazonS3FullAccess': [{ actions: ['s3:*', 's3-object-lambda:*'] }],
  'AmazonKinesisFullAccess': [{ actions: ['kinesis:*'] }],
  'AmazonKinesisFirehoseFullAccess': [{ actions: ['firehose:*'] }],
  'CloudWatchLogsFullAccess': [{ actions: ['logs:*', 'cloudwatch:*'] }],
  'CloudWatchFullAccess': [{ actions: ['autoscaling:Describe*', 'cloudwatch:*', 'logs:*', 'sns:*', 'iam:GetPolicy', 'iam:GetRole', 'oam:ListSinks'] }],
  'CloudWatchAgentServerPolicy': [
    {
      actions: [
        ...XRAY_WRITING, 'cloudwatch:PutMetricData', 'ec2:DescribeVolumes', 'ec2:DescribeTags', 'logs:PutLogEvents', 'logs:PutRetentionPolicy',
        'logs:DescribeLogStreams', 'logs:DescribeLogGroups', 'logs:CreateLogStream', 'logs:CreateLogGroup',
      ],
    },
    { actions: ['ssm:GetParameter'], resource: 'arn:*:ssm:*:*:parameter/AmazonCloudWatch-*' },
  ],
  'AWSXRayDaemonWriteAccess': [{ actions: XRAY_WRITING }],
  'AWSAppMeshEnvoyAccess': [{ actions: ['appmesh:StreamAggregatedResources'] }],
};

/** The paths of AWS managed policies for ECS, which are often guessed wrong. */
export const ECS_MANAGED_POLICY_PATHS: readonly string[] = [
  'service-role/AmazonECSTaskExecutionRolePolicy',
  'service-role/AmazonEC2ContainerServiceforEC2Role',
  'service-role/AmazonEC2ContainerServiceEventsRole',
  'service-role/AmazonECSInfrastructureRolePolicyForVolumes',
  'service-role/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity',
  'service-role/AmazonECSInfrastructureRoleforExpressGatewayServices',
  'AmazonECSInfrastructureRolePolicyForManagedInstances',
  'AmazonECSInfrastructureRolePolicyForLoadBalancers',
  'AmazonECSInfrastructureRolePolicyForVpcLattice',
  'AmazonECSInstanceRolePolicyForManagedInstances',
  'AmazonECS_FullAccess',
];
