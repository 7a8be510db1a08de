import { defineRule } from '../rule';

export default defineRule({
  title: 'An EventBridge rule that runs a task has a role for the target',
  severity: 'error',
  outcome: 'refused',
  why: 'EventBridge calls ECS with the IAM role of the target, and rejects a target that runs a task without one.',
  fix: 'Use targets.EcsTask, which creates the role, or pass role to it; in CloudFormation, set RoleArn of the target to a role that events.amazonaws.com may assume and that allows ecs:RunTask and iam:PassRole.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html',

  subject: 'application',
  *check(application) {
    for (const { logicalId, properties } of application.ofType('AWS::Events::Rule')) {
      for (const target of properties.list('Targets')) {
        const id = target.text('Id').map(text => `target "${text}"`).known ?? 'a target';
        if (target.get('EcsParameters').isFilled && target.get('RoleArn').isAbsent) {
          yield { location: target.at('RoleArn'), message: `RoleArn of ${id} of ${logicalId} is not set, so EventBridge cannot run the task; set role` };
        }
      }
    }
  },

  scene: 'a scheduled Fargate task',
  bad: {
    'no role': { Rule: { Targets: { 0: { RoleArn: undefined } } } },
    'no role, with an ID from a parameter': { Rule: { Targets: { 0: { Id: { Ref: 'AParameter' }, RoleArn: undefined } } } },
  },
  good: {
    'an imported role': { Rule: { Targets: { 0: { RoleArn: 'arn:aws:iam::111122223333:role/ecsEventsRole' } } } },
    'a queue without a role': { Rule: { Targets: { 1: { Id: 'queue', Arn: 'arn:aws:sqs:eu-west-1:111122223333:runs' } } } },
  },
});
