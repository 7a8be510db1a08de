import { validate } from '../../src/validation/engine/validate';
import type { RawTemplate } from '../../src/validation/model/evaluation/source';
import { role } from '../../src/validation/scenes/parts';
import { applyChange, Change, SceneName } from '../../src/validation/scenes/scenes';

const CODE_DEPLOY = 'a Fargate service that CodeDeploy deploys';
const aws = (path: string) => [`arn:aws:iam::aws:policy/${path}`];
const allow = (Action: unknown) => [{ PolicyName: 'inline', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] } }];

test('CodeDeploy can pass every role with the AWS managed policy', () => {
  expect(find(CODE_DEPLOY, {})).toEqual([]);
});

test('with the limited policy it can pass only roles with certain names', () => {
  expect(find(CODE_DEPLOY, { Deployer: { ManagedPolicyArns: aws('AWSCodeDeployRoleForECSLimited') }, ExecutionRole: { RoleName: 'web-execution' } }))
    .toEqual([expect.stringMatching(/^warning run-task-permissions role Deployer, .* does not allow iam:PassRole on role ExecutionRole/)]);
  expect(find(CODE_DEPLOY, { Deployer: { ManagedPolicyArns: aws('AWSCodeDeployRoleForECSLimited') }, ExecutionRole: { RoleName: 'ecsTaskExecutionRole' } })).toEqual([]);
});

test('the policy for servers is not a policy for ECS', () => {
  expect(find(CODE_DEPLOY, { Deployer: { ManagedPolicyArns: aws('service-role/AWSCodeDeployRole') } })).toEqual([
    expect.stringMatching(/^warning run-task-permissions/),
    expect.stringMatching(/^warning service-role-permissions role Deployer, the role of a CodeDeploy deployment group of Group, does not allow ecs:DescribeServices/),
  ]);
});

test('a role for CodeDeploy without permissions blocks every deployment', () => {
  expect(find(CODE_DEPLOY, { Deployer: { ManagedPolicyArns: undefined, Policies: allow(['iam:PassRole', 's3:GetObject']) } }))
    .toEqual([expect.stringMatching(/^error service-role-permissions/)]);
});

test.each<[string, string[]]>([
  ['in a rule', ['elasticloadbalancing:Describe*', 'elasticloadbalancing:ModifyRule']],
  ['in a listener', ['elasticloadbalancing:Describe*', 'elasticloadbalancing:ModifyListener']],
])('a role that can shift traffic %s needs no other write permissions', (_, actions) => {
  expect(find(CODE_DEPLOY, { Deployer: { ManagedPolicyArns: undefined, Policies: allow(['ecs:*', 'iam:PassRole', ...actions]) } })).toEqual([]);
});

test('a role that cannot shift traffic blocks deployments', () => {
  expect(find(CODE_DEPLOY, { Deployer: { ManagedPolicyArns: undefined, Policies: allow(['ecs:*', 'iam:PassRole', 'elasticloadbalancing:Describe*']) } }))
    .toEqual([expect.stringMatching(/does not allow elasticloadbalancing:ModifyListener, elasticloadbalancing:ModifyRule/)]);
});

test('CodeDeploy can be trusted in one Region', () => {
  const trust = (Service: string) => ({ Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service } }] });
  expect(find(CODE_DEPLOY, { Deployer: { AssumeRolePolicyDocument: trust('codedeploy.eu-west-1.amazonaws.com') } })).toEqual([]);
  expect(find(CODE_DEPLOY, { Deployer: { AssumeRolePolicyDocument: trust('codebuild.amazonaws.com') } })).toEqual([expect.stringMatching(/^error role-trust/)]);
});

const PIPE = {
  Type: 'AWS::Pipes::Pipe',
  Properties: {
    Source: 'arn:aws:sqs:eu-west-1:111122223333:jobs',
    Target: { 'Fn::GetAtt': ['Cluster', 'Arn'] },
    TargetParameters: {
      EcsTaskParameters: {
        TaskDefinitionArn: { Ref: 'Task' },
        LaunchType: 'FARGATE',
        NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'], SecurityGroups: ['sg-0a1b2c3d4e5f60718'] } },
      },
    },
    RoleArn: { 'Fn::GetAtt': ['PipeRole', 'Arn'] },
  },
};

test('a pipe starts tasks with a role that EventBridge Pipes assumes', () => {
  expect(find('a Fargate service', { Pipe: PIPE, PipeRole: role('pipes.amazonaws.com', { Policies: allow(['ecs:RunTask', 'iam:PassRole']) }) })).toEqual([]);
  expect(find('a Fargate service', { Pipe: PIPE, PipeRole: role('events.amazonaws.com', { Policies: allow(['sqs:*', 'iam:PassRole']) }) }))
    .toEqual([expect.stringMatching(/^error role-trust /), expect.stringMatching(/^error service-role-permissions .* does not allow ecs:RunTask/)]);
});

test('a pipe to another target is not checked', () => {
  const elsewhere = { ...PIPE, Properties: { ...PIPE.Properties, TargetParameters: { SqsQueueParameters: {} } } };
  expect(find('a Fargate service', { Pipe: elsewhere, PipeRole: role('events.amazonaws.com', {}) })).toEqual([]);
});

test('Express Mode has a load balancer with its role', () => {
  const express = (properties: object) => ({
    Express: {
      Type: 'AWS::ECS::ExpressGatewayService',
      Properties: {
        PrimaryContainer: { Image: 'public.ecr.aws/nginx/nginx:1.27' },
        ExecutionRoleArn: { 'Fn::GetAtt': ['ExecutionRole', 'Arn'] },
        InfrastructureRoleArn: { 'Fn::GetAtt': ['Infrastructure', 'Arn'] },
      },
    },
    Infrastructure: role('ecs.amazonaws.com', properties),
  });
  expect(find('a Fargate service', express({ ManagedPolicyArns: aws('service-role/AmazonECSInfrastructureRoleforExpressGatewayServices') }))).toEqual([]);
  expect(find('a Fargate service', express({ ManagedPolicyArns: aws('AmazonECSInfrastructureRolePolicyForLoadBalancers') }))).toEqual([
    expect.stringMatching(/^warning service-role-permissions .* does not allow elasticloadbalancing:CreateLoadBalancer/),
  ]);
});

/** The findings for roles. */
function find(scene: SceneName, change: Change): string[] {
  return validate([{ name: 'template', template: { Resources: applyChange(scene, change) } as RawTemplate }])
    .map(({ severity, rule, message }) => `${severity} ${rule.id} ${message}`).filter(text => /role|fault/.test(text)).sort();
}
