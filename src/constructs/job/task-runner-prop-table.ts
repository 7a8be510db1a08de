import { TaskRunnerProps } from './task-runner-props';
import { TASK_DEFINITION_PROPS } from '../workload/task-definition-prop-table';

/** The props of a TaskRunner that set a property, by resource type and property path. A finding about the property names the prop. */
export const TASK_RUNNER_PROPS: Readonly<Record<string, Readonly<Record<string, keyof TaskRunnerProps & string>>>> = {
  'AWS::ECS::TaskDefinition': TASK_DEFINITION_PROPS,
};
