/** How the ARN of a resource is made of what else is known of it. */
export interface ArnForm {
  /** The attributes that return the ARN; `Ref` stands for what `Ref` returns. */
  readonly attributes: readonly string[];
  /** The ARN, with `{partition}`, `{region}`, `{account}`, `{path}`, `{name}`, `{revision}`; `{suffix}` is what Secrets Manager adds. */
  readonly form: string;
  /** The property that gives the name; AWS makes one up where it is left out. */
  readonly nameProperty?: string;
  /** The attribute that returns the name, where there is one. */
  readonly nameAttribute?: string;
}

/**
 * ARNs of the resources that policies around ECS speak of.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/introduction.html
 */
export const ARN_FORMS: Readonly<Record<string, ArnForm>> = {
  'AWS::ECR::Repository': {
    attributes: ['Arn'], form: 'arn:{partition}:ecr:{region}:{account}:repository/{name}', nameProperty: 'RepositoryName', nameAttribute: 'Ref',
  },
  'AWS::ECS::Cluster': {
    attributes: ['Arn'], form: 'arn:{partition}:ecs:{region}:{account}:cluster/{name}', nameProperty: 'ClusterName', nameAttribute: 'Ref',
  },
  'AWS::ECS::TaskDefinition': {
    attributes: ['Ref', 'TaskDefinitionArn'], form: 'arn:{partition}:ecs:{region}:{account}:task-definition/{name}:{revision}', nameProperty: 'Family',
  },
  'AWS::EFS::FileSystem': {
    attributes: ['Arn'], form: 'arn:{partition}:elasticfilesystem:{region}:{account}:file-system/{name}', nameAttribute: 'Ref',
  },
  'AWS::IAM::Role': {
    attributes: ['Arn'], form: 'arn:{partition}:iam::{account}:role{path}{name}', nameProperty: 'RoleName', nameAttribute: 'Ref',
  },
  'AWS::Kinesis::Stream': {
    attributes: ['Arn'], form: 'arn:{partition}:kinesis:{region}:{account}:stream/{name}', nameProperty: 'Name', nameAttribute: 'Ref',
  },
  'AWS::KinesisFirehose::DeliveryStream': {
    attributes: ['Arn'], form: 'arn:{partition}:firehose:{region}:{account}:deliverystream/{name}', nameProperty: 'DeliveryStreamName', nameAttribute: 'Ref',
  },
  'AWS::KMS::Key': { attributes: ['Arn'], form: 'arn:{partition}:kms:{region}:{account}:key/{name}', nameAttribute: 'Ref' },
  'AWS::Lambda::Function': {
    attributes: ['Arn'], form: 'arn:{partition}:lambda:{region}:{account}:function:{name}', nameProperty: 'FunctionName', nameAttribute: 'Ref',
  },
  'AWS::Logs::LogGroup': {
    attributes: ['Arn'], form: 'arn:{partition}:logs:{region}:{account}:log-group:{name}:*', nameProperty: 'LogGroupName', nameAttribute: 'Ref',
  },
  'AWS::S3::Bucket': { attributes: ['Arn'], form: 'arn:{partition}:s3:::{name}', nameProperty: 'BucketName', nameAttribute: 'Ref' },
  'AWS::SecretsManager::Secret': {
    attributes: ['Ref', 'Id'], form: 'arn:{partition}:secretsmanager:{region}:{account}:secret:{name}-{suffix}', nameProperty: 'Name',
  },
};

/** Resources whose `Ref` is another resource's: the property that names that one. */
export const REF_OF_ANOTHER: Readonly<Record<string, string>> = {
  'AWS::SecretsManager::ResourcePolicy': 'SecretId',
  'AWS::SecretsManager::RotationSchedule': 'SecretId',
  'AWS::SecretsManager::SecretTargetAttachment': 'SecretId',
};

/** What a pseudo parameter can look like, as a wildcard pattern in which `~` stands for any letters but colons. */
export const PSEUDO_SHAPES: Readonly<Record<string, string>> = {
  'AWS::AccountId': '????????????',
  'AWS::Partition': 'aws~',
  'AWS::Region': '~-~-?',
  'AWS::StackName': '~',
  'AWS::URLSuffix': '~.~',
};

/** The Region and the account in an ARN; empty where the resource belongs to none, `undefined` where the text is no ARN. */
export interface ArnPlace {
  readonly region: string;
  readonly account: string;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function placeOfArn(arn: string): ArnPlace | undefined {
  const [prefix, , , region, account, ...rest] = arn.split(':');
  return prefix === 'arn' && rest.length > 0 ? { region, account } : undefined;
}
