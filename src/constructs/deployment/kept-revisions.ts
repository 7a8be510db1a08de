import { CfnDeletionPolicy } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';

/** A deployment of the stack leaves the revision registered that runs until the controller deploys the new one. */
export function keepRevisions({ node: { defaultChild } }: ecs.TaskDefinition): void {
  if (defaultChild instanceof ecs.CfnTaskDefinition) { defaultChild.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN; }
}
