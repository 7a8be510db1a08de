import * as ecs from 'aws-cdk-lib/aws-ecs';
import { restarts } from '../task/add-container';
import { WorkloadProps } from '../workload/workload-props';

const PROPS = ['enableRestartPolicy', 'restartAttemptPeriod', 'restartIgnoredExitCodes'] as const;

/** Why a task never ends: its main container is restarted although it has succeeded. */
export function restartProblems(props: WorkloadProps): string[] {
  if (props.taskDefinition) { return existingProblems(props.taskDefinition); }
  if (!restarts(props) || props.restartIgnoredExitCodes?.includes(0)) { return []; }
  const given = PROPS.filter(name => props[name] !== undefined);
  return [`${given.join(', ')}: ECS restarts the container when it exits with 0, so the task never ends; remove ${given.length > 1 ? 'them' : 'it'}, or add 0 to restartIgnoredExitCodes`];
}

function existingProblems({ defaultContainer, node }: ecs.TaskDefinition): string[] {
  const policy = defaultContainer?.renderContainerDefinition().restartPolicy as ecs.CfnTaskDefinition.RestartPolicyProperty | undefined;
  if (policy?.enabled !== true || (policy.ignoredExitCodes as number[] | undefined)?.includes(0)) { return []; }
  return [`taskDefinition ('${node.path}') restarts container '${defaultContainer!.containerName}' when it exits with 0, so the task never ends; remove its restart policy, or let it ignore the exit code 0`];
}
