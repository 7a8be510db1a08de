import type { ValueFormat } from './value-format';

/** An action provider of CodePipeline that builds or deploys containers. */
export interface PipelineProvider {
  readonly category: string;
  readonly required: readonly string[];
  /** Further keys of its configuration. */
  readonly optional: readonly string[];
  /** The keys that name an input artifact. */
  readonly artifactKeys: readonly string[];
  readonly inputs: { readonly min: number; readonly max: number };
  /** Whether only pipelines of type V2 have it: "ECRBuildAndPublish Action can only be used with V2 pipelines." */
  readonly isOnlyInV2?: true;
}

const IMAGES = [1, 2, 3, 4];
const TEMPLATES = ['TaskDefinitionTemplateArtifact', 'AppSpecTemplateArtifact'];

/** The artifact with an image and its placeholder in the task definition, which belong together. */
export const IMAGE_PAIRS: readonly (readonly [string, string])[] = IMAGES.map(number => [`Image${number}ArtifactName`, `Image${number}ContainerName`]);

/**
 * The actions of CodePipeline that deploy services or build and find their images, by provider. CodePipeline refuses a pipeline with a missing key: "Action
 * configuration for action 'Deploy' is missing required configuration 'ClusterName'", and with fewer artifacts: "Action Deploy declares 0 input
 * artifacts which is less than the minimum count (1)".
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECS.html
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECR.html
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECRBuildAndPublish.html
 * @see https://github.com/awsdocs/aws-cloudformation-user-guide/pull/941
 */
export const PIPELINE_PROVIDERS: ReadonlyMap<string, PipelineProvider> = new Map([
  ['ECS', {
    category: 'Deploy',
    required: ['ClusterName', 'ServiceName'],
    optional: ['FileName', 'DeploymentTimeout'],
    artifactKeys: [],
    inputs: { min: 1, max: 1 },
  }],
  ['CodeDeployToECS', {
    category: 'Deploy',
    required: ['ApplicationName', 'DeploymentGroupName', ...TEMPLATES],
    optional: ['TaskDefinitionTemplatePath', 'AppSpecTemplatePath', ...IMAGE_PAIRS.flat()],
    artifactKeys: [...TEMPLATES, ...IMAGE_PAIRS.map(([artifact]) => artifact)],
    inputs: { min: 1, max: 5 },
  }],
  ['ECR', { category: 'Source', required: ['RepositoryName'], optional: ['ImageTag'], artifactKeys: [], inputs: { min: 0, max: 0 } }],
  ['ECRBuildAndPublish', {
    category: 'Build',
    required: ['ECRRepositoryName'],
    optional: ['DockerFilePath', 'ImageTags', 'RegistryType'],
    artifactKeys: [],
    inputs: { min: 1, max: 1 },
    isOnlyInV2: true,
  }],
]);

/**
 * How long the ECS action waits for a deployment, in minutes. One hour is the maximum for an ECS action.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECS.html
 */
export const ACTION_FORMATS: readonly ValueFormat[] = [{ path: 'DeploymentTimeout', min: 1, max: 60, unit: 'minutes', otherwise: 'doubtful' }];

const NAME = { pattern: /^[A-Za-z0-9.@_-]{1,100}$/, form: '1 to 100 letters, digits, periods, @, hyphens and underscores' };
const ARTIFACT = { pattern: /^[A-Za-z0-9_-]{1,100}$/, form: '1 to 100 letters, digits, hyphens and underscores' };

/**
 * The format of names in a pipeline.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_StageDeclaration.html
 * @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ActionDeclaration.html
 * @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_InputArtifact.html
 */
export const PIPELINE_FORMATS: readonly ValueFormat[] = [
  { path: 'Name', ...NAME, otherwise: 'refused' },
  { path: 'Stages/*/Name', ...NAME, otherwise: 'refused' },
  { path: 'Stages/*/Actions/*/Name', ...NAME, otherwise: 'refused' },
  { path: 'Stages/*/Actions/*/RunOrder', min: 1, max: 999, otherwise: 'refused' },
  { path: 'Stages/*/Actions/*/InputArtifacts/*/Name', ...ARTIFACT, otherwise: 'refused' },
  { path: 'Stages/*/Actions/*/OutputArtifacts/*/Name', ...ARTIFACT, otherwise: 'refused' },
];

/**
 * A variable in a setting of an action, which only a run of the pipeline knows.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html
 */
export const VARIABLE = /#\{[^}]*\}/;

/** The category of the actions of the first stage, and of no other. */
export const FIRST_CATEGORY = 'Source';

/**
 * The deployment controllers of services that the ECS action cannot update: "Unable to update task definition on services with a CODE_DEPLOY deployment
 * controller. Use AWS CodeDeploy to trigger a new deployment".
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
 * @see https://github.com/fabfuel/ecs-deploy/issues/175
 */
export const OTHER_CONTROLLERS: readonly string[] = ['CODE_DEPLOY', 'EXTERNAL'];

/**
 * The actions that the role of a deploy action calls, besides passing the roles of the tasks. The ECS action tags the task definition that it registers. The
 * action for CodeDeploy registers it without tags if its file has none.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECS.html
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html
 * @see https://github.com/aws/aws-cdk/issues/29400
 * @see https://github.com/aws/aws-cdk/issues/25768
 */
export const DEPLOY_ACTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['ECS', [
    'ecs:DescribeServices', 'ecs:DescribeTaskDefinition', 'ecs:DescribeTasks', 'ecs:ListTasks', 'ecs:RegisterTaskDefinition', 'ecs:TagResource', 'ecs:UpdateService',
  ]],
  ['CodeDeployToECS', [
    'codedeploy:CreateDeployment', 'codedeploy:GetDeployment', 'codedeploy:GetDeploymentConfig', 'codedeploy:GetApplicationRevision',
    'codedeploy:RegisterApplicationRevision', 'ecs:RegisterTaskDefinition',
  ]],
]);
