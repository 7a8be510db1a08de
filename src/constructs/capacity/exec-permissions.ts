import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { REDUCE_EC2_FARGATE_CLOUDWATCH_PERMISSIONS } from 'aws-cdk-lib/cx-api';
import { Construct } from 'constructs';
import { placeOf } from './cluster-place';
import { DECRYPT_ACTION, EXEC_ACTIONS, EXEC_CALLER_ACTIONS } from '../../facts/iam-needs';

/** Without this feature flag, aws-ecs allows tasks with ECS Exec to write to every log group of the account. The scope must not have children yet. */
export function limitExecPermissions(scope: Construct): void {
  scope.node.setContext(REDUCE_EC2_FARGATE_CLOUDWATCH_PERMISSIONS, true);
}

/** Allows tasks that no L2 service runs to open sessions, and to record them as the cluster configures it. L2 services do that themselves. */
export function allowSessions(cluster: ecs.ICluster, task: ecs.TaskDefinition): void {
  const { executeCommandConfiguration: exec } = cluster;
  const allow = (actions: readonly string[], ...resources: string[]) =>
    task.addToTaskRolePolicy(new iam.PolicyStatement({ actions: [...actions], resources }));
  const { cloudWatchLogGroup, s3Bucket, s3EncryptionEnabled } = exec?.logConfiguration ?? {};
  allow(EXEC_ACTIONS.channels, '*');
  if (exec?.kmsKey) { allow([DECRYPT_ACTION, ...EXEC_CALLER_ACTIONS.key], exec.kmsKey.keyArn); }
  if (cloudWatchLogGroup) {
    allow([EXEC_ACTIONS.everyLogGroup], '*');
    allow(EXEC_ACTIONS.logGroup, Stack.of(task).formatArn({
      service: 'logs', ...placeOf(cluster), resource: 'log-group', resourceName: `${cloudWatchLogGroup.logGroupRef.logGroupName}:*`, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }));
  }
  if (s3Bucket) {
    const { bucketArn } = s3Bucket.bucketRef;
    allow([EXEC_ACTIONS.bucket], bucketArn);
    allow([EXEC_ACTIONS.objects], `${bucketArn}/*`);
    if (s3EncryptionEnabled) { allow([EXEC_ACTIONS.bucketEncryption], bucketArn); }
  }
}
