import type { Trust } from '../../model/iam/trust';
import { usedRoles } from '../../model/queries/role-use';
import { scheduledCall } from '../../scenes/extras';
import { defineRule } from '../rule';

const TRUST = (service: unknown) => ({
  Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }],
});

const DENY = { Effect: 'Deny', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } };

export default defineRule({
  title: 'A role trusts the service that assumes it',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'If the trust policy does not allow the service to assume the role, AWS rejects the resource, or tasks and deployments do not start.',
  fix: 'Create the role with assumedBy: new iam.ServicePrincipal() of the service in the message; in CloudFormation, allow that service sts:AssumeRole in AssumeRolePolicyDocument. Remove a Deny statement for that service.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-ecs-iam-role-overview.html',

  subject: 'application',
  *check(application) {
    for (const { use, role, user, place } of usedRoles(application)) {
      if (role.trust.admits(use.principal) !== 'no') { continue; }
      yield {
        location: place.location,
        related: [role.resource.at('AssumeRolePolicyDocument')],
        message: `${role.label}, ${use.as} of ${user.logicalId}, ${problemOf(role.trust, use.principal)}`,
        ...use.isDoubtful ? { severity: 'warning' } : {},
      };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a schedule that calls RunTask, with a role for rules': { scene: 'a scheduled Fargate task', change: { Schedule: scheduledCall({ 'Fn::GetAtt': ['StartRole', 'Arn'] }) } },
    'a state machine with a role for rules': {
      scene: 'a Fargate task in a state machine', change: { StartRole: { AssumeRolePolicyDocument: TRUST('events.amazonaws.com') } },
    },
    'an execution role that trusts ECS instead of its tasks': { ExecutionRole: { AssumeRolePolicyDocument: TRUST('ecs.amazonaws.com') } },
    'a task role that trusts EC2': {
      Task: { TaskRoleArn: { 'Fn::GetAtt': ['TaskRole', 'Arn'] } },
      TaskRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TRUST('ec2.amazonaws.com') } },
    },
    'an execution role that trusts an account only': {
      ExecutionRole: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '111122223333' } }] } },
    },
    'a Deny statement and an Allow statement for tasks': {
      ExecutionRole: { AssumeRolePolicyDocument: { Statement: [...TRUST('ecs-tasks.amazonaws.com').Statement, DENY] } },
    },
    'only a Deny statement': { ExecutionRole: { AssumeRolePolicyDocument: { Statement: [DENY] } } },
    'a lifecycle hook with a role for Lambda': {
      Service: {
        DeploymentConfiguration: {
          LifecycleHooks: [{
            HookTargetArn: 'arn:aws:lambda:eu-west-1:111122223333:function:check', RoleArn: { 'Fn::GetAtt': ['Hook', 'Arn'] }, LifecycleStages: ['POST_SCALE_UP'],
          }],
        },
      },
      Hook: {
        Type: 'AWS::IAM::Role',
        Properties: { AssumeRolePolicyDocument: TRUST('lambda.amazonaws.com'), ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/invoke'] },
      },
    },
  },
  good: {
    'the role of a state machine that starts no tasks': {
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: { RoleArn: { 'Fn::GetAtt': ['Other', 'Arn'] }, Definition: { StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 1, End: true } } } },
      },
      Other: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TRUST('lambda.amazonaws.com') } },
    },
    'a Deny statement with a condition': {
      ExecutionRole: {
        AssumeRolePolicyDocument: {
          Statement: [...TRUST('ecs-tasks.amazonaws.com').Statement, { ...DENY, Condition: { StringNotEquals: { 'aws:SourceAccount': '111122223333' } } }],
        },
      },
    },
    'a Deny statement for another service': {
      ExecutionRole: { AssumeRolePolicyDocument: { Statement: [...TRUST('ecs-tasks.amazonaws.com').Statement, { ...DENY, Principal: { Service: 'ec2.amazonaws.com' } }] } },
    },
    'a role that trusts tasks': { ExecutionRole: { AssumeRolePolicyDocument: TRUST('ecs-tasks.amazonaws.com') } },
    'a service from a parameter': { ExecutionRole: { AssumeRolePolicyDocument: TRUST({ Ref: 'AParameter' }) } },
  },
});

function problemOf(trust: Trust, principal: string): string {
  return trust.denies(principal)
    ? `denies ${principal} sts:AssumeRole; remove the Deny statement`
    : `trusts ${trust.services.join(' and ') || 'no service'}; it must trust ${principal}`;
}
