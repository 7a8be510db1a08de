import type { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { ENVIRONMENTS, permissionsMissing, Place } from '../support/cdk-permissions';

const SECRETS: Readonly<Record<string, (place: Place) => ecs.Secret>> = {
  'a JSON key of a secret with a KMS key in the app': ({ stack }) => ecs.Secret.fromSecretsManager(ownSecret(stack), 'password'),
  'a version of a secret': ({ stack }) => ecs.Secret.fromSecretsManagerVersion(ownSecret(stack), { versionStage: 'AWSPREVIOUS' }, 'username'),
  'a secret in another stack': ({ shared }) => ecs.Secret.fromSecretsManager(new secretsmanager.Secret(shared, 'Secret')),
  'a secret by name': ({ stack }) => ecs.Secret.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'prod/db-secret')),
  'a secret by complete ARN': ({ stack }) => ecs.Secret.fromSecretsManager(
    secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:mail-AbCdEf'), 'user'),
  'a secret by partial ARN': ({ stack }) => ecs.Secret.fromSecretsManager(
    secretsmanager.Secret.fromSecretPartialArn(stack, 'Secret', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:mail')),
  'a parameter': ({ stack }) => ecs.Secret.fromSsmParameter(new ssm.StringParameter(stack, 'Parameter', { stringValue: 'x' })),
  'a parameter with a path': ({ stack }) => ecs.Secret.fromSsmParameter(new ssm.StringParameter(stack, 'Parameter', { parameterName: '/web/key', stringValue: 'x' })),
  'a secure parameter by name': ({ stack }) => ecs.Secret.fromSsmParameter(
    ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'Parameter', { parameterName: '/web/key' })),
};

describe.each(ENVIRONMENTS)('grants of the L2 have no findings %s', (_, env) => {
  test.each(Object.entries(SECRETS))('%s', (__, secret) => {
    expect(permissionsMissing(env, place => { addTask(place.stack, { secrets: { VALUE: secret(place) } }); })).toEqual([]);
  });

  test('an image in a repository in another stack', () => {
    expect(permissionsMissing(env, ({ stack, shared }) => {
      addTask(stack, { image: ecs.ContainerImage.fromEcrRepository(new ecr.Repository(shared, 'Repository'), '1.2.3') });
    })).toEqual([]);
  });

  test('ECS Exec with encrypted and logged sessions', () => {
    expect(permissionsMissing(env, ({ stack }) => {
      const key = new kms.Key(stack, 'Key');
      const cluster = new ecs.Cluster(stack, 'Cluster', {
        vpc: new ec2.Vpc(stack, 'Vpc'),
        executeCommandConfiguration: {
          kmsKey: key,
          logging: ecs.ExecuteCommandLogging.OVERRIDE,
          logConfiguration: { cloudWatchLogGroup: new logs.LogGroup(stack, 'Sessions'), s3Bucket: new s3.Bucket(stack, 'Bucket') },
        },
      });
      new ecs.FargateService(stack, 'Service', { cluster, taskDefinition: addTask(stack), enableExecuteCommand: true });
    })).toEqual([]);
  });

  test('a file system with write access for the task', () => {
    expect(permissionsMissing(env, ({ stack }) => {
      const fileSystem = new efs.FileSystem(stack, 'FileSystem', { vpc: new ec2.Vpc(stack, 'Vpc') });
      const task = addTask(stack);
      task.addVolume({
        name: 'shared',
        efsVolumeConfiguration: { fileSystemId: fileSystem.fileSystemId, transitEncryption: 'ENABLED', authorizationConfig: { iam: 'ENABLED' } },
      });
      task.defaultContainer!.addMountPoints({ sourceVolume: 'shared', containerPath: '/shared', readOnly: false });
      fileSystem.grantReadWrite(task.taskRole);
    })).toEqual([]);
  });

  test('a file system without access for other clients', () => {
    expect(permissionsMissing(env, ({ stack }) => {
      const fileSystem = new efs.FileSystem(stack, 'FileSystem', { vpc: new ec2.Vpc(stack, 'Vpc'), allowAnonymousAccess: false });
      const task = addTask(stack);
      const authorizationConfig = { accessPointId: fileSystem.addAccessPoint('Access').accessPointId, iam: 'ENABLED' };
      task.addVolume({ name: 'shared', efsVolumeConfiguration: { fileSystemId: fileSystem.fileSystemId, transitEncryption: 'ENABLED', authorizationConfig } });
      task.defaultContainer!.addMountPoints({ sourceVolume: 'shared', containerPath: '/shared', readOnly: true });
      fileSystem.grantRead(task.taskRole);
    })).toEqual([]);
  });

  test.each<[string, (place: Place) => { readonly options: Record<string, string>; readonly grant: (task: ecs.TaskDefinition) => void }]>([
    ['Firehose', ({ stack }) => {
      const stream = new firehose.DeliveryStream(stack, 'Stream', { destination: new firehose.S3Bucket(new s3.Bucket(stack, 'Bucket')) });
      return { options: { Name: 'kinesis_firehose', delivery_stream: stream.deliveryStreamName }, grant: ({ taskRole }) => stream.grantPutRecords(taskRole) };
    }],
    ['a stream in another stack', ({ shared }) => {
      const stream = new kinesis.Stream(shared, 'Stream');
      return { options: { Name: 'kinesis_streams', stream: stream.streamName }, grant: ({ taskRole }) => stream.grantWrite(taskRole) };
    }],
    ['an encrypted bucket in another stack', ({ shared }) => {
      const bucket = new s3.Bucket(shared, 'Bucket', { encryptionKey: new kms.Key(shared, 'Key') });
      return { options: { Name: 's3', bucket: bucket.bucketName }, grant: ({ taskRole }) => bucket.grantPut(taskRole) };
    }],
    ['a log group', ({ stack }) => {
      const group = new logs.LogGroup(stack, 'Group');
      return { options: { Name: 'cloudwatch_logs', log_group_name: group.logGroupName, log_stream_prefix: 'web' }, grant: ({ taskRole }) => group.grantWrite(taskRole) };
    }],
  ])('logs through FireLens to %s', (__, output) => {
    const build = (place: Place) => {
      const { options, grant } = output(place);
      return { grant, task: addTask(place.stack, { logging: ecs.LogDrivers.firelens({ options: { region: place.stack.region, ...options } }) }) };
    };
    expect(permissionsMissing(env, place => { const { grant, task } = build(place); grant(task); })).toEqual([]);
    expect(permissionsMissing(env, place => { build(place).task.addToTaskRolePolicy(new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: ['*'] })); }))
      .toEqual(['firelens-output-permission']);
  });

  test('an environment file, which the L2 does not grant', () => {
    expect(permissionsMissing(env, ({ stack }) => { addFile(stack); })).toEqual(['file-read-permission']);
  });

  test('an environment file with an explicit grant', () => {
    expect(permissionsMissing(env, ({ stack }) => {
      const { bucket, task } = addFile(stack);
      bucket.grantRead(task.obtainExecutionRole());
    })).toEqual([]);
  });
});

function addFile(stack: Stack) {
  const bucket = new s3.Bucket(stack, 'Bucket');
  return { bucket, task: addTask(stack, { environmentFiles: [ecs.EnvironmentFile.fromBucket(bucket, 'web.env')] }) };
}

function ownSecret(stack: Stack): secretsmanager.Secret {
  return new secretsmanager.Secret(stack, 'Secret', {
    encryptionKey: new kms.Key(stack, 'Key'),
    generateSecretString: { secretStringTemplate: '{"username":"app"}', generateStringKey: 'password' },
  });
}

function addTask(stack: Stack, container: Partial<ecs.ContainerDefinitionOptions> = {}): ecs.FargateTaskDefinition {
  const task = new ecs.FargateTaskDefinition(stack, 'Task');
  task.addContainer('web', {
    image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27'), logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'web' }), ...container,
  });
  return task;
}
