import { merge } from './merge';
import { EXECUTION_POLICY, FARGATE_SERVICE, inlinePolicy, Resources } from './parts';

export const SECRETS_SCENES = {
  'a Fargate service with a secret': {
    ...merge(FARGATE_SERVICE, {
      ExecutionRole: {
        Properties: {
          ManagedPolicyArns: [EXECUTION_POLICY],
          Policies: inlinePolicy(['secretsmanager:GetSecretValue', { Ref: 'Secret' }], ['kms:Decrypt', { 'Fn::GetAtt': ['Key', 'Arn'] }]),
        },
      },
      Task: {
        Properties: {
          ContainerDefinitions: { 0: { Secrets: [{ Name: 'PASSWORD', ValueFrom: { 'Fn::Join': ['', [{ Ref: 'Secret' }, ':password::']] } }] } },
        },
      },
    }),
    Secret: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: {
        KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
        GenerateSecretString: { SecretStringTemplate: '{"username":"app"}', GenerateStringKey: 'password' },
      },
    },
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeyPolicy: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } } }],
        },
      },
    },
  },

  'a Fargate service with an environment file': {
    ...merge(FARGATE_SERVICE, {
      ExecutionRole: {
        Properties: {
          ManagedPolicyArns: [EXECUTION_POLICY],
          Policies: inlinePolicy(
            ['s3:GetObject', { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/web.env']] }],
            ['s3:GetBucketLocation', { 'Fn::GetAtt': ['Bucket', 'Arn'] }],
          ),
        },
      },
      Task: {
        Properties: {
          ContainerDefinitions: {
            0: { EnvironmentFiles: [{ Type: 's3', Value: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/web.env']] } }] },
          },
        },
      },
    }),
    Bucket: { Type: 'AWS::S3::Bucket', Properties: {} },
  },
} satisfies Record<string, Resources>;
