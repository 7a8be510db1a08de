import { Resource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { IConstruct } from 'constructs';
import { deployBefore, principalOfOtherAccount } from './other-environment';
import { SecretStore } from './secret-use';
import { DECRYPT_ACTION } from '../../facts/iam-needs';
import { differ, isElsewhere } from '../checks';

const SERVICES: Readonly<Record<SecretStore, string>> = { secretsManager: 'secretsmanager', parameterStore: 'ssm' };

/** Allows the reader of a value to decrypt it with a customer managed key: in the policy of the reader, and across accounts also in the key policy. */
export function grantDecrypt(scope: IConstruct, key: kms.IKey, reader: iam.IGrantable, store: SecretStore): iam.Grant {
  if (!Resource.isOwnedResource(key) || !isElsewhere(scope, key)) { return key.grantDecrypt(reader); }
  deployBefore(scope, key);
  const { account, region } = key.env;
  const conditions = { StringEquals: { 'kms:ViaService': `${SERVICES[store]}.${region}.amazonaws.com` } };
  if (differ(account, Stack.of(scope).account)) {
    const principals = [principalOfOtherAccount(scope, reader, key)];
    key.addToResourcePolicy(new iam.PolicyStatement({ principals, actions: [DECRYPT_ACTION], resources: ['*'], conditions }));
  }
  // the id of a key is unknown outside of its account and Region
  const resourceArns = [Stack.of(scope).formatArn({ service: 'kms', region, account, resource: 'key', resourceName: '*' })];
  return iam.Grant.addToPrincipal({ grantee: reader, actions: [DECRYPT_ACTION], resourceArns, conditions });
}
