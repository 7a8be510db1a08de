import { DEPLOY_ACTIONS } from '../../../facts/pipeline-actions';
import { Pipeline, PipelineAction } from '../../model/entities/pipeline';
import type { Role } from '../../model/entities/role';
import { PartialString } from '../../model/evaluation/partial-string';
import { defineRule, Violation } from '../rule';

const CODE_DEPLOY = 'a Fargate service that a pipeline deploys with CodeDeploy';
const PASS = { Effect: 'Allow', Action: 'iam:PassRole', Resource: { 'Fn::GetAtt': ['ExecutionRole', 'Arn'] } };

export default defineRule({
  title: 'The role of a deploy action can make the calls of a deployment',
  severity: 'warning',
  outcome: 'fails-later',
  why: 'The stack is created, but each run of the pipeline fails in this action: "not authorized to perform". The action runs with its own role, or else with the role of the pipeline. It registers a task definition, tags it, and passes the roles of the task to it.',
  fix: 'Use `EcsDeployAction` or `CodeDeployEcsDeployAction` without `role`, which creates a role with these permissions, or add the actions with `role.addToPrincipalPolicy()`. In CloudFormation: allow them in Policies of the role.',
  docs: 'https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECS.html',

  subject: 'application',
  *check(application) {
    for (const { actions } of Pipeline.allOf(application)) {
      for (const action of actions) { yield* lacking(action); }
    }
  },

  scene: 'a Fargate service that a pipeline deploys',
  bad: {
    'no permission to tag the task definition': { PipelineRole: { Policies: policies('ecs:Describe*', 'ecs:ListTasks', 'ecs:RegisterTaskDefinition', 'ecs:UpdateService') } },
    'no permission to pass the execution role': { PipelineRole: { Policies: [policy({ Effect: 'Allow', Action: 'ecs:*', Resource: '*' })] } },
    'permission to pass roles to another service': {
      PipelineRole: { Policies: [policy({ Effect: 'Allow', Action: 'ecs:*', Resource: '*' }, { ...PASS, Condition: { StringEquals: { 'iam:PassedToService': 'codebuild.amazonaws.com' } } })] },
    },
    'a role of the action without permissions': {
      Pipeline: { Stages: { 1: { Actions: { 0: { RoleArn: { 'Fn::GetAtt': ['ActionRole', 'Arn'] } } } } } },
      ActionRole: actionRole([]),
    },
    'CodeDeploy without permission to create deployments': { scene: CODE_DEPLOY, change: { PipelineRole: { Policies: policies('codedeploy:Get*', 'codedeploy:RegisterApplicationRevision', 'ecs:*') } } },
    'CodeDeploy without permission to pass roles': {
      scene: CODE_DEPLOY, change: { PipelineRole: { Policies: [policy({ Effect: 'Allow', Action: ['codedeploy:*', 'ecs:*'], Resource: '*' })] } },
    },
  },
  good: {
    'all permissions for ECS': { PipelineRole: { Policies: policies('ecs:*') } },
    'CodeDeploy without permission to tag': { scene: CODE_DEPLOY, change: { PipelineRole: { Policies: policies('codedeploy:*', 'ecs:RegisterTaskDefinition') } } },
    'a policy of the account': { PipelineRole: { Policies: undefined, ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/pipeline'] } },
    'a role of the action with permissions': {
      PipelineRole: { Policies: [] },
      Pipeline: { Stages: { 1: { Actions: { 0: { RoleArn: { 'Fn::GetAtt': ['ActionRole', 'Arn'] } } } } } },
      ActionRole: actionRole(policies('ecs:*')),
    },
    'an action in another account': {
      PipelineRole: { Policies: [] }, Pipeline: { Stages: { 1: { Actions: { 0: { RoleArn: 'arn:aws:iam::444455556666:role/deploy' } } } } },
    },
    'an action in another Region': { PipelineRole: { Policies: [] }, Pipeline: { Stages: { 1: { Actions: { 0: { Region: 'us-east-1' } } } } } },
    'no deployment': {
      PipelineRole: { Policies: [] },
      Pipeline: {
        Stages: {
          1: {
            Actions: {
              0: {
                ActionTypeId: { Category: 'Build', Owner: 'AWS', Provider: 'ECRBuildAndPublish', Version: '1' },
                Configuration: { ECRRepositoryName: 'web', ClusterName: undefined, ServiceName: undefined, FileName: undefined },
              },
            },
          },
        },
      },
    },
  },
});

function policy(...Statement: readonly object[]) { return { PolicyName: 'deploy', PolicyDocument: { Version: '2012-10-17', Statement } }; }

/** Policies with actions, and with the permission to pass the execution role of the scene. */
function policies(...Action: readonly string[]) { return [policy({ Effect: 'Allow', Action, Resource: '*' }, PASS)]; }

function actionRole(Policies: readonly object[]) {
  return {
    Type: 'AWS::IAM::Role',
    Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: { 'Fn::GetAtt': ['PipelineRole', 'Arn'] } } }] }, Policies },
  };
}

function* lacking({ role, provider, label, node, deployedService }: PipelineAction): Iterable<Violation> {
  if (!role) { return; }
  const { executionRole, taskRole } = deployedService?.taskDefinition ?? {};
  const kept = [executionRole, taskRole].filter((each): each is Role => each !== undefined && role.mayPassToTasks(each) === 'no');
  const pass = kept.length === 0 ? [] : [`iam:PassRole on ${kept.map(each => each.label).join(' and ')}`];
  const missing = [...role.lacks(DEPLOY_ACTIONS.get(provider) ?? [], PartialString.ANY), ...pass];
  if (missing.length > 0) {
    yield { location: role.resource.at('Policies'), related: [node.location], message: `${role.label}, with which ${label} runs, does not allow ${missing.join(', ')}` };
  }
}
