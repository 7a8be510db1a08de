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

/** @see https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html */
export const EFS_MOUNT_ACTION = 'elasticfilesystem:ClientMount';

/** What an output plugin of Fluent Bit calls with the task role, and the option that names where it writes. */
export interface FireLensOutput {
  readonly actions: readonly string[];
  readonly destination: string;
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html */
export const FIRELENS_OUTPUTS: Readonly<Record<string, FireLensOutput>> = {
  cloudwatch: { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], destination: 'log_group_name' },
  cloudwatch_logs: { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], destination: 'log_group_name' },
  firehose: { actions: ['firehose:PutRecordBatch'], destination: 'delivery_stream' },
  kinesis_firehose: { actions: ['firehose:PutRecordBatch'], destination: 'delivery_stream' },
  kinesis: { actions: ['kinesis:PutRecords'], destination: 'stream' },
  kinesis_streams: { actions: ['kinesis:PutRecords'], destination: 'stream' },
  s3: { actions: ['s3:PutObject'], destination: 'bucket' },
};

/** What the agent calls to join a cluster and to hear of tasks. @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html */
export const REGISTER_ACTIONS: readonly string[] = ['ecs:DiscoverPollEndpoint', 'ecs:RegisterContainerInstance', 'ecs:Poll', 'ecs:SubmitTaskStateChange'];
