/**
 * Custom resources of aws-cdk-lib itself that change nothing about how tasks are reached or reach anything.
 *
 * Read in aws-cdk-lib 2.262.0 on 2026-11-21: `core`, `aws-ec2`, `aws-ecr`, `aws-logs`, `aws-route53`, `aws-s3`, `aws-s3-deployment`.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources.html
 */
export const HARMLESS_CUSTOM_RESOURCES: readonly string[] = [
  'Custom::CDKBucketDeployment', 'Custom::CrossAccountZoneDelegation', 'Custom::CrossRegionExportReader', 'Custom::CrossRegionExportWriter',
  'Custom::DeleteExistingRecordSet', 'Custom::ECRAutoDeleteImages', 'Custom::LogRetention', 'Custom::S3AutoDeleteObjects', 'Custom::S3BucketNotifications',
  'Custom::VpcRestrictDefaultSG',
];

/**
 * Types of AWS that deploy a template or run an automation which the app does not show, with what they are given. Nested stacks are not
 * among them: their template may be known.
 *
 * Read on 2026-11-28.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
const PROVISIONERS: readonly string[] = [
  'AWS::CloudFormation::CustomResource', 'AWS::CloudFormation::StackSet', 'AWS::CodePipeline::Pipeline', 'AWS::Config::RemediationConfiguration',
  'AWS::LaunchWizard::Deployment', 'AWS::SSM::Association', 'AWS::SSM::MaintenanceWindowTask', 'AWS::Serverless::Application',
  'AWS::ServiceCatalog::CloudFormationProvisionedProduct',
];

/** Whether resources of a type may create or change others in ways that no template shows: custom resources, modules, registry types of others. */
export function isProvisioner(type: string): boolean {
  if (type.startsWith('AWS::') && !type.endsWith('::MODULE')) { return PROVISIONERS.includes(type); }
  return !HARMLESS_CUSTOM_RESOURCES.includes(type);
}

/** Resources whose attributes may be anything that exists: something else, elsewhere, decides what they return. */
const RELAYS: readonly string[] = ['AWS::CloudFormation::Stack', 'AWS::CloudFormation::WaitCondition', 'AWS::SSM::Parameter'];

/** Whether an attribute of a type may name any resource, one of the app too. */
export function isRelay(type: string): boolean { return RELAYS.includes(type) || isProvisioner(type); }

/** What code that runs in a resource is given: its settings, and the role it acts with. */
export interface CodeHolder {
  /** Paths of the properties that the code sees. */
  readonly sees: readonly string[];
  readonly role?: string;
}

/**
 * Resources that hold code, which acts when something runs it.
 *
 * Read on 2026-11-28.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
export const CODE_HOLDERS: Readonly<Record<string, CodeHolder>> = {
  'AWS::Batch::JobDefinition': { sees: ['ContainerProperties/Environment', 'ContainerProperties/Command', 'EcsProperties', 'NodeProperties', 'Parameters'], role: 'ContainerProperties/JobRoleArn' },
  'AWS::CodeBuild::Project': { sees: ['Environment/EnvironmentVariables', 'Source/BuildSpec'], role: 'ServiceRole' },
  'AWS::ECS::TaskDefinition': {
    sees: ['ContainerDefinitions/*/Environment', 'ContainerDefinitions/*/Command', 'ContainerDefinitions/*/EntryPoint'], role: 'TaskRoleArn',
  },
  'AWS::Glue::Job': { sees: ['DefaultArguments', 'NonOverridableArguments'], role: 'Role' },
  'AWS::Lambda::Alias': { sees: ['FunctionName', 'FunctionVersion'] },
  'AWS::Lambda::Function': { sees: ['Environment', 'Code/ZipFile'], role: 'Role' },
  'AWS::Lambda::Version': { sees: ['FunctionName'] },
  'AWS::SSM::Document': { sees: ['Content'] },
  'AWS::Serverless::Function': { sees: ['Environment', 'InlineCode', 'Policies'], role: 'Role' },
  'AWS::Serverless::StateMachine': { sees: ['Definition', 'DefinitionSubstitutions'], role: 'Role' },
  'AWS::StepFunctions::StateMachine': { sees: ['Definition', 'DefinitionString', 'DefinitionSubstitutions'], role: 'RoleArn' },
};

/** What passes a message on: the property that names the sender, and the one that names the receiver. */
export const MESSAGE_ROUTES: Readonly<Record<string, { readonly from: string; readonly to: string }>> = {
  'AWS::Lambda::EventSourceMapping': { from: 'EventSourceArn', to: 'FunctionName' },
  'AWS::SNS::Subscription': { from: 'TopicArn', to: 'Endpoint' },
};

/** Instances run their user data when they start; where each type has it. */
export const USER_DATA: Readonly<Record<string, string>> = {
  'AWS::AutoScaling::LaunchConfiguration': 'UserData',
  'AWS::EC2::Instance': 'UserData',
  'AWS::EC2::LaunchTemplate': 'LaunchTemplateData/UserData',
};

/** What user data names in order to join or mount it. */
export const USED_BY_INSTANCES: readonly string[] = ['AWS::ECS::Cluster', 'AWS::EFS::FileSystem', 'AWS::S3Files::FileSystem'];

/** Actions of pipelines that deploy to what they name, and leave its settings alone. */
export const DEPLOYING_ACTIONS: readonly string[] = ['CodeDeploy', 'CodeDeployToECS', 'ECR', 'ECS', 'Manual', 'S3'];

/** Actions of IAM policies that change something; those that read, or pass a role, are no sign of it. */
export const CHANGING_ACTION = /^(?:\*|[\w-]+:(?:\*|Add|Associate|Attach|Authorize|BatchUpdate|Complete|Create|Initiate|Modify|Put|Register|Replace|Set|Update|Upload))/;

/** Actions of IAM policies by which code makes listeners, or changes what they forward to. */
export const FORWARDING_ACTION = /^(?:\*|elasticloadbalancing:(?:\*|(?:Create|Modify)(?:\*|Listener\*?|Rule\*?)))$/i;

/** AWS managed policies that allow these, by how their ARNs end. */
export const FORWARDING_POLICIES = /:policy\/(?:AdministratorAccess|PowerUserAccess|ElasticLoadBalancingFullAccess)$/;

/**
 * Transforms of AWS, by how their names begin, that make no resources of ECS, its network or its load balancers beside those that a template writes.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-reference.html
 */
export const HARMLESS_TRANSFORMS: readonly string[] = ['AWS::Serverless', 'AWS::LanguageExtensions', 'AWS::CodeDeployBlueGreen', 'AWS::SecretsManager'];
