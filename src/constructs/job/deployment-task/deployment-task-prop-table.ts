import { DeploymentTaskProps } from './deployment-task-props';
import { TASK_DEFINITION_PROPS } from '../../workload/task-definition-prop-table';

/** The props of a DeploymentTask that set a property, by resource type and property path. A finding about the property names the prop. */
export const DEPLOYMENT_TASK_PROPS: Readonly<Record<string, Readonly<Record<string, keyof DeploymentTaskProps & string>>>> = {
  'AWS::ECS::TaskDefinition': TASK_DEFINITION_PROPS,
  'Custom::EcsDeploymentTask': { Timeout: 'timeout', ServiceTimeout: 'timeout', Log: 'logLines', Triggers: 'triggers', RunOnRollback: 'runOnRollback' },
};
