import { ENVIRONMENT_FILE } from '../../../facts/environment-files';
import type { Container } from '../../model/container';
import { isNoObjectArn } from '../../model/fetched-file';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'An environment file is an object of S3 that ends in .env',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS takes the ARN of an object, no URL, and reads a file of variables by its ending alone.',
  fix: 'Set Type to s3 and Value to arn:aws:s3:::bucket/file.env.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const container of task.containers) { yield* problemsOf(container); }
  },

  scene: 'a Fargate service',
  bad: {
    'a URL': given('s3://bucket/app.env'),
    'a URL that is put together': given({ 'Fn::Sub': 's3://${Prefix}-config/app.env' }),
    'the name of a bucket of the app': {
      ...given({ 'Fn::Sub': '${Bucket}/app.env' }), Bucket: { Type: 'AWS::S3::Bucket', Properties: {} },
    },
    'another ending': given('arn:aws:s3:::bucket/app.txt'),
    'another ending behind a bucket of the app': given({ 'Fn::Join': ['', ['arn:aws:s3:::', { 'Fn::ImportValue': 'Bucket' }, '/app.txt']] }),
  },
  good: {
    'an object': given('arn:aws:s3:::bucket/app.env'),
    'a file that is known at deployment': given({ Ref: 'File' }),
  },
});

function* problemsOf({ node, label }: Container): Iterable<Violation> {
  for (const file of node.list('EnvironmentFiles')) {
    const type = file.text('Type');
    if (type.differs(ENVIRONMENT_FILE.type)) {
      yield { location: file.at('Type'), message: `${label} has an environment file of type ${type}; it must be ${ENVIRONMENT_FILE.type}`, severity: 'warning' };
    }
    const value = file.phrase('Value');
    if (!value || value.literal === '') { continue; }
    const ending = value.tail.split('/').at(-1);
    if (isNoObjectArn(value)) {
      yield { location: file.at('Value'), message: `${label} has the environment file ${value}; it must be the ARN of an S3 object` };
    } else if (ending !== '' && !ending?.endsWith(ENVIRONMENT_FILE.ending)) {
      yield { location: file.at('Value'), message: `${label} has an environment file ending in ${ending}; it must end in ${ENVIRONMENT_FILE.ending}`, severity: 'warning' };
    }
  }
}

function given(value: unknown) {
  return {
    Task: { ExecutionRoleArn: 'arn:aws:iam::111122223333:role/execution', ContainerDefinitions: { 0: { EnvironmentFiles: [{ Type: 's3', Value: value }] } } },
  };
}
