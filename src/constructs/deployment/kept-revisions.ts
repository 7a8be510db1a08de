import { CfnDeletionPolicy, Validations } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';

/** Keeps a replaced revision registered, because its tasks run until the controller deploys the new revision. */
export function keepRevisions(taskDefinition: ecs.TaskDefinition): void {
  const { defaultChild } = taskDefinition.node;
  if (!(defaultChild instanceof ecs.CfnTaskDefinition)) { return; }
  defaultChild.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  Validations.of(taskDefinition).acknowledge({
    id: 'CloudFormation-Validate::W3011', reason: 'Tasks of a replaced revision keep running; with the stack they stop, and the revision is deleted',
  });
}
