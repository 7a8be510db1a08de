/**
 * What the roles of a task have to be allowed, by what the task definition asks for.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */

/** Reading a value, by store. The agent asks for several parameters at a time: GetParameter alone does not help it. */
export const READ_ACTIONS = { secretsmanager: 'secretsmanager:GetSecretValue', ssm: 'ssm:GetParameters' } as const;

/** Reading what a key of the account encrypts. */
export const DECRYPT_ACTION = 'kms:Decrypt';

/** Fetching a file: the bucket is asked for its Region first, which may be left out where no endpoint policy is in the way. */
export const FILE_ACTIONS = { object: 's3:GetObject', bucket: 's3:GetBucketLocation' } as const;

/** Writing to a log group. No AWS managed policy for tasks allows to make one. */
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
  /** Asked where the log is to be encrypted. */
  bucketEncryption: 's3:GetEncryptionConfiguration',
} as const;

/**
 * What the caller of ECS Exec is allowed: on cluster and task, on the task, and on the key of the cluster's configuration if it has one.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 * @see https://github.com/aws-containers/amazon-ecs-exec-checker
 */
export const EXEC_CALLER_ACTIONS = { session: ['ecs:ExecuteCommand'], task: ['ecs:DescribeTasks'], key: ['kms:GenerateDataKey'] } as const;

/** @see https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html */
export const EFS_MOUNT_ACTION = 'elasticfilesystem:ClientMount';

/** What an output plugin of Fluent Bit calls with the task role, and the option that names where it writes. */
export interface FireLensOutput {
  readonly actions: readonly string[];
  /** Calls of some versions only, such as to a log stream that exists. */
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
 * By the value of `Name`: those written in Go, and those of Fluent Bit itself, which replace them.
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

/** What the outputs to CloudWatch Logs call for an option that is set. */
export const FIRELENS_LOG_GROUP_ACTIONS = { auto_create_group: LOG_ACTIONS.create, log_retention_days: 'logs:PutRetentionPolicy' } as const;

/** With this option an output assumes another role. */
export const FIRELENS_ROLE_OPTION = 'role_arn';

/** What the agent calls to join a cluster and to hear of tasks. @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html */
export const REGISTER_ACTIONS: readonly string[] = ['ecs:DiscoverPollEndpoint', 'ecs:RegisterContainerInstance', 'ecs:Poll', 'ecs:SubmitTaskStateChange'];
