import { arnOf } from '../../model/iam/arn';
import { Phrase } from '../../model/phrase';
import type { Role } from '../../model/role';
import { taskStarters } from '../../model/task-starter';
import { defineRule } from '../rule';

const policy = (...actions: readonly string[]) => [{
  PolicyName: 'start', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] },
}];

export default defineRule({
  title: 'The role that starts tasks may pass their roles and make the other calls',
  severity: 'warning',
  outcome: 'cannot-start',
  why: 'Without iam:PassRole for the roles of the task, or a call that goes with it, each start fails. A schedule fails without any error in the stack.',
  fix: 'Use targets.EcsTask or tasks.EcsRunTask, which grant the permissions, or call taskDefinition.grantRun(role); in CloudFormation, allow iam:PassRole on the execution role and task role, and the actions in the message.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html',

  subject: 'application',
  *check(application) {
    for (const { role, place, label, handedOn, alsoCalls } of taskStarters(application)) {
      const kept = handedOn.filter(each => role.may('iam:PassRole', arnOf(each.resource)) === 'no');
      const missing = [...kept.length === 0 ? [] : [`iam:PassRole on ${names(kept)}`], ...role.lacks(alsoCalls, Phrase.ANY)];
      if (missing.length > 0) { yield { location: place.location, related: [role.resource.at('')], message: `${role.label}, with which ${label} starts tasks, does not allow ${missing.join(', ')}; call taskDefinition.grantRun(role), or add the actions` }; }
    }
  },

  scene: 'a scheduled Fargate task',
  bad: {
    'tags of a state machine without ecs:TagResource': {
      scene: 'a Fargate task of a state machine', change: { Machine: { Definition: { States: { Run: { Parameters: { Tags: [{ Key: 'team', Value: 'web' }] } } } } } },
    },
    'propagated tags of a state machine without ecs:TagResource': {
      scene: 'a Fargate task of a state machine', change: { Machine: { Definition: { States: { Run: { Parameters: { PropagateTags: 'TASK_DEFINITION' } } } } } },
    },
    'permission for RunTask only': { StartRole: { Policies: policy('ecs:RunTask') } },
    'tags without ecs:TagResource': { Rule: { Targets: { 0: { EcsParameters: { PropagateTags: 'TASK_DEFINITION' } } } } },
    'a state machine that waits for the task, without permission for the rule': {
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          RoleArn: { 'Fn::GetAtt': ['MachineRole', 'Arn'] },
          DefinitionString: { 'Fn::Sub': '{"StartAt":"Run","States":{"Run":{"Type":"Task","End":true,"Resource":"arn:${AWS::Partition}:states:::ecs:runTask.sync"}}}' },
        },
      },
      MachineRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'states.amazonaws.com' } }] },
          Policies: policy('ecs:*', 'iam:PassRole'),
        },
      },
    },
  },
  good: {
    'tags that the input of a state machine may set': {
      scene: 'a Fargate task of a state machine', change: { Machine: { Definition: { States: { Run: { Parameters: { 'Tags.$': '$.tags' } } } } } },
    },
    'iam:PassRole on every role': { StartRole: { Policies: policy('ecs:RunTask', 'iam:PassRole') } },
    'the AWS managed policy': { StartRole: { Policies: undefined, ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceEventsRole'] } },
  },
});

function names(roles: readonly Role[]): string { return roles.map(({ label }) => label).join(' and '); }
