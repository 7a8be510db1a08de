import { READ_ACTIONS } from '../../../facts/iam-needs';
import type { Role } from '../../model/role';
import { usedRoles } from '../../model/role-use';
import { StoredValue } from '../../model/stored-value';
import { Violation, defineRule } from '../rule';

const ACTION = READ_ACTIONS.secretsmanager;

const policy = (Resource: unknown) => [{
  PolicyName: 'inline',
  PolicyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource }, { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }],
  },
}];

export default defineRule({
  title: 'A policy names a secret without JSON key and version',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'A task definition may name a part of a secret, but it is the whole secret that is fetched: a policy with the part behind the ARN covers nothing.',
  fix: 'Cut the resource of the statement after the secret\'s name.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html',

  subject: 'application',
  *check(application) {
    const used = usedRoles(application).filter(({ user }) => user.type === 'AWS::ECS::TaskDefinition');
    const execution = new Set(used.filter(({ place }) => place.location.path.endsWith('ExecutionRoleArn')).map(({ role }) => role));
    for (const role of new Set(used.map(each => each.role))) {
      // what the containers read for themselves is not needed to start them
      for (const violation of violationsOf(role)) { yield execution.has(role) ? violation : { ...violation, severity: 'warning' }; }
    }
  },

  scene: 'a Fargate service that is given a secret',
  bad: {
    'the reference of the task definition': { ExecutionRole: { Policies: policy({ 'Fn::Join': ['', [{ Ref: 'Secret' }, ':password::']] }) } },
    'an ARN with a key, for what runs inside': {
      Task: { TaskRoleArn: { 'Fn::GetAtt': ['TaskRole', 'Arn'] } },
      TaskRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } }] },
          Policies: policy('arn:aws:secretsmanager:eu-west-1:111122223333:secret:mail-AbCdEf:user::'),
        },
      },
    },
  },
  good: {
    'the secret': { ExecutionRole: { Policies: policy({ Ref: 'Secret' }) } },
    'every secret under a prefix': {
      ExecutionRole: { Policies: policy([{ Ref: 'Secret' }, 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:mail/*']) },
    },
  },
});

function* violationsOf(role: Role): Generator<Violation> {
  for (const statement of role.permissions.written) {
    if (statement.effect !== 'Allow' || statement.coversAction(ACTION) !== 'yes') { continue; }
    for (const place of statement.resources) {
      const pattern = place.asPhrase;
      const value = pattern && StoredValue.of(pattern, place.resource.template);
      if (value?.jsonKey === undefined || role.may(ACTION, value.arn) !== 'no') { continue; }
      const secret = value.resource?.logicalId ?? 'a secret';
      yield { location: place.location, message: `${role.label} is allowed ${ACTION} on ${secret} with ":${value.jsonKey}" behind its ARN, which no secret has` };
    }
  }
}
