import { SECRET_ARN, SECRET_NAME } from '../../../facts/secrets-format';
import type { Container } from '../../model/container';
import { ecrImage } from '../../model/ecr-image';
import { StoredValue } from '../../model/stored-value';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'Registry credentials are a whole secret of Secrets Manager, for a registry that asks for them',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'ECS hands the text to Secrets Manager as it is: no parameter, no JSON key and no version can be found with it; for images of ECR it logs in by itself.',
  fix: 'Write the ARN or the name of a secret that holds username and password.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/private-auth.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const container of task.containers) { yield* problemsOf(container); }
  },

  scene: 'a Fargate service',
  bad: {
    'a member of a secret': credentials('arn:aws:secretsmanager:eu-west-1:111122223333:secret:registry-AbCdEf:user::'),
    'a parameter': credentials('arn:aws:ssm:eu-west-1:111122223333:parameter/registry'),
    'a parameter of the app': {
      ...credentials({ Ref: 'Registry' }),
      Registry: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'blue' } },
    },
    'an image in a repository that the app may make': {
      ...credentials('prod/registry', { 'Fn::Sub': '${Repository.RepositoryUri}:1' }),
      Repository: { Type: 'AWS::ECR::Repository', Condition: 'Own', Properties: {} },
    },
    'an image of ECR': credentials('arn:aws:secretsmanager:eu-west-1:111122223333:secret:registry-AbCdEf', '111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1'),
  },
  good: {
    'a secret': credentials('arn:aws:secretsmanager:eu-west-1:111122223333:secret:registry-AbCdEf'),
    'a secret by name': credentials('prod/registry'),
  },
});

function* problemsOf({ node, label }: Container): Iterable<Violation> {
  const place = node.get('RepositoryCredentials').get('CredentialsParameter');
  const reference = place.asPhrase;
  const { text, form, store } = reference && StoredValue.of(reference, node.resource.template, 'secretsmanager') || {};
  const isWhole = store === 'secretsmanager' && (form === 'ARN' ? SECRET_ARN : SECRET_NAME).test(text ?? '');
  if (text !== undefined && !isWhole) {
    yield { location: place.location, message: `the registry credentials of ${label} are ${reference}, which is no whole secret` };
  }
  const image = node.phrase('Image');
  if (place.isGiven && image && ecrImage(image)) {
    yield { location: place.location, message: `${label} has registry credentials, but its image is in ECR`, severity: 'warning' };
  }
}

function credentials(secret: unknown, image: unknown = 'registry.example.com/web:1') {
  return {
    Task: {
      ExecutionRoleArn: 'arn:aws:iam::111122223333:role/execution',
      ContainerDefinitions: { 0: { Image: image, RepositoryCredentials: { CredentialsParameter: secret } } },
    },
  };
}
