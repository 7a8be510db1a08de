/** How the ARN of a resource is formed from its other attributes and properties. */
export interface ArnForm {
  /** The attributes that return the ARN; `Ref` means the value that `Ref` returns. */
  readonly attributes: readonly string[];
  /** The ARN, with `{partition}`, `{region}`, `{account}`, `{path}`, `{name}`, `{revision}`; `{suffix}` is the suffix that Secrets Manager adds. */
  readonly form: string;
  /** The property with the name; AWS generates a name if it is omitted. */
  readonly nameProperty?: string;
  /** The attribute that returns the name, if there is one. */
  readonly nameAttribute?: string;
}

/**
 * The ARNs of the resources in IAM policies for ECS.
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

/** Resources whose `Ref` returns the `Ref` of another resource: the property that names the other resource. */
export const REF_OF_ANOTHER: Readonly<Record<string, string>> = {
  'AWS::SecretsManager::ResourcePolicy': 'SecretId',
  'AWS::SecretsManager::RotationSchedule': 'SecretId',
  'AWS::SecretsManager::SecretTargetAttachment': 'SecretId',
};

/** The possible values of a pseudo parameter, as a wildcard pattern in which `~` stands for any characters except colons. */
export const PSEUDO_SHAPES: Readonly<Record<string, string>> = {
  'AWS::AccountId': '????????????',
  'AWS::Partition': 'aws~',
  'AWS::Region': '~-~-?',
  'AWS::StackName': '~',
  'AWS::URLSuffix': '~.~',
};

/** The Region and the account in an ARN; empty if the resource belongs to none, `undefined` if the text is not an ARN. */
export interface ArnPlace {
  readonly region: string;
  readonly account: string;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function placeOfArn(arn: string): ArnPlace | undefined {
  const [prefix, , , region, account, ...rest] = arn.split(':');
  return prefix === 'arn' && rest.length > 0 ? { region, account } : undefined;
}
