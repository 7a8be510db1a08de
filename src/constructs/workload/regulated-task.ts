import { Construct } from 'constructs';
import { Regulation } from '../capacity/regulation';
import { ContainerTaskProps } from '../task/container-task-props';

/** A task with an encrypted log, and with roles whose grants collect in managed policies. */
export function regulatedTask(scope: Construct, props: ContainerTaskProps, regulation: Regulation): ContainerTaskProps {
  return {
    ...props,
    taskRole: props.taskRole ?? regulation.taskRole(scope, 'TaskRole'),
    executionRole: props.executionRole ?? regulation.taskRole(scope, 'ExecutionRole'),
    logGroup: props.logGroup ?? (props.logging ? undefined : regulation.logGroup(scope, 'LogGroup', { retention: props.logRetention })),
  };
}
