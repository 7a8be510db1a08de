import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { EXEC_ACTIONS } from '../../facts/iam-needs';

/** Allows sessions to write to the log group of the container, where ECS records them unless the cluster configures it otherwise. */
export function allowSessionLog(cluster: ecs.ICluster, container: ecs.ContainerDefinition, logGroup?: logs.ILogGroup): void {
  const group = logGroup?.logGroupArn ?? logGroupOf(container);
  if (!group || !isRecordedByContainer(cluster)) { return; }
  const { taskDefinition } = container;
  taskDefinition.addToTaskRolePolicy(new iam.PolicyStatement({ actions: [EXEC_ACTIONS.everyLogGroup], resources: ['*'] }));
  taskDefinition.addToTaskRolePolicy(new iam.PolicyStatement({ actions: [...EXEC_ACTIONS.logGroup], resources: [group] }));
}

function isRecordedByContainer({ executeCommandConfiguration: exec }: ecs.ICluster): boolean {
  return !exec?.logConfiguration && (exec?.logging ?? ecs.ExecuteCommandLogging.DEFAULT) === ecs.ExecuteCommandLogging.DEFAULT;
}

function logGroupOf(container: ecs.ContainerDefinition): string | undefined {
  const { logDriver, options } = container.logDriverConfig ?? {};
  const name = logDriver === 'awslogs' ? options?.['awslogs-group'] : undefined;
  return name && Stack.of(container).formatArn({ service: 'logs', resource: 'log-group', resourceName: `${name}:*`, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
}
