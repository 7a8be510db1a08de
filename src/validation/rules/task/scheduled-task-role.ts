import { defineRule } from '../rule';

export default defineRule({
  title: 'A rule that starts tasks names the role that it starts them with',
  severity: 'error',
  outcome: 'refused',
  why: 'EventBridge calls ECS with a role of the account; it refuses a target that runs a task without one.',
  fix: 'Set RoleArn to a role that events.amazonaws.com may assume and that allows ecs:RunTask and iam:PassRole.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html',

  subject: 'application',
  *check(application) {
    for (const { logicalId, properties } of application.ofType('AWS::Events::Rule')) {
      for (const target of properties.list('Targets')) {
        const id = target.text('Id');
        if (target.get('EcsParameters').isFilled && target.get('RoleArn').isAbsent && id.isKnown) {
          yield { location: target.at('RoleArn'), message: `target "${id}" of ${logicalId} starts a task and names no role for it` };
        }
      }
    }
  },

  scene: 'a scheduled Fargate task',
  bad: { 'no role': { Rule: { Targets: { 0: { RoleArn: undefined } } } } },
  good: { 'a role of the account': { Rule: { Targets: { 0: { RoleArn: 'arn:aws:iam::111122223333:role/ecsEventsRole' } } } } },
});
