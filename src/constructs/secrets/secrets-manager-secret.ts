import { ArnFormat, Resource, Stack, Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct, IConstruct } from 'constructs';
import { grantDecrypt } from './decrypt-grant';
import { deployBefore, principalOfOtherAccount } from './other-environment';
import { ISecretReference } from './secret-use';
import { READ_ACTIONS } from '../../facts/iam-needs';
import { SecretFeature } from '../../facts/secrets-capability';
import { ANY_SECRET_SUFFIX, SECRET_SUFFIX } from '../../facts/secrets-format';
import { differ, isKnownLater } from '../checks';

/** A secret of Secrets Manager, identified by construct, name or ARN. */
export interface IStoredSecret {
  /** The name of the secret in messages. */
  readonly label: string;
  readonly name?: string;
  readonly encryptionKey?: kms.IKey;
  arn(scope: IConstruct): string;
  /** Whether the ARN ends in the six characters of Secrets Manager. */
  isComplete(scope: IConstruct): boolean;
  /** The account of the secret; undefined when it is unknown. */
  account(scope: IConstruct): string | undefined;
  /** Allows a reader in another stack, besides the policy of the reader, if this app creates the secret. */
  admit?(scope: IConstruct, reader: iam.IGrantable): void;
}

/** The part of a secret that is injected; the whole secret when empty. */
export interface SecretPart {
  readonly jsonKey?: string;
  readonly versionStage?: string;
  readonly versionId?: string;
}

/** A secret of Secrets Manager, or a part of it, as the value of a variable. */
export class SecretsManagerSecret implements ISecretReference {
  public readonly store = 'secretsManager';
  public readonly features: readonly SecretFeature[];

  public constructor(private readonly secret: IStoredSecret, private readonly part: SecretPart) {
    this.features = featuresOf(part);
  }

  public reference(scope: Construct, variable: string): ecs.Secret {
    this.refuseUnfindable(scope, variable);
    this.refuseUnreadable(scope, variable);
    const { jsonKey = '', versionStage = '', versionId = '' } = this.part;
    const arn = this.secret.arn(scope);
    return {
      arn: this.isPart ? `${arn}:${jsonKey}:${versionStage}:${versionId}` : arn,
      hasField: jsonKey !== '',
      grantRead: reader => this.grantRead(scope, reader),
    };
  }

  private get isPart(): boolean {
    return this.features.some(feature => feature !== 'secret');
  }

  private refuseUnfindable(scope: Construct, variable: string): void {
    if (this.secret.isComplete(scope)) { return; }
    const { label, name } = this.secret;
    if (this.isPart) {
      throw new Error(`[${scope.node.path}] ${variable}: ${label} is known only without the six characters at the end of its ARN, and without them ECS cannot find a JSON key or version; ${completeArnOf(name)}`);
    }
    if (name && !Token.isUnresolved(name) && SECRET_SUFFIX.test(name)) {
      throw new Error(`[${scope.node.path}] ${variable}: ${label} ends in a hyphen and six characters, so Secrets Manager treats it as a complete ARN and does not find it; ${completeArnOf(name)}`);
    }
  }

  /** The key that AWS manages cannot be used from another account. */
  private refuseUnreadable(scope: Construct, variable: string): void {
    const { label, encryptionKey } = this.secret;
    if (encryptionKey || !this.isOfOtherAccount(scope)) { return; }
    throw new Error(`[${scope.node.path}] ${variable}: ${label} belongs to account ${this.secret.account(scope)}, and a secret can be read from another account only if a customer managed key encrypts it; encrypt it with such a key, and set encryptionKey`);
  }

  private isOfOtherAccount(scope: IConstruct): boolean {
    const owner = this.secret.account(scope);
    return owner !== undefined && differ(owner, Stack.of(scope).account);
  }

  /**
   * Within one account, only the policy of the reader allows it: the key policy statements of the L2 are a circular reference if the secret is in
   * another stack. Across accounts, both sides must allow it.
   */
  private grantRead(scope: Construct, reader: iam.IGrantable): iam.Grant {
    this.secret.admit?.(scope, reader);
    const arn = this.secret.arn(scope);
    const grant = iam.Grant.addToPrincipal({
      grantee: reader,
      actions: [READ_ACTIONS.secretsmanager],
      resourceArns: [this.secret.isComplete(scope) ? arn : arn + ANY_SECRET_SUFFIX],
    });
    return this.secret.encryptionKey ? grant.combine(grantDecrypt(scope, this.secret.encryptionKey, reader, this.store)) : grant;
  }
}

/** A secret that the app creates or imports. */
export class ConstructSecret implements IStoredSecret {
  public readonly label: string;
  public readonly name: string;
  public readonly encryptionKey?: kms.IKey;

  public constructor(private readonly secret: secretsmanager.ISecret) {
    this.label = `secret '${secret.node.path}'`;
    this.name = secret.secretName;
    this.encryptionKey = secret.encryptionKey;
  }

  public arn(): string {
    return this.secret.secretArn;
  }

  public isComplete(scope: IConstruct): boolean {
    return this.secret.secretFullArn !== undefined && !this.isNamedAcrossEnvironments(scope);
  }

  public account(): string {
    return this.secret.env.account;
  }

  public admit(scope: IConstruct, reader: iam.IGrantable): void {
    if (!Resource.isOwnedResource(this.secret)) { return; }
    deployBefore(scope, this.secret);
    if (!differ(this.account(), Stack.of(scope).account)) { return; }
    const principals = [principalOfOtherAccount(scope, reader, this.secret)];
    this.secret.addToResourcePolicy(new iam.PolicyStatement({ principals, actions: [READ_ACTIONS.secretsmanager], resources: ['*'] }));
  }

  /** The ARN that the CDK derives from a physical name for another account or Region has no suffix. */
  private isNamedAcrossEnvironments(scope: IConstruct): boolean {
    if (!secretsmanager.Secret.isSecret(this.secret) || Stack.of(this.secret).environment === Stack.of(scope).environment) { return false; }
    const arn: unknown = Stack.of(scope).resolve(this.secret.secretArn);
    return typeof arn === 'string' || (typeof arn === 'object' && arn !== null && 'Fn::Join' in arn);
  }
}

/** A secret of the account and Region of the service, by its name. */
export class NamedSecret implements IStoredSecret {
  public readonly label: string;

  public constructor(public readonly name: string, public readonly encryptionKey?: kms.IKey) {
    this.label = `secret '${name}'`;
  }

  public arn(scope: IConstruct): string {
    return arnOfName(scope, this.name);
  }

  public isComplete(): boolean {
    return false;
  }

  public account(scope: IConstruct): string {
    return Stack.of(scope).account;
  }
}

/** A secret by its ARN. */
export class ArnSecret implements IStoredSecret {
  public readonly label: string;
  public readonly name?: string;

  public constructor(private readonly given: string, public readonly encryptionKey?: kms.IKey) {
    this.label = `secret '${given}'`;
    this.name = isKnownLater(given) ? undefined : given.split(':')[6];
  }

  public arn(): string {
    return this.given;
  }

  /** An ARN that is known only at deployment counts as complete, as AWS returns it. */
  public isComplete(): boolean {
    return this.name === undefined || SECRET_SUFFIX.test(this.name);
  }

  public account(): string | undefined {
    return isKnownLater(this.given) ? undefined : this.given.split(':')[4];
  }
}

function featuresOf({ jsonKey, versionStage, versionId }: SecretPart): SecretFeature[] {
  const parts: SecretFeature[] = [];
  if (jsonKey !== undefined) { parts.push('secretJsonKey'); }
  if (versionStage !== undefined) { parts.push('secretVersionStage'); }
  if (versionId !== undefined) { parts.push('secretVersionId'); }
  return ['secret', ...parts];
}

function arnOfName(scope: IConstruct, name: string): string {
  return Stack.of(scope).formatArn({ service: 'secretsmanager', resource: 'secret', resourceName: name, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
}

function completeArnOf(name: string | undefined): string {
  const known = name !== undefined && !Token.isUnresolved(name) ? name : 'NAME';
  return `pass its complete ARN to SecretSource.secretsManagerArn ("aws secretsmanager describe-secret --secret-id ${known} --query ARN" prints it)`;
}
