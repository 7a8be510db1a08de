import { EMPTY_PART, PARAMETER_ARN, PARAMETER_NAME, SECRET_ARN, SECRET_REFERENCE } from '../../../facts/secrets-format';
import { isSecretName, StoredValue } from '../../model/entities/stored-value';
import type { TaskDefinition } from '../../model/entities/task-definition';
import type { Node } from '../../model/evaluation/node';
import { defineRule } from '../rule';

const OTHER_ACCOUNT = 'arn:aws:ssm:eu-west-1:444455556666:parameter/app/key';

export default defineRule({
  title: 'ValueFrom is the ARN of a secret, or the name or ARN of a parameter',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'ECS accepts the name or ARN of an SSM parameter, or the ARN of a secret, optionally followed by :json-key:version-stage:version-id with all three colons. With any other value the task stops before its containers start.',
  fix: "Use `SecretSource.secretsManager(secret, { jsonKey: 'password' })`, `ecs.Secret.fromSecretsManager(secret, 'password')` or `ecs.Secret.fromSsmParameter(parameter)`, which write the reference (CloudFormation: end ValueFrom after the ARN, or add all three fields).",
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
    'a parameter name with an empty part': given('/app//key'),
    'a parameter ARN with two slashes': given('arn:aws:ssm:eu-west-1:111122223333:parameter//app/key'),
    'a parameter ARN with an empty part': given('arn:aws:ssm:eu-west-1:111122223333:parameter/app//key'),
    'a version stage and a version id': given('arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf::AWSCURRENT:9d4cb84b-ad69-40c0-a0ab-cead36b967e8'),
    'a dynamic reference': given('{{resolve:secretsmanager:db:SecretString:password}}'),
    'a secret with two of the three fields': {
      ...given({ 'Fn::Join': ['', [{ Ref: 'Password' }, ':password:']] }),
      Password: { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: { SecretStringTemplate: '{}', GenerateStringKey: 'password' } } },
    },
    'the ARN of a secret inside an ARN': {
      ...given({ 'Fn::Sub': 'arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:${Password}' }),
      Password: { Type: 'AWS::SecretsManager::Secret', Properties: {} },
    },
    'a JSON key of a database secret without the last colons': {
      ...given({ 'Fn::Sub': '${Database.MasterUserSecret.SecretArn}:password' }),
      Database: { Type: 'AWS::RDS::DBInstance', Properties: { ManageMasterUserPassword: true } },
    },
    'an ARN that mixes secret and parameter': given('arn:aws:secretsmanager:eu-west-1:111122223333:parameter/app/key'),
    'a secret by name': {
      ...given('db'),
      Password: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'db', GenerateSecretString: {} } },
    },
    'a parameter in another account': { scene: 'a Fargate service in a known Region', change: given(OTHER_ACCOUNT) },
  },
  good: {
    'a parameter by name': given('/app/key'),
    'a parameter by ARN': given({ 'Fn::Sub': 'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/app/key' }),
    'a JSON key of a secret': given('arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf:password::'),
    'a parameter with the name of a secret': {
      ...given('db'),
      Password: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'db' } },
      Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Name: 'db', Type: 'String', Value: { Ref: 'Value' } } },
    },
    'a reference from a parameter': given('{{resolve:ssm:/app/key-reference}}'),
    'a reference that is partly a parameter': given({ 'Fn::Sub': '${Secret}:password' }),
    'a secret whose name is a parameter': given({ 'Fn::Sub': 'arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:${SecretName}' }),
    'a parameter in the account of the stack': { scene: 'a Fargate service in a known Region', change: given('arn:aws:ssm:eu-west-1:111122223333:parameter/app/key') },
    'a parameter in the account of the deployment': {
      scene: 'a Fargate service in a known Region', change: given({ 'Fn::Sub': 'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/app/key' }),
    },
    'a parameter in a known account, for a stack without an account': given(OTHER_ACCOUNT),
  },
});

type Problem = readonly [text: string, isDoubtful?: boolean];

/** CloudFormation replaces a dynamic reference with the value, where ECS needs the name. */
function problemOfResolved({ resolvedBy }: Node): Problem | undefined {
  return resolvedBy.includes('secretsmanager') ? ['is a dynamic reference, which CloudFormation replaces with the secret value; use the ARN of the secret', true] : undefined;
}

function problemOf(value: StoredValue, place: Node, task: TaskDefinition): Problem | undefined {
  const { text, form, store, reference } = value;
  if (text === undefined) { return undefined; }
  switch (form === 'name' ? form : store) {
    case 'name':
      if (!PARAMETER_NAME.test(text)) { return [`has ValueFrom "${reference}", which is neither an ARN nor the name of a parameter`]; }
      return place.asText.satisfies(name => isSecretName(name, task.application))
        ? [`has ValueFrom "${reference}", the name of a secret, but ECS looks up names in Parameter Store; use the ARN of the secret`]
        : undefined;
    case 'ssm': return PARAMETER_ARN.test(text)
      ? ofAnotherAccount(value, place)
      : [`has ValueFrom ${reference}; the ARN of a parameter ends with parameter/ and its name, with single slashes`, !EMPTY_PART.test(text)];
    case 'secretsmanager': return problemOfSecret(value);
    default: return [`has ValueFrom ${reference}, which is neither a secret nor a parameter`, true];
  }
}

function problemOfSecret({ text = '', reference, fieldsBehind, versionedBy }: StoredValue): Problem | undefined {
  if (SECRET_ARN.test(text)) { return undefined; }
  if (SECRET_REFERENCE.test(text)) { return versionedBy.length > 1 ? ['has both a version stage and a version id; remove one of them', true] : undefined; }
  return fieldsBehind.length > 0
    ? [`has ${fieldsBehind.length} ${fieldsBehind.length === 1 ? 'field' : 'fields'} after the ARN of the secret; use three (json-key:version-stage:version-id) or none`]
    : [`has ValueFrom ${reference}, which is not the ARN of a secret`];
}

function ofAnotherAccount({ account: owner = '' }: StoredValue, { resource }: Node): Problem | undefined {
  const { account } = resource.template.source;
  return account !== undefined && owner !== account
    ? [`has a parameter in account ${owner}, but ECS reads only parameters in the account of the task, ${account}`]
    : undefined;
}

function given(valueFrom: unknown) {
  return { Task: { ExecutionRoleArn: 'arn:aws:iam::111122223333:role/execution', ContainerDefinitions: { 0: { Secrets: [{ Name: 'PASSWORD', ValueFrom: valueFrom }] } } } };
}
