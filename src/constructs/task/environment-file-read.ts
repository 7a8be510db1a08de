import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { FILE_ACTIONS } from '../../facts/iam-needs';

/**
 * Allows the execution role to read the environment files of a container. `EnvironmentFile` grants nothing, and the task would not start.
 *
 * The key of an encrypted bucket is not known here: the user must call its `grantDecrypt`.
 */
export function allowEnvironmentFiles({ environmentFiles = [], taskDefinition }: ecs.ContainerDefinition): void {
  const arnOf = (resource: string) => Stack.of(taskDefinition).formatArn({ service: 's3', account: '', region: '', resource });
  for (const { s3Location: { bucketName, objectKey } } of environmentFiles) {
    taskDefinition.addToExecutionRolePolicy(new iam.PolicyStatement({ actions: [FILE_ACTIONS.object], resources: [arnOf(`${bucketName}/${objectKey}`)] }));
    taskDefinition.addToExecutionRolePolicy(new iam.PolicyStatement({ actions: [FILE_ACTIONS.bucket], resources: [arnOf(bucketName)] }));
  }
}
