import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { REDUCE_EC2_FARGATE_CLOUDWATCH_PERMISSIONS } from 'aws-cdk-lib/cx-api';
import { Construct } from 'constructs';
import { EXEC_ACTIONS } from '../../facts/iam-needs';

/** Without this feature flag, aws-ecs allows tasks with ECS Exec to write to every log group of the account. The scope must not have children yet. */
export function limitExecPermissions(scope: Construct): void {
  scope.node.setContext(REDUCE_EC2_FARGATE_CLOUDWATCH_PERMISSIONS, true);
}

/** Allows the tasks of a resource without an L2 to open sessions, and to record them as the cluster configures it. L2 services do that themselves. */
export function allowSessions({ executeCommandConfiguration: exec }: ecs.ICluster, task: ecs.TaskDefinition): void {
  const allow = (actions: readonly string[], ...resources: string[]) =>
    task.addToTaskRolePolicy(new iam.PolicyStatement({ actions: [...actions], resources }));
  const { cloudWatchLogGroup, s3Bucket, s3EncryptionEnabled } = exec?.logConfiguration ?? {};
  allow(EXEC_ACTIONS.channels, '*');
  if (exec?.kmsKey) { allow(SESSION_KEY_ACTIONS, exec.kmsKey.keyArn); }
  if (cloudWatchLogGroup) {
    allow([EXEC_ACTIONS.everyLogGroup], '*');
    allow(EXEC_ACTIONS.logGroup, Stack.of(task).formatArn({
      service: 'logs', resource: 'log-group', resourceName: `${cloudWatchLogGroup.logGroupRef.logGroupName}:*`, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }));
  }
  if (s3Bucket) {
    const { bucketArn } = s3Bucket.bucketRef;
    allow([EXEC_ACTIONS.bucket], '*');
    allow([EXEC_ACTIONS.objects], `${bucketArn}/*`);
    if (s3EncryptionEnabled) { allow([EXEC_ACTIONS.bucketEncryption], bucketArn); }
  }
}

/** A task decrypts the data key of a session. */
const SESSION_KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];
