import { READ_ACTIONS } from '../../../facts/iam-needs';
import type { Role } from '../../model/entities/role';
import { StoredValue } from '../../model/entities/stored-value';
import { usedRoles } from '../../model/queries/role-use';
import { rolesOfTasks } from '../../model/queries/task-roles';
import { Violation, defineRule } from '../rule';

const ACTION = READ_ACTIONS.secretsmanager;

const policy = (Resource: unknown, ...others: readonly object[]) => [{
  PolicyName: 'inline',
  PolicyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource }, { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }, ...others],
  },
}];

const OTHER = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:other-AbCdEf';
const MAIL_WITH_KEY = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:mail-AbCdEf:user::';
const WITH_KEY = { 'Fn::Join': ['', [{ Ref: 'Secret' }, ':password::']] };

export default defineRule({
  title: 'IAM policies name secrets without a JSON key or version',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'ECS reads the complete secret and then selects the JSON key. The ARN of a secret has no JSON key, so a policy for an ARN with one matches no secret, and each task stops with AccessDeniedException.',
  fix: 'Replace the statement with `secret.grantRead(role)` (CloudFormation: end the Resource after the name of the secret).',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html',

  subject: 'application',
  *check(application) {
    const starting = new Set(application.taskDefinitions.flatMap(task => rolesOfTasks(task, 'ExecutionRoleArn')).flatMap(({ role, isUsed }) => isUsed ? [role] : []));
    for (const role of new Set([...starting, ...usedRoles(application).map(used => used.role)])) {
      // tasks start even if a container cannot read a secret with the task role
      for (const violation of violationsOf(role)) { yield starting.has(role) ? violation : { ...violation, severity: 'warning' }; }
    }
  },

  scene: 'a Fargate service with a secret',
  bad: {
    'an ARN with a JSON key': { ExecutionRole: { Policies: policy(WITH_KEY) } },
    'an ARN with a JSON key that no task uses': { ExecutionRole: { Policies: policy(WITH_KEY) }, Service: undefined },
    'an ARN with a JSON key in the task role': taskRole(policy(MAIL_WITH_KEY)),
  },
  good: {
    'the ARN of the secret': { ExecutionRole: { Policies: policy({ Ref: 'Secret' }) } },
    'an ARN with a JSON key, and the ARN of the secret': { ExecutionRole: { Policies: policy([WITH_KEY, { Ref: 'Secret' }]) } },
    'a resource that a condition selects': { ExecutionRole: { Policies: policy([{ Ref: 'Secret' }, { 'Fn::If': ['Mail', { Ref: 'Mail' }, { Ref: 'AWS::NoValue' }] }]) } },
    'an ARN with a JSON key in a Deny statement': taskRole(policy(OTHER, { Effect: 'Deny', Action: 'secretsmanager:GetSecretValue', Resource: MAIL_WITH_KEY })),
    'an ARN with a JSON key for another action': taskRole(policy(OTHER, { Effect: 'Allow', Action: 'secretsmanager:DescribeSecret', Resource: MAIL_WITH_KEY })),
    'every secret with a prefix': {
      ExecutionRole: { Policies: policy([{ Ref: 'Secret' }, 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:mail/*']) },
    },
  },
});

function taskRole(Policies: readonly object[]) {
  return {
    Task: { TaskRoleArn: { 'Fn::GetAtt': ['TaskRole', 'Arn'] } },
    TaskRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } }] },
        Policies,
      },
    },
  };
}

function* violationsOf(role: Role): Generator<Violation> {
  for (const statement of role.permissions.written) {
    if (statement.effect !== 'Allow' || statement.coversAction(ACTION) !== 'yes') { continue; }
    for (const place of statement.resources) {
      const pattern = place.asPartialString;
      const value = pattern && StoredValue.of(pattern, place.resource.template);
      if (value?.jsonKey === undefined || role.may(ACTION, value.arn) !== 'no') { continue; }
      yield { location: place.location, message: `${role.label} is allowed ${ACTION} on ${pattern}, which matches no secret; remove the JSON key ${value.jsonKey}` };
    }
  }
}
