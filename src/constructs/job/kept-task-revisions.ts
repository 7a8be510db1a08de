import * as ecs from 'aws-cdk-lib/aws-ecs';
import { RecurringTaskProps } from './recurring-task-props';
import { keepRevisions } from '../deployment/kept-revisions';

const REASON = 'Functions and executions that began before a deployment start tasks with the old revision; none runs after the stack is deleted';

/** Keeps the replaced revisions of a new task definition registered, unless the props refuse it. */
export function keepTaskRevisions(taskDefinition: ecs.TaskDefinition, props: RecurringTaskProps): void {
  if (!props.taskDefinition && props.keepRevisions !== false) { keepRevisions(taskDefinition, REASON); }
}
