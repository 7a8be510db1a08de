import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ManagedGrantsRole } from '../../../src/constructs/profile/managed-grants-role';

function roleIn(scope: Construct): ManagedGrantsRole {
  return new ManagedGrantsRole(scope, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
}

test('grants collect in one managed policy', () => {
  const stack = new Stack();
  const role = roleIn(stack);
  new s3.Bucket(stack, 'One').grantRead(role);
  new s3.Bucket(stack, 'Two').grantRead(role);
  Template.fromStack(stack).resourcePropertiesCountIs('AWS::IAM::ManagedPolicy', { Roles: [{ Ref: Match.stringLikeRegexp('^Role') }] }, 1);
});

test('there is no inline policy', () => {
  const stack = new Stack();
  new s3.Bucket(stack, 'Bucket').grantRead(roleIn(stack));
  Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
});

test('a role without grants has no policy, since an empty one fails the synthesis', () => {
  const stack = new Stack();
  roleIn(stack);
  Template.fromStack(stack).resourceCountIs('AWS::IAM::ManagedPolicy', 0);
});

test('who waits for the role waits for its grants', () => {
  const stack = new Stack();
  const role = roleIn(stack);
  new s3.Bucket(stack, 'Bucket').grantRead(role);
  const user = new s3.Bucket(stack, 'User');
  user.node.addDependency(role);
  Template.fromStack(stack).hasResource('AWS::S3::Bucket', { DependsOn: [Match.stringLikeRegexp('^RoleGrants'), Match.stringLikeRegexp('^Role')] });
});
