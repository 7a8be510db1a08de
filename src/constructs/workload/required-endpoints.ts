import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { EndpointFeature } from '../../facts/vpc-endpoints';

/** The VPC endpoints that a container needs in isolated subnets. */
export function containerEndpoints(container: ecs.ContainerDefinition): EndpointFeature[] {
  const needs: EndpointFeature[] = [];
  if (container.logDriverConfig?.logDriver === 'awslogs') { needs.push('awslogs'); }
  if (container.environmentFiles?.length) { needs.push('environmentFile'); }
  return [...needs, ...secretStoresOf(container)];
}

/** The VPC endpoints that sessions of ECS Exec need in isolated subnets. */
export function execEndpoints({ executeCommandConfiguration: exec }: ecs.ICluster): EndpointFeature[] {
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
