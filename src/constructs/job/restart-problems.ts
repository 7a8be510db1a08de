import * as ecs from 'aws-cdk-lib/aws-ecs';
import { WorkloadProps } from '../workload/workload-props';

const PROPS = 'enableRestartPolicy (true): ECS restarts the container when it exits with 0, so the task never ends; remove it, or add 0 to restartIgnoredExitCodes';

/** Why a task never ends: its main container is restarted although it has succeeded. */
export function restartProblems({ taskDefinition, enableRestartPolicy, restartIgnoredExitCodes }: WorkloadProps): string[] {
  if (taskDefinition) { return existingProblems(taskDefinition); }
  return enableRestartPolicy && !restartIgnoredExitCodes?.includes(0) ? [PROPS] : [];
}

function existingProblems({ defaultContainer, node }: ecs.TaskDefinition): string[] {
  const policy = defaultContainer?.renderContainerDefinition().restartPolicy as ecs.CfnTaskDefinition.RestartPolicyProperty | undefined;
  if (policy?.enabled !== true || (policy.ignoredExitCodes as number[] | undefined)?.includes(0)) { return []; }
  return [`taskDefinition ('${node.path}') restarts container '${defaultContainer!.containerName}' when it exits with 0, so the task never ends; remove its restart policy, or let it ignore the exit code 0`];
}
