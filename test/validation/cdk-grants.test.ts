import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { validate } from '../../src/validation/engine/validate';
import type { RawTemplate } from '../../src/validation/model/source';

const ENVIRONMENTS = [
  ['in any account', undefined],
  ['in a known account', { account: '111122223333', region: 'eu-west-1' }],
] as const;

interface Place {
  readonly stack: Stack;
  readonly shared: Stack;
}

const SECRETS: Readonly<Record<string, (place: Place) => ecs.Secret>> = {
  'a member of a secret under a key of the app': ({ stack }) => ecs.Secret.fromSecretsManager(ownSecret(stack), 'password'),
  'a version of a secret': ({ stack }) => ecs.Secret.fromSecretsManagerVersion(ownSecret(stack), { versionStage: 'AWSPREVIOUS' }, 'username'),
  'a secret of another stack': ({ shared }) => ecs.Secret.fromSecretsManager(new secretsmanager.Secret(shared, 'Secret')),
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

describe.each(ENVIRONMENTS)('what the L2 grants is understood %s', (_, env) => {
  test.each(Object.entries(SECRETS))('%s', (__, secret) => {
    expect(permissionsMissing(env, place => { addTask(place.stack, { secrets: { VALUE: secret(place) } }); })).toEqual([]);
  });

  test('an image of a repository in another stack', () => {
    expect(permissionsMissing(env, ({ stack, shared }) => {
      addTask(stack, { image: ecs.ContainerImage.fromEcrRepository(new ecr.Repository(shared, 'Repository'), '1.2.3') });
    })).toEqual([]);
  });

  test('ECS Exec with sessions that are encrypted and written down', () => {
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

  test('a file system that the task may write to', () => {
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

  test('an environment file, which the L2 does not grant', () => {
    expect(permissionsMissing(env, ({ stack }) => { addFile(stack); })).toEqual(['file-read-permission']);
  });

  test('an environment file that is granted by hand', () => {
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

/** The rules about what roles may do that an app breaks. */
function permissionsMissing(env: { readonly account: string; readonly region: string } | undefined, build: (place: Place) => void): string[] {
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': false } });
  build({ stack: new Stack(app, 'Web', { env }), shared: new Stack(app, 'Shared', { env }) });
  const sources = app.synth().stacks.map(({ templateFile, stackName, template }) => (
    { name: templateFile, stackName, template: template as RawTemplate, ...env }));
  return [...new Set(validate(sources).map(({ rule }) => rule.id))].filter(id => /permission|access|key|trust/.test(id)).sort();
}
