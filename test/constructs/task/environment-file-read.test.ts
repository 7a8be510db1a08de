import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { makeService, newStack } from '../../support/container-service';

test.each([
  ['of the service', false],
  ['of an additional container', true],
])('the execution role can read the environment files %s, and get the location of their bucket', (_, isFurther) => {
  const stack = newStack();
  const environmentFiles = [ecs.EnvironmentFile.fromBucket(s3.Bucket.fromBucketName(stack, 'Company', 'company'), 'api.env')];
  const service = makeService(stack, isFurther ? {} : { environmentFiles });
  if (isFurther) { service.addContainer('proxy', { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27'), environmentFiles }); }
  const template = Template.fromStack(stack);
  const role = Object.keys(template.findResources('AWS::IAM::Role')).find(id => id.includes('ExecutionRole'));
  const [policy] = Object.values(template.findResources('AWS::IAM::Policy', { Properties: { Roles: [{ Ref: role }] } }));
  const { Statement: statements } = (policy.Properties as { PolicyDocument: { Statement: object[] } }).PolicyDocument;
  const arn = (resource: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:s3:::${resource}`]] });
  expect(statements).toEqual(expect.arrayContaining([
    { Effect: 'Allow', Action: 's3:GetObject', Resource: arn('company/api.env') },
    { Effect: 'Allow', Action: 's3:GetBucketLocation', Resource: arn('company') },
  ]));
});
