import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { EndpointFeature } from '../../facts/vpc-endpoints';

/** What ECS and the agent reach over the network of the task to run the container. */
export function needsOf(container: ecs.ContainerDefinition): EndpointFeature[] {
  const needs: EndpointFeature[] = [];
  if (container.logDriverConfig?.logDriver === 'awslogs') { needs.push('awslogs'); }
  if (container.environmentFiles?.length) { needs.push('environmentFile'); }
  return [...needs, ...secretStoresOf(container)];
}

/** What a session of ECS Exec reaches over the network of the task. */
export function execNeeds({ executeCommandConfiguration: exec }: ecs.ICluster): EndpointFeature[] {
  const needs: EndpointFeature[] = ['exec'];
  if (exec?.kmsKey) { needs.push('execKey'); }
  if (exec?.logConfiguration?.cloudWatchLogGroup) { needs.push('execLogsToCloudWatch'); }
  if (exec?.logConfiguration?.s3Bucket) { needs.push('execLogsToS3'); }
  return needs;
}

function secretStoresOf(container: ecs.ContainerDefinition): EndpointFeature[] {
  const { secrets } = container.renderContainerDefinition();
  if (!Array.isArray(secrets)) { return []; }
  const references = secrets.map(secret => JSON.stringify(Stack.of(container).resolve(secret)));
  return references.map(reference => reference.includes(':ssm:') ? 'parameterStore' : 'secretsManager');
}
