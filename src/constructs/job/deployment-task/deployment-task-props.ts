import { Duration } from 'aws-cdk-lib';
import { SecretSource } from '../../secrets/secret-source';
import { StandaloneTaskProps } from '../standalone-task-props';

/**
 * When a deployment task runs, and what is known when it fails.
 */
export interface DeploymentTaskOptions {
  /**
   * How long the task may take, from 1 second to 54 minutes, including the time until it starts. RunTask is tried again for up to 4 minutes of it while
   * there is no capacity. A task that takes longer is stopped, and the deployment
   * fails. CloudFormation waits one hour at most: run a longer task from a pipeline or a state machine.
   *
   * A changed timeout does not run the task again.
   *
   * @default Duration.minutes(15)
   */
  readonly timeout?: Duration;

  /**
   * How many of the last lines of the log of the main container are in the error if the task fails, from 0 to 50. Everyone who can read the events of the
   * stack can read them: use 0 if the log may contain secrets. The error is cut to about 3,000 bytes.
   *
   * The log must be in CloudWatch Logs (`awslogs` with a stream prefix, the default).
   *
   * @default 10
   */
  readonly logLines?: number;

  /**
   * Values whose change runs the task again, such as a commit or the digest of an image. Without them, the task runs again only if its task definition,
   * network, capacity or overrides change: an image tag that moves, such as `latest`, changes none of these.
   *
   * @default - no further values
   */
  readonly triggers?: string[];

  /**
   * Whether a rollback runs the task again with its previous definition. The previous image must then accept a database that the new one has changed,
   * which many migration tools refuse: the rollback fails, and the stack stays in UPDATE_ROLLBACK_FAILED.
   *
   * @default false
   */
  readonly runOnRollback?: boolean;
}

/**
 * Properties of a DeploymentTask.
 */
export interface DeploymentTaskProps extends StandaloneTaskProps, DeploymentTaskOptions {}

/**
 * Options of a deployment task that takes its other settings from a service.
 */
export interface ServiceDeploymentTaskOptions extends DeploymentTaskOptions {
  /**
   * The command of the main container, such as `['npm', 'run', 'migrate']`.
   */
  readonly command: string[];

  /**
   * The entry point of the main container. A service with an existing task definition allows none.
   *
   * @default - that of the service
   */
  readonly entryPoint?: string[];

  /**
   * Environment variables, in addition to those of the service or instead of them.
   *
   * @default - those of the service
   */
  readonly environment?: { [name: string]: string };

  /**
   * Secrets as environment variables, in addition to those of the service or instead of them. A service with an existing task definition allows none.
   *
   * @default - those of the service
   */
  readonly secrets?: { [name: string]: SecretSource };
}
