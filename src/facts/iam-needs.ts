/**
 * The actions that the roles of a task need, by the features of the task definition.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */

/** Reading a value, by store. The agent reads several parameters at a time, so GetParameter alone is not enough. */
export const READ_ACTIONS = { secretsmanager: 'secretsmanager:GetSecretValue', ssm: 'ssm:GetParameters' } as const;

/** Reading a value that a key of the account encrypts. */
export const DECRYPT_ACTION = 'kms:Decrypt';

/** Reading a file. The agent requests the Region of the bucket first; that permission can be omitted if no endpoint policy applies. */
export const FILE_ACTIONS = { object: 's3:GetObject', bucket: 's3:GetBucketLocation' } as const;

/** Writing to a log group. No AWS managed policy for tasks allows creating one. */
export const LOG_ACTIONS = { write: ['logs:CreateLogStream', 'logs:PutLogEvents'], create: 'logs:CreateLogGroup' } as const;

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html */
export const EXEC_ACTIONS = {
  channels: [
    'ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel',
  ],
  logGroup: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
  everyLogGroup: 'logs:DescribeLogGroups',
  objects: 's3:PutObject',
  bucket: 's3:GetBucketLocation',
  /** Needed if the log must be encrypted. */
  bucketEncryption: 's3:GetEncryptionConfiguration',
} as const;

/**
 * The actions that the caller of ECS Exec needs: on the cluster and the task, on the task, and on the key in the configuration of the cluster, if
 * there is one.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 * @see https://github.com/aws-containers/amazon-ecs-exec-checker
 */
export const EXEC_CALLER_ACTIONS = { session: ['ecs:ExecuteCommand'], task: ['ecs:DescribeTasks'], key: ['kms:GenerateDataKey'] } as const;

/** @see https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html */
export const EFS_MOUNT_ACTION = 'elasticfilesystem:ClientMount';

/** The actions that an output plugin of Fluent Bit needs on the task role, and the option with its destination. */
export interface FireLensOutput {
  readonly actions: readonly string[];
  /** Actions that only some versions need, for example for an existing log stream. */
  readonly furtherActions?: readonly string[];
  readonly destination: string;
  /** The resources of a policy, with PARTITION, REGION, ACCOUNT and NAME. */
  readonly arns: readonly string[];
}

const LOG_GROUP_ARN = 'arn:PARTITION:logs:REGION:ACCOUNT:log-group:NAME';

const TO_CLOUDWATCH: FireLensOutput = {
  actions: LOG_ACTIONS.write,
  furtherActions: ['logs:DescribeLogStreams'],
  destination: 'log_group_name',
  arns: [LOG_GROUP_ARN, `${LOG_GROUP_ARN}:*`],
};

const TO_FIREHOSE: FireLensOutput = {
  actions: ['firehose:PutRecordBatch'], destination: 'delivery_stream', arns: ['arn:PARTITION:firehose:REGION:ACCOUNT:deliverystream/NAME'],
};

const TO_KINESIS: FireLensOutput = { actions: ['kinesis:PutRecords'], destination: 'stream', arns: ['arn:PARTITION:kinesis:REGION:ACCOUNT:stream/NAME'] };

/**
 * By the value of `Name`: the older plugins written in Go, and the core plugins of Fluent Bit, which replace them.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html
 * @see https://docs.fluentbit.io/manual/pipeline/outputs/cloudwatch
 */
export const FIRELENS_OUTPUTS: Readonly<Record<string, FireLensOutput>> = {
  cloudwatch: TO_CLOUDWATCH,
  cloudwatch_logs: TO_CLOUDWATCH,
  firehose: TO_FIREHOSE,
  kinesis_firehose: TO_FIREHOSE,
  kinesis: TO_KINESIS,
  kinesis_streams: TO_KINESIS,
  s3: { actions: ['s3:PutObject'], destination: 'bucket', arns: ['arn:PARTITION:s3:::NAME/*'] },
};

/** The additional actions of CloudWatch Logs outputs, by the option that requires them. */
export const FIRELENS_LOG_GROUP_ACTIONS = { auto_create_group: LOG_ACTIONS.create, log_retention_days: 'logs:PutRetentionPolicy' } as const;

/** With this option an output assumes another role. */
export const FIRELENS_ROLE_OPTION = 'role_arn';

/** The actions with which the agent joins a cluster and receives tasks. @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html */
export const REGISTER_ACTIONS: readonly string[] = ['ecs:DiscoverPollEndpoint', 'ecs:RegisterContainerInstance', 'ecs:Poll', 'ecs:SubmitTaskStateChange'];

/**
 * The actions of the ECS agent, by the resource that a policy can limit them to; `ecs:DiscoverPollEndpoint` has none. Those of Managed Instances are the
 * actions of AmazonECSInstanceRolePolicyForManagedInstances, version 4. A Spot Instance changes its state to DRAINING; an external instance does not.
 * ECS deregisters a terminated instance itself. AmazonEC2ContainerServiceforEC2Role also allows creating clusters, pulling every image and writing every log,
 * which tasks with an execution role do not need.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInstanceRolePolicyForManagedInstances.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/iam-role-ecsanywhere.html
 */
export const AGENT_ACTIONS = {
  instances: {
    cluster: ['ecs:RegisterContainerInstance', 'ecs:SubmitAttachmentStateChanges', 'ecs:SubmitContainerStateChange', 'ecs:SubmitTaskStateChange'],
    containerInstance: ['ecs:Poll', 'ecs:StartTelemetrySession', 'ecs:UpdateContainerInstancesState'],
  },
  managedInstances: {
    cluster: ['ecs:RegisterContainerInstance', 'ecs:SubmitAttachmentStateChanges', 'ecs:SubmitTaskStateChange'],
    containerInstance: ['ecs:Poll', 'ecs:PutSystemLogEvents', 'ecs:StartTelemetrySession'],
    taskSet: ['ecs:Poll'],
  },
  external: {
    cluster: ['ecs:RegisterContainerInstance', 'ecs:SubmitAttachmentStateChanges', 'ecs:SubmitContainerStateChange', 'ecs:SubmitTaskStateChange'],
    containerInstance: ['ecs:Poll', 'ecs:StartTelemetrySession'],
  },
} as const;

/**
 * The actions of the SSM agent that Session Manager needs. IAM checks them without a resource.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 */
export const SESSION_ACTIONS: readonly string[] = ['ssm:UpdateInstanceInformation', ...EXEC_ACTIONS.channels];
