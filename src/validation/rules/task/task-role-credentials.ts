import { CREDENTIAL_VARIABLES, OTHER_ENDPOINT } from '../../../facts/credential-variables';
import type { Container } from '../../model/entities/container';
import type { Node } from '../../model/evaluation/node';
import type { Value } from '../../model/evaluation/value';
import { defineRule } from '../rule';

const KEY = 'arn:aws:ssm:eu-west-1:111122223333:parameter/key';
const KEYS = [{ Name: 'AWS_ACCESS_KEY_ID', ValueFrom: KEY }, { Name: 'AWS_SECRET_ACCESS_KEY', ValueFrom: KEY }];
const given = (container: object, task: object = { TaskRoleArn: 'arn:aws:iam::111122223333:role/app' }) => ({ Task: { ...task, ContainerDefinitions: { 0: container } } });

export default defineRule({
  title: 'Containers with a task role set no other AWS credentials',
  severity: 'warning',
  outcome: 'ignored',
  why: 'The AWS SDKs and the CLI read credentials from environment variables before those of the task role. Calls then have other permissions than the task role, or fail, and keys do not expire.',
  fix: 'Remove the variables from `environment` and `secrets`, and grant the permissions to the task role. In CloudFormation: Environment, Secrets and TaskRoleArn.',
  docs: 'https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html',

  subject: 'taskDefinition',
  *check({ node, containers }) {
    if (!node.get('TaskRoleArn').isSure) { return; }
    for (const container of containers) {
      const variables = variablesOf(container);
      const has = (name: string) => variables.find(variable => variable.name.is(name));
      if (variables.some(({ name }) => name.possible.some(text => OTHER_ENDPOINT.test(text)))) { continue; }
      for (const { name, effect, cure, with: other } of CREDENTIAL_VARIABLES) {
        const found = has(name);
        if (found && (other === undefined || has(other))) { yield { location: found.place.location, message: `${name} of ${container.label} ${effect}; ${cure}` }; }
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'keys from Parameter Store': given({ Secrets: KEYS }),
    'keys in variables': given({ Environment: [{ Name: 'AWS_ACCESS_KEY_ID', Value: { Ref: 'Id' } }, { Name: 'AWS_SECRET_ACCESS_KEY', Value: { Ref: 'Key' } }] }),
    'the path of credentials': given({ Environment: [{ Name: 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', Value: '/v2/credentials/0a1b2c3d' }] }),
  },
  good: {
    'no task role': given({ Secrets: KEYS }, {}),
    'a task role under a condition': given({ Secrets: KEYS }, { TaskRoleArn: { 'Fn::If': ['HasRole', 'arn:aws:iam::111122223333:role/app', { Ref: 'AWS::NoValue' }] } }),
    'an id without a key': given({ Secrets: [KEYS[0]] }),
    'keys of another endpoint': given({ Secrets: KEYS, Environment: [{ Name: 'AWS_ENDPOINT_URL_S3', Value: 'https://minio.internal' }] }),
    'empty keys': given({ Environment: [{ Name: 'AWS_ACCESS_KEY_ID', Value: '' }, { Name: 'AWS_SECRET_ACCESS_KEY', Value: '' }] }),
    'keys of a store with the API of S3': given({ Secrets: KEYS, Environment: [{ Name: 'S3_ENDPOINT', Value: 'https://minio.internal' }] }),
    'a variable from a parameter': given({ Environment: [{ Name: { Ref: 'Name' }, Value: 'x' }] }),
  },
});

interface Variable {
  readonly name: Value<string>;
  readonly place: Node;
}

function variablesOf({ environment, secrets }: Container): readonly Variable[] {
  return [
    // the SDKs ignore an empty variable
    ...environment.sure.flatMap(place => place.text('Value').is('') ? [] : [{ name: place.text('Name'), place }]),
    ...secrets.map(({ node: place, name }) => ({ name, place })),
  ];
}
