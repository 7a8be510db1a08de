import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { FILE_ACTIONS, READ_ACTIONS } from '../../facts/iam-needs';

/**
 * Allows the execution role to read the credential specifications of a container, in S3 or Parameter Store. `CredentialSpec` grants nothing, and the task
 * would not start.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows-gmsa.html
 */
export function allowCredentialSpecs(task: ecs.TaskDefinition, specs: readonly ecs.CredentialSpec[] = []): void {
  for (const { fileLocation } of specs) {
    if (JSON.stringify(Stack.of(task).resolve(fileLocation)).includes(':ssm:')) {
      allow(task, READ_ACTIONS.ssm, fileLocation);
    } else {
      const [bucketArn] = fileLocation.split('/');
      allow(task, FILE_ACTIONS.object, fileLocation);
      allow(task, FILE_ACTIONS.bucket, bucketArn);
    }
  }
}

function allow(task: ecs.TaskDefinition, action: string, resource: string): void {
  task.addToExecutionRolePolicy(new iam.PolicyStatement({ actions: [action], resources: [resource] }));
}
