import * as fc from 'fast-check';
import { IamApp, role, statement } from './iam-app';
import type { RawResource } from '../../../../src/validation/model/evaluation/source';
import { fogEachLeaf } from '../../../support/fog';

const READ = 'secretsmanager:GetSecretValue';

const action = fc.constantFrom(READ, 'secretsmanager:*', 'ssm:GetParameters', '*', 'kms:Decrypt');
const resource = fc.constantFrom<unknown>(
  '*', { Ref: 'Secret' }, { Ref: 'Other' }, 'arn:aws:s3:::bucket/*', { 'Fn::Join': ['', [{ Ref: 'Secret' }, ':password::']] }, 'arn:aws:secretsmanager:*:*:secret:prod/*',
);
const more = fc.constantFrom<object>({}, {}, { Effect: 'Deny' }, { Condition: { Bool: { 'aws:SecureTransport': 'true' } } });
const document = fc.tuple(action, resource, more).map(([does, to, rest]) => statement(does, to, rest));
const managed = fc.constantFrom<unknown>(
  'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy', 'arn:aws:iam::aws:policy/SecretsManagerReadWrite', 'arn:aws:iam::111122223333:policy/own',
);
const owner = fc.constantFrom<unknown>([{ Ref: 'Role' }], [{ Ref: 'Stranger' }], ['reader']);

const parts = fc.record({
  inline: fc.array(document, { maxLength: 2 }),
  managed: fc.array(managed, { maxLength: 1 }),
  apart: fc.array(fc.tuple(document, owner), { maxLength: 2 }),
});
const apps = parts.map(({ inline, managed: arns, apart }): Record<string, RawResource> => ({
  Role: role({ Policies: inline.map(each => ({ PolicyName: 'p', PolicyDocument: each })), ManagedPolicyArns: arns }),
  Stranger: role({ RoleName: 'reader' }),
  Secret: { Type: 'AWS::SecretsManager::Secret', Properties: {} },
  Other: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'prod/other' } },
  ...Object.fromEntries(apart.map(([each, roles], index) => [`Policy${index}`, { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: each, Roles: roles } }])),
}));

const UNRELATED: Record<string, RawResource> = {
  Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'bucket' } },
  BucketPolicy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: statement('*', '*', { Principal: '*' }) } },
  Third: { Type: 'AWS::SecretsManager::Secret', Properties: {} },
  Visitor: role({ Policies: [{ PolicyName: 'all', PolicyDocument: statement('*') }] }),
};

const answerOf = (resources: unknown) => new IamApp(resources as Record<string, RawResource>).may(READ, { Ref: 'Secret' });

test('an unrelated resource never changes an answer', () => {
  fc.assert(fc.property(apps, app => {
    expect(answerOf({ ...app, ...UNRELATED })).toBe(answerOf(app));
  }));
});

test('a value that becomes unknown never changes an answer to "no"', () => {
  fc.assert(fc.property(apps.filter(app => answerOf(app) !== 'no'), app => {
    for (const fogged of fogEachLeaf(app)) { expect(answerOf(fogged)).not.toBe('no'); }
  }));
});

test('a value that becomes unknown never changes an answer to "yes"', () => {
  fc.assert(fc.property(apps.filter(app => answerOf(app) !== 'yes'), app => {
    for (const fogged of fogEachLeaf(app)) { expect(answerOf(fogged)).not.toBe('yes'); }
  }));
});
