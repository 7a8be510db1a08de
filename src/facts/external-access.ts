/**
 * Custom resources of aws-cdk-lib itself that change nothing about how tasks are reached or reach anything.
 *
 * Read in aws-cdk-lib 2.262.0 on 2026-11-21: `core`, `aws-ec2`, `aws-ecr`, `aws-logs`, `aws-route53`, `aws-s3`.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources.html
 */
export const HARMLESS_CUSTOM_RESOURCES: readonly string[] = [
  'Custom::CrossAccountZoneDelegation', 'Custom::CrossRegionExportReader', 'Custom::CrossRegionExportWriter', 'Custom::DeleteExistingRecordSet',
  'Custom::ECRAutoDeleteImages', 'Custom::LogRetention', 'Custom::S3AutoDeleteObjects', 'Custom::S3BucketNotifications', 'Custom::VpcRestrictDefaultSG',
];

/** Whether a resource of a type may do anything with what it is handed. */
export function isExternal(type: string): boolean {
  return (type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource') && !HARMLESS_CUSTOM_RESOURCES.includes(type);
}

/**
 * Transforms of AWS, by how their names begin, that make no resources of ECS, its network or its load balancers beside those that a template writes.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-reference.html
 */
export const HARMLESS_TRANSFORMS: readonly string[] = ['AWS::Serverless', 'AWS::LanguageExtensions', 'AWS::CodeDeployBlueGreen', 'AWS::SecretsManager'];
