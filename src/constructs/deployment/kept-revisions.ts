import { CfnDeletionPolicy, Validations } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';

/** A deployment of the stack leaves the revision registered that runs until the controller deploys the new one. */
export function keepRevisions(taskDefinition: ecs.TaskDefinition): void {
  const { defaultChild } = taskDefinition.node;
  if (!(defaultChild instanceof ecs.CfnTaskDefinition)) { return; }
  defaultChild.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  Validations.of(taskDefinition).acknowledge({
    id: 'CloudFormation-Validate::W3011', reason: 'Revisions that are replaced still run; with the stack nothing runs them, and they are deleted',
  });
}
