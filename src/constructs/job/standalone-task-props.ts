import { WorkloadProps } from '../workload/workload-props';

/**
 * Properties of tasks that no service runs.
 */
export interface StandaloneTaskProps extends WorkloadProps {
  /**
   * Whether ECS copies the tags of the task definition to the tasks.
   *
   * @default true
   */
  readonly propagateTags?: boolean;

  /**
   * Whether ECS tags the tasks with the name of the cluster.
   *
   * @default true
   */
  readonly enableEcsManagedTags?: boolean;
}
