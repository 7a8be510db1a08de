import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { Compute } from '../../facts/compute';
import { SecretFeature } from '../../facts/secrets-capability';

/** The platform of the task that a secret is injected into; omitted properties are not checked. */
export interface SecretHost {
  readonly compute?: Compute;
  /** The value of `RuntimePlatform.OperatingSystemFamily`, such as LINUX or WINDOWS_SERVER_2022_CORE. */
  readonly operatingSystemFamily?: string;
  /** The Fargate platform version, such as 1.4.0 or LATEST. */
  readonly platformVersion?: string;
}

/** The use of a secret as the value of an environment variable. */
export interface SecretUse extends SecretHost {
  /** The environment variable, for messages. */
  readonly variable: string;
}

export type SecretStore = 'secretsManager' | 'parameterStore';

/** The value inside a `SecretSource`. */
export interface ISecretReference {
  readonly store: SecretStore;
  /** The features of the capability table that it uses. */
  readonly features: readonly SecretFeature[];
  /** The value for the task definition, with the grant that it needs; throws with the name of the variable when ECS could not find the secret. */
  reference(scope: Construct, variable: string): ecs.Secret;
}
