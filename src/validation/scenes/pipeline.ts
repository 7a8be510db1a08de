import { CODE_DEPLOY_SCENES } from './code-deploy';
import { FARGATE_SERVICE, inlinePolicy, Resources, role } from './parts';

const DEPLOYMENT = [
  'ecs:DescribeServices', 'ecs:DescribeTaskDefinition', 'ecs:DescribeTasks', 'ecs:ListTasks', 'ecs:RegisterTaskDefinition', 'ecs:TagResource', 'ecs:UpdateService',
];

export const PIPELINE_SCENES = {
  'a Fargate service that a pipeline deploys': {
    ...FARGATE_SERVICE,
    PipelineRole: role('codepipeline.amazonaws.com', {
      Policies: inlinePolicy([DEPLOYMENT, '*'], ['iam:PassRole', { 'Fn::GetAtt': ['ExecutionRole', 'Arn'] }], [['s3:GetObject', 's3:PutObject'], '*']),
    }),
    Pipeline: pipeline('ECS', { ClusterName: { Ref: 'Cluster' }, ServiceName: { 'Fn::GetAtt': ['Service', 'Name'] }, FileName: 'imagedefinitions.json' }),
  },

  'a Fargate service that a pipeline deploys with CodeDeploy': {
    ...CODE_DEPLOY_SCENES['a Fargate service that CodeDeploy deploys'],
    PipelineRole: role('codepipeline.amazonaws.com', {
      Policies: inlinePolicy([['codedeploy:*', 'ecs:RegisterTaskDefinition', 's3:GetObject', 's3:PutObject'], '*'], ['iam:PassRole', { 'Fn::GetAtt': ['ExecutionRole', 'Arn'] }]),
    }),
    Pipeline: pipeline('CodeDeployToECS', {
      ApplicationName: { Ref: 'Deployments' },
      DeploymentGroupName: { Ref: 'Group' },
      TaskDefinitionTemplateArtifact: 'images',
      AppSpecTemplateArtifact: 'images',
      Image1ArtifactName: 'images',
      Image1ContainerName: 'IMAGE1_NAME',
    }),
  },
} satisfies Record<string, Resources>;

function pipeline(provider: string, configuration: object) {
  return {
    Type: 'AWS::CodePipeline::Pipeline',
    Properties: {
      RoleArn: { 'Fn::GetAtt': ['PipelineRole', 'Arn'] },
      PipelineType: 'V2',
      ArtifactStore: { Type: 'S3', Location: 'artifacts-111122223333' },
      Stages: [
        {
          Name: 'Source',
          Actions: [{
            Name: 'Images',
            ActionTypeId: { Category: 'Source', Owner: 'AWS', Provider: 'S3', Version: '1' },
            Configuration: { S3Bucket: 'artifacts-111122223333', S3ObjectKey: 'images.zip' },
            OutputArtifacts: [{ Name: 'images' }],
          }],
        },
        {
          Name: 'Deploy',
          Actions: [{
            Name: 'Deploy',
            ActionTypeId: { Category: 'Deploy', Owner: 'AWS', Provider: provider, Version: '1' },
            Configuration: configuration,
            InputArtifacts: [{ Name: 'images' }],
          }],
        },
      ],
    },
  };
}
