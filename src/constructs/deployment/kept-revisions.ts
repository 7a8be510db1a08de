import { CfnDeletionPolicy, Validations } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';

const OF_CONTROLLER = 'Tasks of a replaced revision keep running; with the stack they stop, and the revision is deleted';

/** Keeps a replaced revision registered: its tasks run until a controller deploys the new revision, or something still starts it. */
export function keepRevisions(taskDefinition: ecs.TaskDefinition, reason: string = OF_CONTROLLER): void {
  const { defaultChild } = taskDefinition.node;
  if (!(defaultChild instanceof ecs.CfnTaskDefinition)) { return; }
  defaultChild.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  Validations.of(taskDefinition).acknowledge({ id: 'CloudFormation-Validate::W3011', reason });
}
