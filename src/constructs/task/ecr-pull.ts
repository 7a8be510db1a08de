import { Annotations, Stack, Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ECR_IMAGE, ECR_PULL } from '../../facts/ecr-images';

/**
 * Allows the execution role to pull an image of Amazon ECR that is specified by its name.
 *
 * `ContainerImage.fromRegistry` grants nothing, and the task would not start. Images of CDK repositories and assets have a token in their names; the
 * CDK grants their permissions.
 */
export function allowEcrPull(container: ecs.ContainerDefinition): void {
  const { imageName, taskDefinition } = container;
  const [, account, region, resourceName] = (Token.isUnresolved(imageName) ? undefined : ECR_IMAGE.exec(imageName)) ?? [];
  if (resourceName === undefined) { return; }
  const repository = Stack.of(taskDefinition).formatArn({ service: 'ecr', account, region, resource: 'repository', resourceName });
  const actions = [ECR_PULL.check, ECR_PULL.layers, ECR_PULL.image];
  taskDefinition.addToExecutionRolePolicy(new iam.PolicyStatement({ actions, resources: [repository] }));
  taskDefinition.addToExecutionRolePolicy(new iam.PolicyStatement({ actions: [ECR_PULL.token], resources: ['*'] }));
  Annotations.of(container).acknowledgeWarning('@aws-cdk/aws-ecs:ecrImageRequiresPolicy', 'The execution role has the permissions');
}
