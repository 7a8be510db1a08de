import { Size } from 'aws-cdk-lib';
import { TaskSize } from '../capacity/task-size';

/**
 * What one start of tasks changes in a container. The rest stays as in the task definition.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerOverride.html
 */
export interface ContainerOverrides {
  /**
   * The command, instead of the one of the image or the task definition. In a state machine it may have paths, such as
   * `sfn.JsonPath.stringAt('$.key')`, or be a path: `sfn.JsonPath.listAt('$.command')`.
   *
   * @default - the command of the task definition
   */
  readonly command?: string[];

  /**
   * Environment variables, in addition to those of the task definition; a variable of the same name is replaced. In a state machine the values may be
   * paths. A path must select a text: use `sfn.JsonPath.format('{}', …)` for a number.
   *
   * Do not pass secrets: everyone who can describe the task can read the values.
   *
   * @default - the variables of the task definition
   */
  readonly environment?: { [name: string]: string };

  /**
   * The CPU units of the container.
   *
   * @default - the CPU units of the task definition
   */
  readonly cpu?: number;

  /**
   * The memory above which the container is stopped.
   *
   * @default - the limit of the task definition
   */
  readonly memoryLimit?: Size;

  /**
   * The memory that is reserved for the container.
   *
   * @default - the reservation of the task definition
   */
  readonly memoryReservation?: Size;
}

/**
 * What one start of tasks changes in the task definition. The roles cannot be changed: the permission to start tasks is confined to those of the task
 * definition.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html
 */
export interface TaskOverrides {
  /**
   * The command of the main container. In a state machine it may have paths, such as `sfn.JsonPath.stringAt('$.key')`, or be a path:
   * `sfn.JsonPath.listAt('$.command')`.
   *
   * @default - the command of the task definition
   */
  readonly command?: string[];

  /**
   * Environment variables of the main container, in addition to those of the task definition. In a state machine the values may be paths. A path must
   * select a text: use `sfn.JsonPath.format('{}', …)` for a number.
   *
   * Do not pass secrets: everyone who can describe the task can read the values.
   *
   * @default - the variables of the task definition
   */
  readonly environment?: { [name: string]: string };

  /**
   * The CPU, memory and ephemeral storage of the task.
   *
   * @default - the size of the task definition
   */
  readonly size?: TaskSize;

  /**
   * The changes in further containers, by the name of the container.
   *
   * @default - no changes
   */
  readonly containerOverrides?: { [containerName: string]: ContainerOverrides };
}
