import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { ManagedGrantsRole } from '../../../src/constructs/profile/managed-grants-role';

function roleIn(scope: Construct): ManagedGrantsRole {
  return new ManagedGrantsRole(scope, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
}

test('grants are in one managed policy', () => {
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

test('a role without grants has no policy, because an empty policy fails the synthesis', () => {
  const stack = new Stack();
  roleIn(stack);
  Template.fromStack(stack).resourceCountIs('AWS::IAM::ManagedPolicy', 0);
});

test('a resource that depends on the role depends on its grants', () => {
  const stack = new Stack();
  const role = roleIn(stack);
  new s3.Bucket(stack, 'Bucket').grantRead(role);
  const user = new s3.Bucket(stack, 'User');
  user.node.addDependency(role);
  Template.fromStack(stack).hasResource('AWS::S3::Bucket', { DependsOn: [Match.stringLikeRegexp('^RoleGrants'), Match.stringLikeRegexp('^Role')] });
});

describe('many grants', () => {
  interface Policy { readonly PolicyDocument: { readonly Statement: readonly unknown[] } }

  /** A role that can read secrets, each encrypted with a different key. */
  function readingSecrets(count: number): Template {
    const stack = new Stack();
    const role = roleIn(stack);
    for (let index = 0; index < count; index++) {
      new secretsmanager.Secret(stack, `Secret${index}`, { encryptionKey: new kms.Key(stack, `Key${index}`) }).grantRead(role);
    }
    return Template.fromStack(stack);
  }

  const policiesOf = (template: Template) => Object.values(template.findResources('AWS::IAM::ManagedPolicy')).map(each => each.Properties as Policy);

  /** The number of characters, with the ARN of a secret or key in a Region with a long name in place of each reference. */
  const lengthOf = ({ PolicyDocument }: Policy) => JSON.stringify(PolicyDocument)
    .replaceAll(/\{"(?:Ref|Fn::GetAtt)":[^}]*\}/g, `"arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:${'n'.repeat(70)}-AbCdEf"`).length;

  test('are split into managed policies that IAM accepts', () => {
    const policies = policiesOf(readingSecrets(40));
    expect(policies.length).toBeGreaterThan(1);
    expect(Math.max(...policies.map(lengthOf))).toBeLessThanOrEqual(6_144);
  });

  test('are complete after the split', () => {
    expect(policiesOf(readingSecrets(40)).flatMap(({ PolicyDocument }) => PolicyDocument.Statement)).toHaveLength(40);
  });

  test('are refused if a role cannot have as many policies', () => {
    expect(() => readingSecrets(400)).toThrow('[Default/Role] the grants need 11 managed policies, and IAM allows 10 for a role; grant fewer resources individually, or set taskRole or executionRole to your own role');
  });

  test('do not split statements with conditions', () => {
    const stack = new Stack();
    const role = roleIn(stack);
    for (let index = 0; index < 60; index++) {
      role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [`arn:aws:s3:::bucket-${index}/*`], conditions: { StringEquals: { 'aws:PrincipalTag/team': `team-${index}` } } }));
    }
    const policies = policiesOf(Template.fromStack(stack));
    expect(policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement)).toHaveLength(60);
    expect(Math.max(...policies.map(lengthOf))).toBeLessThanOrEqual(6_144);
  });
});
