import { REDUCE_EC2_FARGATE_CLOUDWATCH_PERMISSIONS } from 'aws-cdk-lib/cx-api';
import { Construct } from 'constructs';

/** Without this feature flag, aws-ecs allows tasks with ECS Exec to write to every log group of the account. The scope must not have children yet. */
export function limitExecPermissions(scope: Construct): void {
  scope.node.setContext(REDUCE_EC2_FARGATE_CLOUDWATCH_PERMISSIONS, true);
}
