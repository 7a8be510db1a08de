import { ENVIRONMENT_FILE } from '../../../facts/environment-files';
import type { Container } from '../../model/entities/container';
import { isNoObjectArn } from '../../model/queries/fetched-file';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'Environment files are S3 objects with the extension .env',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS accepts the ARN of an S3 object, not a URL, and reads only files with the extension .env.',
  fix: "Use `ecs.EnvironmentFile.fromBucket(bucket, 'app.env')` in `environmentFiles` (CloudFormation: Type s3, Value arn:aws:s3:::bucket/app.env).",
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const container of task.containers) { yield* problemsOf(container); }
  },

  scene: 'a Fargate service',
  bad: {
    'a URL': given('s3://bucket/app.env'),
    'a URL with a parameter in it': given({ 'Fn::Sub': 's3://${Prefix}-config/app.env' }),
    'a bucket name': {
      ...given({ 'Fn::Sub': '${Bucket}/app.env' }), Bucket: { Type: 'AWS::S3::Bucket', Properties: {} },
    },
    'another extension': given('arn:aws:s3:::bucket/app.txt'),
    'another extension in an imported bucket': given({ 'Fn::Join': ['', ['arn:aws:s3:::', { 'Fn::ImportValue': 'Bucket' }, '/app.txt']] }),
    'another type': given('arn:aws:s3:::bucket/app.env', 'file'),
  },
  good: {
    'an S3 object': given('arn:aws:s3:::bucket/app.env'),
    'a file from a parameter': given({ Ref: 'File' }),
    'a file in S3 whose key is a parameter': given({ 'Fn::Sub': 'arn:aws:s3:::bucket/${File}' }),
  },
});

function* problemsOf({ node, label }: Container): Iterable<Violation> {
  for (const file of node.list('EnvironmentFiles')) {
    const type = file.text('Type');
    if (type.differs(ENVIRONMENT_FILE.type)) {
      yield { location: file.at('Type'), message: `${label} has an environment file of Type ${type}; ECS supports only ${ENVIRONMENT_FILE.type}`, severity: 'warning' };
    }
    const value = file.partialString('Value');
    if (!value || value.literal === '') { continue; }
    const ending = value.tail.split('/').at(-1);
    if (isNoObjectArn(value)) {
      yield { location: file.at('Value'), message: `${label} has environment file ${value}, which is not the ARN of an S3 object; use EnvironmentFile.fromBucket()` };
    } else if (ending !== '' && !ending?.endsWith(ENVIRONMENT_FILE.ending)) {
      yield { location: file.at('Value'), message: `${label} has environment file ${ending}; ECS reads only files with the extension ${ENVIRONMENT_FILE.ending}, rename it`, severity: 'warning' };
    }
  }
}

function given(value: unknown, type = 's3') {
  return {
    Task: { ExecutionRoleArn: 'arn:aws:iam::111122223333:role/execution', ContainerDefinitions: { 0: { EnvironmentFiles: [{ Type: type, Value: value }] } } },
  };
}
