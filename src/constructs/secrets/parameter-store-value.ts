import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct, IConstruct } from 'constructs';
import { grantDecrypt } from './decrypt-grant';
import { ISecretReference } from './secret-use';
import { READ_ACTIONS } from '../../facts/iam-needs';
import { SecretFeature } from '../../facts/secrets-capability';
import { differ, isKnownLater } from '../checks';

/** A parameter of Parameter Store, identified by construct, name or ARN. */
export interface IStoredParameter {
  readonly label: string;
  readonly encryptionKey?: kms.IKey;
  arn(scope: IConstruct): string;
}

/** A parameter of Parameter Store as the value of a variable. */
export class ParameterStoreValue implements ISecretReference {
  public readonly store = 'parameterStore';
  public readonly features: readonly SecretFeature[] = ['parameter'];

  public constructor(private readonly parameter: IStoredParameter) {}

  public reference(scope: Construct, variable: string): ecs.Secret {
    const arn = this.parameter.arn(scope);
    this.refuseOtherAccount(scope, variable, arn);
    return { arn, hasField: false, grantRead: reader => this.grantRead(scope, arn, reader) };
  }

  private refuseOtherAccount(scope: Construct, variable: string, arn: string): void {
    if (isKnownLater(arn)) { return; }
    const own = Stack.of(scope).account;
    const owner = Stack.of(scope).splitArn(arn, ArnFormat.SLASH_RESOURCE_NAME).account ?? own;
    if (differ(owner, own)) {
      throw new Error(`[${scope.node.path}] ${variable}: ${this.parameter.label} belongs to account ${owner}, and ECS injects only parameters of the account of the service (${own}), not even shared parameters; use a secret of Secrets Manager there`);
    }
  }

  /** `ssm:GetParameters` is the only action that ECS calls. */
  private grantRead(scope: Construct, arn: string, reader: iam.IGrantable): iam.Grant {
    const grant = iam.Grant.addToPrincipal({ grantee: reader, actions: [READ_ACTIONS.ssm], resourceArns: [arn] });
    const { encryptionKey } = this.parameter;
    return encryptionKey ? grant.combine(grantDecrypt(scope, encryptionKey, reader, this.store)) : grant;
  }
}

/** A parameter that the app creates or imports. */
export class ConstructParameter implements IStoredParameter {
  public readonly label: string;

  public constructor(private readonly parameter: ssm.IParameter) {
    this.label = `parameter '${parameter.node.path}'`;
  }

  /** Imported secure strings have this property, although `IParameter` does not declare it. */
  public get encryptionKey(): kms.IKey | undefined {
    return (this.parameter as ssm.IParameter & { readonly encryptionKey?: kms.IKey }).encryptionKey;
  }

  public arn(): string {
    return this.parameter.parameterArn;
  }
}

/** A parameter of the account and Region of the service, by its name. */
export class NamedParameter implements IStoredParameter {
  public readonly label: string;

  public constructor(private readonly name: string, public readonly encryptionKey?: kms.IKey) {
    this.label = `parameter '${name}'`;
  }

  public arn(scope: IConstruct): string {
    return Stack.of(scope).formatArn({ service: 'ssm', resource: 'parameter', resourceName: this.name.replace(/^\//, '') });
  }
}

/** A parameter by its ARN. */
export class ArnParameter implements IStoredParameter {
  public readonly label: string;

  public constructor(private readonly given: string, public readonly encryptionKey?: kms.IKey) {
    this.label = `parameter '${given}'`;
  }

  public arn(): string {
    return this.given;
  }
}
