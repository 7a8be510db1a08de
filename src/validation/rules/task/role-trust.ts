import { usedRoles } from '../../model/role-use';
import { defineRule } from '../rule';

const TRUST = (service: unknown) => ({
  Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }],
});

export default defineRule({
  title: 'A role trusts the service that it is given to',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'The service cannot assume the role, so what it should do with it never happens: tasks do not start, deployments do not go on.',
  fix: 'Let the role\'s AssumeRolePolicyDocument allow sts:AssumeRole to the service named above, or give it a role that does.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-ecs-iam-role-overview.html',

  subject: 'application',
  *check(application) {
    for (const { use, role, user, place } of usedRoles(application)) {
      if (role.trust.admits(use.principal) !== 'no') { continue; }
      yield {
        location: place.location,
        message: `${role.label} is ${use.as} of ${user.logicalId}, but it trusts ${role.trust.services.join(' and ') || 'no service'} and not ${use.principal}`,
        ...use.isDoubtful ? { severity: 'warning' } : {},
      };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'an execution role for the service itself': { ExecutionRole: { AssumeRolePolicyDocument: TRUST('ecs.amazonaws.com') } },
    'a task role for instances': {
      Task: { TaskRoleArn: { 'Fn::GetAtt': ['TaskRole', 'Arn'] } },
      TaskRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TRUST('ec2.amazonaws.com') } },
    },
  },
  good: {
    'a role for tasks': { ExecutionRole: { AssumeRolePolicyDocument: TRUST('ecs-tasks.amazonaws.com') } },
    'a service that a parameter decides': { ExecutionRole: { AssumeRolePolicyDocument: TRUST({ Ref: 'AParameter' }) } },
  },
});
