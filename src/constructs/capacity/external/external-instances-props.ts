import { Duration } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';

/**
 * An activation, with which servers register.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/hybrid-activation-managed-nodes.html
 */
export interface ExternalActivationProps {
  /**
   * The number of servers that may register, from 1 to 1000.
   *
   * @default 1
   */
  readonly registrationLimit?: number;

  /**
   * How long servers may register after the deployment that creates the activation, up to 30 days. Registered servers stay registered.
   *
   * @default Duration.hours(24)
   */
  readonly expiresAfter?: Duration;

  /**
   * The name of the servers in Systems Manager.
   *
   * @default - servers have no name
   */
  readonly instanceName?: string;

  /**
   * Any text, such as a date. A change creates a new activation, with a new code, and deletes the previous one.
   *
   * @default - a new activation is created only when another property changes
   */
  readonly renewal?: string;

  /**
   * The key of the secret with the code.
   *
   * @default - the key of AWS for Secrets Manager
   */
  readonly encryptionKey?: kms.IKey;
}

/**
 * Properties of external instances.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 */
export interface ExternalInstancesProps {
  /**
   * The name of the instance role, which the activation names.
   *
   * @default - CloudFormation generates one
   */
  readonly roleName?: string;

  /**
   * Creates an activation by a custom resource, and stores its id and code in a Secrets Manager secret. CloudFormation has no type for activations.
   *
   * @default - no activation; create it with `activationCommand`
   */
  readonly activation?: ExternalActivationProps;
}
