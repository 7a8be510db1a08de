import { StandaloneTaskProps } from './standalone-task-props';

/**
 * Properties of tasks that are started again and again between two deployments.
 */
export interface RecurringTaskProps extends StandaloneTaskProps {
  /**
   * Whether a revision of the task definition stays registered when a deployment replaces it. Functions and executions that began before the deployment
   * then start their tasks with the old revision. Otherwise ECS refuses these tasks as soon as the deployment is complete.
   *
   * Revisions cost nothing. An existing task definition keeps its own policy.
   *
   * @default true
   */
  readonly keepRevisions?: boolean;
}
