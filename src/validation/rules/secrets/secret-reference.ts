import { PARAMETER_ARN, PARAMETER_NAME, SECRET_ARN, SECRET_REFERENCE } from '../../../facts/secrets-format';
import type { Node } from '../../model/node';
import { isSecretName, StoredValue } from '../../model/stored-value';
import type { TaskDefinition } from '../../model/task-definition';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A secret is referred to in a form that ECS can follow',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'ECS takes the name or ARN of a parameter, or the ARN of a secret, alone or followed by :json-key:version-stage:version-id with all three colons; anything else is looked up in vain.',
  fix: 'Write the ARN of the secret, all three fields behind it or none, or the name of the parameter.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const container of task.containers) {
      for (const { node, name, usedAs, value } of [...container.secrets, ...container.logSecrets]) {
        const place = node.get('ValueFrom');
        const [problem, isDoubtful] = (value ? problemOf(value, place, task) : problemOfResolved(place)) ?? [];
        if (!problem) { continue; }
        yield {
          location: node.at('ValueFrom'),
          message: `${usedAs} ${name.known ?? 'of unknown name'} of ${container.label} ${problem}`,
          ...isDoubtful ? { severity: 'warning' } : {},
        };
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a JSON key without the last colons': given('arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf:password'),
    'a name with a JSON key': given('db:password::'),
    'an ARN of another service': given('arn:aws:s3:::bucket/key'),
    'a parameter by a name with nothing between two slashes': given('/app//key'),
    'a parameter under two slashes': given('arn:aws:ssm:eu-west-1:111122223333:parameter//app/key'),
    'a stage and a version': given('arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf::AWSCURRENT:9d4cb84b-ad69-40c0-a0ab-cead36b967e8'),
    'a dynamic reference': given('{{resolve:secretsmanager:db:SecretString:password}}'),
    'a secret of the app with half a suffix': {
      ...given({ 'Fn::Join': ['', [{ Ref: 'Password' }, ':password:']] }),
      Password: { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: { SecretStringTemplate: '{}', GenerateStringKey: 'password' } } },
    },
    'the ARN of a secret of the app inside an ARN': {
      ...given({ 'Fn::Sub': 'arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:${Password}' }),
      Password: { Type: 'AWS::SecretsManager::Secret', Properties: {} },
    },
    'a member of the secret of a database without the last colons': {
      ...given({ 'Fn::Sub': '${Database.MasterUserSecret.SecretArn}:password' }),
      Database: { Type: 'AWS::RDS::DBInstance', Properties: { ManageMasterUserPassword: true } },
    },
    'a parameter of another service': given('arn:aws:secretsmanager:eu-west-1:111122223333:parameter/app/key'),
    'a secret of the app by its name': {
      ...given('db'),
      Password: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'db', GenerateSecretString: {} } },
    },
  },
  good: {
    'a parameter by name': given('/app/key'),
    'a parameter by ARN': given({ 'Fn::Sub': 'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/app/key' }),
    'a member of a secret': given('arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf:password::'),
    'a secret by its name, which a parameter has too': {
      ...given('db'),
      Password: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'db' } },
      Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Name: 'db', Type: 'String', Value: { Ref: 'Value' } } },
    },
    'a reference that is kept in a parameter': given('{{resolve:ssm:/app/key-reference}}'),
    'something that is known at deployment': given({ 'Fn::Sub': '${Secret}:password' }),
  },
});

type Problem = readonly [text: string, isDoubtful?: boolean];

/** What CloudFormation writes out is the value itself, where its name belongs. */
function problemOfResolved({ resolvedBy }: Node): Problem | undefined {
  return resolvedBy.includes('secretsmanager') ? ['is a value that CloudFormation takes out of Secrets Manager, and not a reference to one', true] : undefined;
}

function problemOf(value: StoredValue, place: Node, task: TaskDefinition): Problem | undefined {
  const { text, form, store, reference } = value;
  if (text === undefined) { return undefined; }
  switch (form === 'name' ? form : store) {
    case 'name':
      if (!PARAMETER_NAME.test(text)) { return [`is taken from "${reference}", which is neither an ARN nor the name of a parameter`]; }
      return place.asText.satisfies(name => isSecretName(name, task.application))
        ? [`is taken from "${reference}", the name of a secret; ECS looks names up in Parameter Store`]
        : undefined;
    case 'ssm': return PARAMETER_ARN.test(text) ? ofAnotherAccount(value, place) : [`is taken from ${reference}; behind parameter stand the parts of the name, each after one slash`, true];
    case 'secretsmanager': return problemOfSecret(value);
    default: return [`is taken from ${reference}, which is neither a secret nor a parameter`, true];
  }
}

function problemOfSecret({ text = '', reference, fieldsBehind, versionedBy }: StoredValue): Problem | undefined {
  if (SECRET_ARN.test(text)) { return undefined; }
  if (SECRET_REFERENCE.test(text)) { return versionedBy.length > 1 ? ['has a version stage and a version id, of which one is possible', true] : undefined; }
  return fieldsBehind.length > 0
    ? [`has ${fieldsBehind.length} ${fieldsBehind.length === 1 ? 'field' : 'fields'} behind the ARN of the secret; it takes three (json-key:version-stage:version-id) or none`]
    : [`is taken from ${reference}, which is not the ARN of a secret`];
}

function ofAnotherAccount({ account: owner = '' }: StoredValue, { resource }: Node): Problem | undefined {
  const { account } = resource.template.source;
  return account !== undefined && /^\d{12}$/.test(owner) && owner !== account
    ? [`is a parameter of account ${owner}, but ECS reads those of the task's own account ${account} alone`]
    : undefined;
}

function given(valueFrom: unknown) {
  return { Task: { ExecutionRoleArn: 'arn:aws:iam::111122223333:role/execution', ContainerDefinitions: { 0: { Secrets: [{ Name: 'PASSWORD', ValueFrom: valueFrom }] } } } };
}
