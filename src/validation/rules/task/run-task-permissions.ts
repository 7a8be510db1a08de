import { arnOf } from '../../model/iam/arn';
import { Phrase } from '../../model/phrase';
import type { Role } from '../../model/role';
import { taskStarters } from '../../model/task-starter';
import { defineRule } from '../rule';

const policy = (...actions: readonly string[]) => [{
  PolicyName: 'start', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] },
}];

export default defineRule({
  title: 'What starts a task may hand it its roles',
  severity: 'warning',
  outcome: 'cannot-start',
  why: 'A schedule, state machine or deployment that may not pass the roles of a task on, or make the calls around it, fails each time; of schedules nobody is told.',
  fix: 'Allow the role iam:PassRole on the execution role and the task role, and the other actions named above.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html',

  subject: 'application',
  *check(application) {
    for (const { role, place, label, handedOn, alsoCalls } of taskStarters(application)) {
      const kept = handedOn.filter(each => role.may('iam:PassRole', arnOf(each.resource)) === 'no');
      const missing = [...kept.length === 0 ? [] : [`iam:PassRole on ${names(kept)}`], ...role.lacks(alsoCalls, Phrase.ANY)];
      if (missing.length > 0) { yield { location: place.location, message: `${label} starts tasks with ${role.label}, which is not allowed ${missing.join(', ')}` }; }
    }
  },

  scene: 'a scheduled Fargate task',
  bad: {
    'starting alone': { StartRole: { Policies: policy('ecs:RunTask') } },
    'tags that nobody may give': { Rule: { Targets: { 0: { EcsParameters: { PropagateTags: 'TASK_DEFINITION' } } } } },
    'waiting without a rule': {
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
    'any role': { StartRole: { Policies: policy('ecs:RunTask', 'iam:PassRole') } },
    'the policy of AWS': { StartRole: { Policies: undefined, ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceEventsRole'] } },
  },
});

function names(roles: readonly Role[]): string { return roles.map(({ label }) => label).join(' and '); }
