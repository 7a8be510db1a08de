import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { Compute } from '../../facts/compute';
import { SecretFeature } from '../../facts/secrets-capability';

/** What runs the task that a secret is injected into; what is left out is not checked. */
export interface SecretHost {
  readonly compute?: Compute;
  /** Value of `RuntimePlatform.OperatingSystemFamily`, such as LINUX or WINDOWS_SERVER_2022_CORE. */
  readonly operatingSystemFamily?: string;
  /** Fargate platform version, such as 1.4.0 or LATEST. */
  readonly platformVersion?: string;
}

/** The use of a secret as the value of an environment variable. */
export interface SecretUse extends SecretHost {
  /** The environment variable, for messages. */
  readonly variable: string;
}

export type SecretStore = 'secretsManager' | 'parameterStore';

/** What stands behind a `SecretSource`. */
export interface ISecretReference {
  readonly store: SecretStore;
  /** Everything of the capability table that it asks for. */
  readonly features: readonly SecretFeature[];
  /** The value for the task definition, with the grant that it needs; throws with the variable's name when ECS could not find it. */
  reference(scope: Construct, variable: string): ecs.Secret;
}
