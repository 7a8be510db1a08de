/** The custom resource of this library that deletes instances. It creates and changes nothing. */
export const INSTANCE_GROUP_DELETION = 'Custom::EcsInstanceGroupDeletion';

/** The custom resource of this library that runs a task of the app. What the task does is in its image. */
export const DEPLOYMENT_TASK = 'Custom::EcsDeploymentTask';

/**
 * Custom resources of aws-cdk-lib and of this library that do not change the network connections of tasks.
 *
 * Read in aws-cdk-lib 2.262.0 on 2026-11-21: `core`, `aws-ec2`, `aws-ecr`, `aws-logs`, `aws-route53`, `aws-s3`, `aws-s3-deployment`.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources.html
 */
export const HARMLESS_CUSTOM_RESOURCES: readonly string[] = [
  'Custom::CDKBucketDeployment', 'Custom::CrossAccountZoneDelegation', 'Custom::CrossRegionExportReader', 'Custom::CrossRegionExportWriter',
  'Custom::DeleteExistingRecordSet', 'Custom::ECRAutoDeleteImages', 'Custom::LogRetention', 'Custom::S3AutoDeleteObjects', 'Custom::S3BucketNotifications',
  'Custom::VpcRestrictDefaultSG', INSTANCE_GROUP_DELETION, DEPLOYMENT_TASK,
];

/**
 * AWS types that use their properties to deploy a template or run an automation that is not visible in the app. Nested stacks are not listed, because
 * their template may be known.
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

/** Whether resources of a type may create or change other resources in ways that no template shows: custom resources, modules, third-party registry types. */
export function isProvisioner(type: string): boolean {
  if (type.startsWith('AWS::') && !type.endsWith('::MODULE')) { return PROVISIONERS.includes(type); }
  return !HARMLESS_CUSTOM_RESOURCES.includes(type);
}

/** Resources whose attributes may refer to any existing resource, because their values are set elsewhere. */
const RELAYS: readonly string[] = ['AWS::CloudFormation::Stack', 'AWS::CloudFormation::WaitCondition', 'AWS::SSM::Parameter'];

/** Whether an attribute of a type may refer to any resource, including resources of the app. */
export function isRelay(type: string): boolean { return RELAYS.includes(type) || isProvisioner(type); }

/** A resource that runs code: the settings that the code reads, and the role that it uses. */
export interface CodeHolder {
  /** Paths of the properties that the code can read. */
  readonly sees: readonly string[];
  readonly role?: string;
}

const CONTAINERS: CodeHolder = {
  sees: ['ContainerDefinitions/*/Environment', 'ContainerDefinitions/*/Command', 'ContainerDefinitions/*/EntryPoint'], role: 'TaskRoleArn',
};

/**
 * Resources that contain code, which takes effect when something runs it.
 *
 * Read on 2026-11-28.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
export const CODE_HOLDERS: Readonly<Record<string, CodeHolder>> = {
  'AWS::Batch::JobDefinition': { sees: ['ContainerProperties/Environment', 'ContainerProperties/Command', 'EcsProperties', 'NodeProperties', 'Parameters'], role: 'ContainerProperties/JobRoleArn' },
  'AWS::CodeBuild::Project': { sees: ['Environment/EnvironmentVariables', 'Source/BuildSpec'], role: 'ServiceRole' },
  'AWS::ECS::DaemonTaskDefinition': CONTAINERS,
  'AWS::ECS::TaskDefinition': CONTAINERS,
  'AWS::Glue::Job': { sees: ['DefaultArguments', 'NonOverridableArguments'], role: 'Role' },
  'AWS::Lambda::Alias': { sees: ['FunctionName', 'FunctionVersion'] },
  'AWS::Lambda::Function': { sees: ['Environment', 'Code/ZipFile'], role: 'Role' },
  'AWS::Lambda::Version': { sees: ['FunctionName'] },
  'AWS::SSM::Document': { sees: ['Content'] },
  'AWS::Serverless::Function': { sees: ['Environment', 'InlineCode', 'Policies'], role: 'Role' },
  'AWS::Serverless::StateMachine': { sees: ['Definition', 'DefinitionSubstitutions'], role: 'Role' },
  'AWS::StepFunctions::StateMachine': { sees: ['Definition', 'DefinitionString', 'DefinitionSubstitutions'], role: 'RoleArn' },
};

/** Resources that forward messages: the property that names the sender, and the property that names the receiver. */
export const MESSAGE_ROUTES: Readonly<Record<string, { readonly from: string; readonly to: string }>> = {
  'AWS::Lambda::EventSourceMapping': { from: 'EventSourceArn', to: 'FunctionName' },
  'AWS::SNS::Subscription': { from: 'TopicArn', to: 'Endpoint' },
};

/** The path of the user data of each type, which instances run when they start. */
export const USER_DATA: Readonly<Record<string, string>> = {
  'AWS::AutoScaling::LaunchConfiguration': 'UserData',
  'AWS::EC2::Instance': 'UserData',
  'AWS::EC2::LaunchTemplate': 'LaunchTemplateData/UserData',
};

/** Resources to which user data refers in order to join or mount them. */
export const USED_BY_INSTANCES: readonly string[] = ['AWS::ECS::Cluster', 'AWS::EFS::FileSystem', 'AWS::S3Files::FileSystem'];

/** Pipeline actions that deploy to the resource that they name, and do not change its settings. */
export const DEPLOYING_ACTIONS: readonly string[] = ['CodeDeploy', 'CodeDeployToECS', 'ECR', 'ECS', 'Manual', 'S3'];

/** IAM actions that change something. Actions that read, or pass a role, are not included. */
export const CHANGING_ACTION = /^(?:\*|[\w-]+:(?:\*|Add|Associate|Attach|Authorize|BatchUpdate|Complete(?!LifecycleAction)|Create|Initiate|Modify|Put|Register|Replace|Set|Update|Upload))/;

/** IAM actions with which code creates listeners, or changes their targets. */
export const FORWARDING_ACTION = /^(?:\*|elasticloadbalancing:(?:\*|(?:Create|Modify)(?:\*|Listener\*?|Rule\*?)))$/i;

/** AWS managed policies that allow these actions, by the end of their ARNs. */
export const FORWARDING_POLICIES = /:policy\/(?:AdministratorAccess|PowerUserAccess|ElasticLoadBalancingFullAccess)$/;

/**
 * AWS transforms, by the start of their names, that add no resources of ECS, its network or its load balancers to those in the template.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-reference.html
 */
export const HARMLESS_TRANSFORMS: readonly string[] = ['AWS::Serverless', 'AWS::LanguageExtensions', 'AWS::CodeDeployBlueGreen', 'AWS::SecretsManager'];
