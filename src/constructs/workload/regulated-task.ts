import { Construct } from 'constructs';
import { RegulatedResources } from '../profile/regulated-resources';
import { ContainerTaskProps } from '../task/container-task-props';

/** The construct id of the log group of a regulated workload. */
export const LOG_GROUP = 'LogGroup';

/** A task with encrypted logs, and with roles whose grants are managed policies. */
export function regulatedTask(scope: Construct, props: ContainerTaskProps, regulated: RegulatedResources): ContainerTaskProps {
  return {
    ...props,
    taskRole: props.taskRole ?? regulated.taskRole(scope, 'TaskRole'),
    executionRole: props.executionRole ?? regulated.taskRole(scope, 'ExecutionRole'),
    logGroup: props.logGroup ?? (props.logging ? undefined : regulated.logGroup(scope, LOG_GROUP, { retention: props.logRetention })),
  };
}
