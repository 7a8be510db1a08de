import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';

/**
 * Allows the execution role to read the credential specifications of a container, which the L2 does not.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows-gmsa.html
 */
export function allowCredentialSpecs(task: ecs.TaskDefinition, specs: readonly ecs.CredentialSpec[] = []): void {
  for (const { fileLocation } of specs) {
    const isParameter = JSON.stringify(Stack.of(task).resolve(fileLocation)).includes(':ssm:');
    const actions = isParameter ? ['ssm:GetParameters'] : ['s3:GetObject'];
    task.addToExecutionRolePolicy(new iam.PolicyStatement({ actions, resources: [fileLocation] }));
  }
}
