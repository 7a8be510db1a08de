import { PARAMETER_ARN, PARAMETER_NAME } from '../../../facts/secrets-format';
import type { SecretReference } from '../../model/container';
import type { SecretForm } from '../../model/secret-form';
import type { TaskDefinition } from '../../model/task-definition';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A secret is referred to in a form that ECS can follow',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'ECS takes the name or ARN of a parameter, or the ARN of a secret, alone or followed by :json-key:version-stage:version-id with all three colons; anything else is looked up in vain.',
  fix: 'Write the ARN of the secret, all three fields behind it or none, or the name of the parameter.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html',

  on: 'taskDefinition',
  *check(task) {
    for (const container of task.containers) {
      for (const secret of [...container.secrets, ...container.logSecrets]) {
        const { form } = secret;
        if (!form) { continue; }
        const [problem, isDoubtful] = problemOf(form) ?? unreachable(form, secret, task) ?? [];
        if (problem) {
          yield {
            location: secret.node.at('ValueFrom'),
            message: `${secret.usedAs} ${secret.name.known ?? 'of unknown name'} of ${container.label} ${problem}`,
            ...isDoubtful ? { severity: 'warning' } : {},
          };
        }
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a JSON key without the last colons': given('arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf:password'),
    'a name with a JSON key': given('db:password::'),
    'an ARN of another service': given('arn:aws:s3:::bucket/key'),
    'a parameter under two slashes': given('arn:aws:ssm:eu-west-1:111122223333:parameter//app/key'),
    'a stage and a version': given('arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf::AWSCURRENT:9d4cb84b-ad69-40c0-a0ab-cead36b967e8'),
    'a secret of the app with half a suffix': {
      ...given({ 'Fn::Join': ['', [{ Ref: 'Password' }, ':password:']] }),
      Password: { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: { SecretStringTemplate: '{}', GenerateStringKey: 'password' } } },
    },
    'a secret of the app by its name': {
      ...given('db'),
      Password: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'db', GenerateSecretString: {} } },
    },
  },
  good: {
    'a parameter by name': given('/app/key'),
    'a parameter by ARN': given({ 'Fn::Sub': 'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/app/key' }),
    'a member of a secret': given('arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf:password::'),
    'something that is known at deployment': given({ 'Fn::Sub': '${Secret}:password' }),
  },
});

type Problem = readonly [text: string, isDoubtful?: boolean];

function problemOf({ kind, text, fields, versionStage, versionId }: SecretForm): Problem | undefined {
  switch (kind) {
    case 'name':
      return PARAMETER_NAME.test(text) ? undefined : [`is taken from "${text}", which is neither an ARN nor the name of a parameter`];
    case 'parameter ARN':
      return PARAMETER_ARN.test(text) ? undefined : [`is taken from ${text}; behind parameter stands one slash and the name`, true];
    case 'other ARN':
      return [`is taken from ${text}, which is neither a secret nor a parameter`, true];
    case 'secret ARN':
      if (fields.length !== 7 && fields.length !== 10) {
        return [`has ${fields.slice(7).length} fields behind the ARN of the secret; it takes three (json-key:version-stage:version-id) or none`];
      }
      return versionStage !== '' && versionId !== '' ? ['has a version stage and a version id, of which one is possible', true] : undefined;
  }
}

/** A parameter of another account, and a secret where a parameter is looked for. */
function unreachable({ kind, text, fields }: SecretForm, { node }: SecretReference, task: TaskDefinition): Problem | undefined {
  const { account } = node.resource.template.source;
  if (kind === 'parameter ARN' && account !== undefined && /^\d{12}$/.test(fields[4]) && fields[4] !== account) {
    return [`is a parameter of account ${fields[4]}, but ECS reads those of the task's own account ${account} alone`];
  }
  return kind === 'name' && node.text('ValueFrom').isKnown && task.isSecretName(text)
    ? [`is taken from "${text}", the name of a secret; ECS looks names up in Parameter Store`]
    : undefined;
}

function given(valueFrom: unknown) {
  return { Task: { ExecutionRoleArn: 'arn:aws:iam::111122223333:role/execution', ContainerDefinitions: { 0: { Secrets: [{ Name: 'PASSWORD', ValueFrom: valueFrom }] } } } };
}
