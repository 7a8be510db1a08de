import { SECRET_ARN, SECRET_NAME } from '../../../facts/secrets-format';
import type { Container } from '../../model/entities/container';
import { StoredValue } from '../../model/entities/stored-value';
import { ecrImage } from '../../model/queries/ecr-image';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'Registry credentials are a Secrets Manager secret without a JSON key, and not for ECR',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'ECS passes CredentialsParameter unchanged to Secrets Manager, which finds no secret for an SSM parameter, a JSON key or a version. The task stops before it pulls the image. For ECR images ECS uses the execution role instead.',
  fix: 'Use `ecs.ContainerImage.fromRegistry(image, { credentials: secret })` with a secret that contains username and password (CloudFormation: CredentialsParameter is the ARN or name of the secret).',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/private-auth.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const container of task.containers) { yield* problemsOf(container); }
  },

  scene: 'a Fargate service',
  bad: {
    'a JSON key of a secret': credentials('arn:aws:secretsmanager:eu-west-1:111122223333:secret:registry-AbCdEf:user::'),
    'an SSM parameter by ARN': credentials('arn:aws:ssm:eu-west-1:111122223333:parameter/registry'),
    'an SSM parameter': {
      ...credentials({ Ref: 'Registry' }),
      Registry: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'blue' } },
    },
    'an image in a repository of the app': {
      ...credentials('prod/registry', { 'Fn::Sub': '${Repository.RepositoryUri}:1' }),
      Repository: { Type: 'AWS::ECR::Repository', Condition: 'Own', Properties: {} },
    },
    'an ECR image': credentials('arn:aws:secretsmanager:eu-west-1:111122223333:secret:registry-AbCdEf', '111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1'),
  },
  good: {
    'a secret': credentials('arn:aws:secretsmanager:eu-west-1:111122223333:secret:registry-AbCdEf'),
    'a secret by name': credentials('prod/registry'),
    'a secret whose ARN is known at deployment': credentials({ 'Fn::If': ['Production', 'prod/registry', { Ref: 'Registry' }] }),
    'an image that is known at deployment': credentials('prod/registry', { 'Fn::If': ['Production', 'registry.example.com/web:1', { Ref: 'Image' }] }),
    'an ECR image, and credentials under a condition': credentials(
      { 'Fn::If': ['Own', 'prod/registry', { Ref: 'AWS::NoValue' }] }, '111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1',
    ),
  },
});

function* problemsOf({ node, label }: Container): Iterable<Violation> {
  const place = node.get('RepositoryCredentials').get('CredentialsParameter');
  const reference = place.asPartialString;
  const { text, form, store } = reference && StoredValue.of(reference, node.resource.template, 'secretsmanager') || {};
  const isWhole = store === 'secretsmanager' && (form === 'ARN' ? SECRET_ARN : SECRET_NAME).test(text ?? '');
  if (text && !isWhole) {
    yield { location: place.location, message: `the registry credentials of ${label} are ${reference}; ECS needs the ARN or name of a secret, without a JSON key` };
  }
  const image = node.partialString('Image');
  if (place.isGiven && image && ecrImage(image)) {
    yield { location: place.location, message: `${label} has registry credentials, which ECS does not use for its ECR image; remove them`, severity: 'warning' };
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
