import { Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct, IConstruct } from 'constructs';
import { ArnParameter, ConstructParameter, NamedParameter, ParameterStoreValue } from './parameter-store-value';
import { ISecretReference, SecretStore, SecretUse } from './secret-use';
import { ArnSecret, ConstructSecret, NamedSecret, SecretPart, SecretsManagerSecret } from './secrets-manager-secret';
import { SecretFeature, secretHost, secretRefusal } from '../../facts/secrets-capability';
import { PARAMETER_ARN, PARAMETER_NAME, SECRET_ARN, SECRET_NAME, SECRET_REFERENCE } from '../../facts/secrets-format';
import { isKnownLater } from '../checks';

/** Which part and which version of a secret is injected. */
export interface SecretsManagerOptions {
  /**
   * A top-level key of the JSON object in the secret.
   *
   * Its value should be a string, because ECS writes large numbers in scientific notation.
   *
   * @default - the whole secret is injected
   */
  readonly jsonKey?: string;

  /**
   * The staging label of the version, such as `AWSPREVIOUS`. Cannot be combined with `versionId`.
   *
   * @default - the current version, `AWSCURRENT`
   */
  readonly versionStage?: string;

  /**
   * The id of the version. Cannot be combined with `versionStage`.
   *
   * @default - the current version
   */
  readonly versionId?: string;
}

/** Options of a secret that is identified by its ARN. */
export interface SecretsManagerArnOptions extends SecretsManagerOptions {
  /**
   * The customer managed key that encrypts the secret; the execution role gets permission to decrypt with it. Required for a secret of another
   * account.
   *
   * @default - the secret is encrypted with the AWS managed key `aws/secretsmanager`, which needs no grant
   */
  readonly encryptionKey?: kms.IKey;
}

/** Options of a secret that is identified by its name, or of a parameter that is identified by its name or ARN. */
export interface SecretNameOptions {
  /**
   * The customer managed key that encrypts the value; the execution role gets permission to decrypt with it.
   *
   * @default - the value is encrypted with the AWS managed key, or not at all, and needs no grant
   */
  readonly encryptionKey?: kms.IKey;
}

/**
 * The source of a secret value for an environment variable, in Secrets Manager or Parameter Store.
 *
 * ECS reads the value when a task starts. The execution role gets permission to read exactly this secret or parameter, and to use its key. Running
 * tasks get a changed value only with a new deployment.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
 */
export class SecretSource {
  /**
   * A secret of Secrets Manager.
   *
   * A secret that this app creates in another account needs a `secretName` and a customer managed key. The policies of the secret and the key then
   * allow the execution role, and the stack of the secret is deployed before the service.
   *
   * @param secret a secret that the app creates or imports; with a JSON key or a version, an imported secret needs its complete ARN
   * @param options the JSON key, and the version
   * @throws if both a version stage and a version id are set, or if an option is empty or contains a colon
   */
  public static secretsManager(secret: secretsmanager.ISecret, options: SecretsManagerOptions = {}): SecretSource {
    checkConstruct('secretsManager', { name: 'secret', value: secret, attribute: 'secretArn', others: ['secretsManagerName', 'secretsManagerArn'] });
    return new SecretSource(new SecretsManagerSecret(new ConstructSecret(secret), checkedPart('secretsManager', options)));
  }

  /**
   * A secret of Secrets Manager by its ARN, which can be in another account or Region.
   *
   * With a JSON key or a version, the ARN must be complete: it must end in the six characters that Secrets Manager adds to the name. A partial ARN
   * whose name itself ends in a hyphen and six characters (`db-secret`) looks complete, and ECS does not find it.
   *
   * @param secretArn the ARN alone, without `:json-key:stage:id`
   * @param options the JSON key, the version and the KMS key
   * @throws if it is not the ARN of a secret, if it contains a JSON key or a version, or if both a version stage and a version id are set
   */
  public static secretsManagerArn(secretArn: string, options: SecretsManagerArnOptions = {}): SecretSource {
    checkSecretArn(secretArn);
    return new SecretSource(new SecretsManagerSecret(new ArnSecret(secretArn, options.encryptionKey), checkedPart('secretsManagerArn', options)));
  }

  /**
   * The whole value of a secret of Secrets Manager by its name, in the account and Region of the service.
   *
   * For a JSON key or a version, ECS needs the complete ARN: use `secretsManagerArn`.
   *
   * A service throws for a name that itself ends in a hyphen and six characters (`db-secret`): it looks like a complete ARN, and ECS does not find
   * it.
   *
   * @param secretName the name, without the six characters at the end of the ARN
   * @param options the KMS key
   * @throws if it is not a valid name
   */
  public static secretsManagerName(secretName: string, options: SecretNameOptions = {}): SecretSource {
    checkSecretName(secretName);
    return new SecretSource(new SecretsManagerSecret(new NamedSecret(secretName, options.encryptionKey), {}));
  }

  /**
   * A parameter of Parameter Store.
   *
   * ECS always injects the latest version. The CDK can create only plain strings, which are readable in the template: for passwords, import a secure
   * string.
   *
   * @param parameter a parameter that the app creates or imports, in the account of the service; import a secure string with its key
   */
  public static parameterStore(parameter: ssm.IParameter): SecretSource {
    checkConstruct('parameterStore', { name: 'parameter', value: parameter, attribute: 'parameterArn', others: ['parameterStoreName', 'parameterStoreArn'] });
    return new SecretSource(new ParameterStoreValue(new ConstructParameter(parameter)));
  }

  /**
   * A parameter of Parameter Store by its ARN, in the account of the service, but also in another Region.
   *
   * @param parameterArn such as `arn:aws:ssm:eu-west-1:111122223333:parameter/app/api-key`
   * @param options the KMS key of a secure string
   * @throws if it is not the ARN of a parameter, or if it contains a version
   */
  public static parameterStoreArn(parameterArn: string, options: SecretNameOptions = {}): SecretSource {
    checkParameterArn(parameterArn);
    return new SecretSource(new ParameterStoreValue(new ArnParameter(parameterArn, options.encryptionKey)));
  }

  /**
   * A parameter of Parameter Store by its name, in the account and Region of the service.
   *
   * @param parameterName such as `/app/api-key`
   * @param options the KMS key of a secure string
   * @throws if the name is known only at deployment, contains a version or a label, or is not valid
   */
  public static parameterStoreName(parameterName: string, options: SecretNameOptions = {}): SecretSource {
    checkParameterName(parameterName);
    return new SecretSource(new ParameterStoreValue(new NamedParameter(parameterName, options.encryptionKey)));
  }

  /**
   * Whether a value is a source of this or another copy of the package.
   *
   * @internal
   */
  public static _is(value: unknown): value is SecretSource {
    return typeof (value as Partial<SecretSource> | null | undefined)?._bind === 'function';
  }

  /** @internal */
  public readonly _kind: ISecretReference;

  private constructor(kind: ISecretReference) {
    this._kind = kind;
    Object.defineProperty(this, 'grantRead', { value: refuseAsEcsSecret });
  }

  /**
   * The secret for a container of an existing task definition: `container.addSecret('DB_PASSWORD', source.toEcsSecret(task))`.
   *
   * The execution role of the task definition gets the permissions to read it. Whether the platform of the task supports it is not checked here.
   *
   * @param scope the task definition, or a construct in its stack
   */
  public toEcsSecret(scope: Construct): ecs.Secret {
    return this._bind(scope, { variable: 'toEcsSecret' });
  }

  /**
   * The value of `use.variable` for a workload; aws-ecs passes its grant on to the execution role. Throws when the task that `use` describes does not
   * support it. `_store` determines the VPC endpoint that tasks without internet access need for it.
   *
   * @internal
   */
  public _bind(scope: Construct, use: SecretUse): ecs.Secret {
    for (const feature of this._kind.features) {
      refuseUnsupported(scope, use, feature);
    }
    return this._kind.reference(scope, use.variable);
  }

  /** @internal */
  public get _store(): SecretStore {
    return this._kind.store;
  }
}

/** aws-ecs calls it when a source is used instead of an `ecs.Secret`. */
function refuseAsEcsSecret(reader: iam.IGrantable & Partial<IConstruct>): never {
  throw new Error(`[${reader.node?.scope?.node.path ?? ''}] a SecretSource is not an ecs.Secret; pass source.toEcsSecret(taskDefinition) to containers of aws-ecs`);
}

const FEATURE_NAMES: Readonly<Partial<Record<SecretFeature, string>>> = {
  parameter: 'a parameter of Parameter Store',
  secret: 'a secret of Secrets Manager',
  secretJsonKey: 'a JSON key of a secret (jsonKey)',
  secretVersionStage: 'a version of a secret (versionStage)',
  secretVersionId: 'a version of a secret (versionId)',
};

function refuseUnsupported(scope: Construct, { variable, compute, operatingSystemFamily, platformVersion }: SecretUse, feature: SecretFeature): void {
  const host = compute && secretHost(compute, operatingSystemFamily);
  const refusal = host && secretRefusal(feature, host, platformVersion);
  if (!refusal) { return; }
  const cure = refusal.since ? `use platform version ${refusal.since} or LATEST` : 'no version can';
  throw new Error(`[${scope.node.path}] ${variable}: platformVersion ${platformVersion} cannot inject ${FEATURE_NAMES[feature]}; ${cure}`);
}

function checkedPart(factory: string, { jsonKey, versionStage, versionId }: SecretsManagerOptions): SecretPart {
  if (versionStage !== undefined && versionId !== undefined) {
    throw factoryError(factory, `versionStage (${versionStage}) and versionId (${versionId}) cannot be combined; remove one of them`);
  }
  for (const [option, value] of Object.entries({ jsonKey, versionStage, versionId })) {
    if (value === undefined || Token.isUnresolved(value)) { continue; }
    if (value === '' || value.includes(':')) {
      throw factoryError(factory, `${option} ('${value}') must not be empty or contain a colon, which separates the parts of a secret reference`);
    }
  }
  return { jsonKey, versionStage, versionId };
}

interface ConstructArgument {
  readonly name: string;
  readonly value: unknown;
  /** An attribute that the expected construct has. */
  readonly attribute: string;
  /** The factories for a name and for an ARN. */
  readonly others: readonly [string, string];
}

/** The checks of the TypeScript types, for callers in JavaScript. */
function checkConstruct(factory: string, { name, value, attribute, others: [ofName, ofArn] }: ConstructArgument): void {
  if (typeof value === 'object' && value !== null && attribute in value) { return; }
  const given = typeof value === 'string' ? ` ('${value}')` : '';
  throw factoryError(factory, `${name}${given} must be a construct; for a name, use SecretSource.${ofName}, for an ARN SecretSource.${ofArn}`);
}

function factoryError(factory: string, message: string): Error {
  return new Error(`SecretSource.${factory}: ${message}`);
}

function checkSecretArn(arn: string): void {
  if (isKnownLater(arn) || SECRET_ARN.test(arn)) { return; }
  const [, bare] = SECRET_REFERENCE.exec(arn) ?? [];
  if (bare) {
    throw factoryError('secretsManagerArn', `secretArn ('${arn}') contains a JSON key or a version; use '${bare}' and set jsonKey, versionStage or versionId`);
  }
  throw factoryError('secretsManagerArn', `secretArn ('${arn}') must look like arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-AbCdEf; for a name, use SecretSource.secretsManagerName`);
}

function checkSecretName(name: string): void {
  if (isKnownLater(name) || SECRET_NAME.test(name)) { return; }
  throw factoryError('secretsManagerName', `secretName ('${name}') must be 1 to 512 letters, digits and /_+=.@!-; for an ARN, use SecretSource.secretsManagerArn`);
}

function checkParameterArn(arn: string): void {
  if (isKnownLater(arn) || PARAMETER_ARN.test(arn)) { return; }
  throw factoryError('parameterStoreArn', `parameterArn ('${arn}') must look like arn:aws:ssm:REGION:ACCOUNT:parameter/NAME, with one slash before each part of the name and no version at the end; ECS always injects the latest version`);
}

function checkParameterName(name: string): void {
  if (Token.isUnresolved(name)) {
    throw factoryError('parameterStoreName', 'parameterName is known only at deployment, so its ARN is unknown; import the parameter with StringParameter.fromStringParameterAttributes({ parameterName, simpleName }) and use SecretSource.parameterStore');
  }
  if (PARAMETER_NAME.test(name)) { return; }
  throw factoryError('parameterStoreName', `parameterName ('${name}') must be 1 to 2048 letters, digits and _.-/ without an empty part between slashes; ECS does not support a version or label after a colon; to use a fixed version, use Secrets Manager`);
}
