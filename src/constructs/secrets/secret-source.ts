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

/** Which part of a secret, and which version of it, is injected. */
export interface SecretsManagerOptions {
  /**
   * Top-level key of the JSON object that the secret holds.
   *
   * Its value should be a string: ECS prints large numbers in scientific notation.
   *
   * @default - the whole secret is injected
   */
  readonly jsonKey?: string;

  /**
   * Staging label of the version, such as `AWSPREVIOUS`.
   *
   * @default - the current version, `AWSCURRENT`
   */
  readonly versionStage?: string;

  /**
   * Id of the version; not together with `versionStage`.
   *
   * @default - the current version
   */
  readonly versionId?: string;
}

/** What cannot be read from the ARN of a secret. */
export interface SecretsManagerArnOptions extends SecretsManagerOptions {
  /**
   * Customer managed key that encrypts the secret; the execution role may decrypt with it. Required for a secret of another account.
   *
   * @default - the secret is encrypted with the key of AWS, `aws/secretsmanager`, which needs no grant
   */
  readonly encryptionKey?: kms.IKey;
}

/** What cannot be read from the name of a secret or parameter. */
export interface SecretNameOptions {
  /**
   * Customer managed key that encrypts the value; the execution role may decrypt with it.
   *
   * @default - the value is encrypted with the key of AWS, or not at all, and no grant is needed
   */
  readonly encryptionKey?: kms.IKey;
}

/**
 * Where the value of an environment variable comes from when it must not stand in the task definition.
 *
 * ECS reads it when a task starts, with the execution role, which is granted exactly this secret or parameter and the key that encrypts it.
 * A value that changes later reaches running tasks only by a new deployment.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
 */
export class SecretSource {
  /**
   * A secret of Secrets Manager.
   *
   * A secret that this app creates in another account needs a `secretName` and a customer managed key. Its policy and the policy of the key then allow the execution role,
   * and its stack is deployed before the service.
   *
   * @param secret one that the app makes or imports; with a JSON key or a version, one imported by its complete ARN
   * @param options the part and the version, when it is not all of the current one
   * @throws if a version stage comes with a version id, if a part is empty or holds a colon
   */
  public static secretsManager(secret: secretsmanager.ISecret, options: SecretsManagerOptions = {}): SecretSource {
    checkConstruct('secretsManager', { name: 'secret', value: secret, attribute: 'secretArn', others: ['secretsManagerName', 'secretsManagerArn'] });
    return new SecretSource(new SecretsManagerSecret(new ConstructSecret(secret), checkedPart('secretsManager', options)));
  }

  /**
   * A secret of Secrets Manager by its ARN, also of another account or Region.
   *
   * With a JSON key or a version the ARN must be complete: it ends in the six characters that Secrets Manager added to the name.
   * A partial ARN whose name itself ends in a hyphen and six characters (`db-secret`) looks complete, and ECS does not find it.
   *
   * @param secretArn the ARN alone, without `:json-key:stage:id`
   * @param options the part and the version, when it is not all of the current one, and the key
   * @throws if the ARN is none of a secret, or carries a JSON key; if a version stage comes with a version id
   */
  public static secretsManagerArn(secretArn: string, options: SecretsManagerArnOptions = {}): SecretSource {
    checkSecretArn(secretArn);
    return new SecretSource(new SecretsManagerSecret(new ArnSecret(secretArn, options.encryptionKey), checkedPart('secretsManagerArn', options)));
  }

  /**
   * All of a secret of Secrets Manager by its name, in the account and Region of the service.
   *
   * For a JSON key or a version ECS needs the complete ARN, which a name does not tell: use `secretsManagerArn`.
   *
   * A service refuses a name that itself ends in a hyphen and six characters (`db-secret`): it looks like a complete ARN, and is not found.
   *
   * @param secretName the name without the six characters that its ARN ends in
   * @param options the key
   * @throws if it is no name
   */
  public static secretsManagerName(secretName: string, options: SecretNameOptions = {}): SecretSource {
    checkSecretName(secretName);
    return new SecretSource(new SecretsManagerSecret(new NamedSecret(secretName, options.encryptionKey), {}));
  }

  /**
   * A parameter of Parameter Store.
   *
   * ECS always injects the latest version. What the CDK can create are plain strings, readable in the template: for passwords import a secure string.
   *
   * @param parameter one that the app makes or imports, of the account of the service; a secure string imported with its key
   */
  public static parameterStore(parameter: ssm.IParameter): SecretSource {
    checkConstruct('parameterStore', { name: 'parameter', value: parameter, attribute: 'parameterArn', others: ['parameterStoreName', 'parameterStoreArn'] });
    return new SecretSource(new ParameterStoreValue(new ConstructParameter(parameter)));
  }

  /**
   * A parameter of Parameter Store by its ARN, also of another Region, but of the account of the service.
   *
   * @param parameterArn such as `arn:aws:ssm:eu-west-1:111122223333:parameter/app/api-key`
   * @param options the key of a secure string
   * @throws if the ARN is none of a parameter, or names a version
   */
  public static parameterStoreArn(parameterArn: string, options: SecretNameOptions = {}): SecretSource {
    checkParameterArn(parameterArn);
    return new SecretSource(new ParameterStoreValue(new ArnParameter(parameterArn, options.encryptionKey)));
  }

  /**
   * A parameter of Parameter Store by its name, in the account and Region of the service.
   *
   * @param parameterName such as `/app/api-key`
   * @param options the key of a secure string
   * @throws if the name is only known at deployment, names a version or a label, or is none
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
   * For the hub, which asks nothing else: the value of `use.variable`, whose grant aws-ecs passes on to the execution role.
   * Throws when the task, as far as `use` tells, cannot have it.
   * `_store` names the endpoint that tasks without internet need for it.
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

/** aws-ecs calls it when a source stands where an `ecs.Secret` belongs. */
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
  throw new Error(`[${scope.node.path}] ${variable}: platformVersion ${platformVersion} cannot inject ${FEATURE_NAMES[feature]}, ${cure}`);
}

function checkedPart(factory: string, { jsonKey, versionStage, versionId }: SecretsManagerOptions): SecretPart {
  if (versionStage !== undefined && versionId !== undefined) {
    throw factoryError(factory, `versionStage (${versionStage}) and versionId (${versionId}) name a version each, give one of them`);
  }
  for (const [option, value] of Object.entries({ jsonKey, versionStage, versionId })) {
    if (value === undefined || Token.isUnresolved(value)) { continue; }
    if (value === '' || value.includes(':')) {
      throw factoryError(factory, `${option} ('${value}') must be neither empty nor hold a colon, which ends it in the reference that ECS reads`);
    }
  }
  return { jsonKey, versionStage, versionId };
}

interface ConstructArgument {
  readonly name: string;
  readonly value: unknown;
  /** An attribute of the construct that belongs here. */
  readonly attribute: string;
  /** The factories for a name and for an ARN. */
  readonly others: readonly [string, string];
}

/** What the types of TypeScript refuse and JavaScript does not. */
function checkConstruct(factory: string, { name, value, attribute, others: [ofName, ofArn] }: ConstructArgument): void {
  if (typeof value === 'object' && value !== null && attribute in value) { return; }
  const given = typeof value === 'string' ? ` ('${value}')` : '';
  throw factoryError(factory, `${name}${given} must be a construct; for a name there is SecretSource.${ofName}, for an ARN SecretSource.${ofArn}`);
}

function factoryError(factory: string, message: string): Error {
  return new Error(`SecretSource.${factory}: ${message}`);
}

function checkSecretArn(arn: string): void {
  if (isKnownLater(arn) || SECRET_ARN.test(arn)) { return; }
  const [, bare] = SECRET_REFERENCE.exec(arn) ?? [];
  if (bare) {
    throw factoryError('secretsManagerArn', `secretArn ('${arn}') carries a JSON key or a version, pass '${bare}' and give them as jsonKey, versionStage or versionId`);
  }
  throw factoryError('secretsManagerArn', `secretArn ('${arn}') must look like arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-AbCdEf; for a name there is SecretSource.secretsManagerName`);
}

function checkSecretName(name: string): void {
  if (isKnownLater(name) || SECRET_NAME.test(name)) { return; }
  throw factoryError('secretsManagerName', `secretName ('${name}') must be 1 to 512 letters, digits and /_+=.@!-; for an ARN there is SecretSource.secretsManagerArn`);
}

function checkParameterArn(arn: string): void {
  if (isKnownLater(arn) || PARAMETER_ARN.test(arn)) { return; }
  throw factoryError('parameterStoreArn', `parameterArn ('${arn}') must look like arn:aws:ssm:REGION:ACCOUNT:parameter/NAME, with one slash before each part of the name and no version behind it; ECS always injects the latest version`);
}

function checkParameterName(name: string): void {
  if (Token.isUnresolved(name)) {
    throw factoryError('parameterStoreName', 'parameterName is only known at deployment, and its ARN cannot be told from it; import the parameter with StringParameter.fromStringParameterAttributes({ parameterName, simpleName }) and use SecretSource.parameterStore');
  }
  if (PARAMETER_NAME.test(name)) { return; }
  throw factoryError('parameterStoreName', `parameterName ('${name}') must be 1 to 2048 letters, digits and _.-/ without an empty part between slashes; ECS takes no version or label behind a colon, pin a version in Secrets Manager instead`);
}
