import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { DECRYPT_ACTION, EXEC_ACTIONS, EXEC_CALLER_ACTIONS } from '../../facts/iam-needs';
import { placeOf } from '../capacity/cluster-place';

/** Allows ECS Exec in tasks that no service runs: the L2 services allow it for their own tasks only. */
export function allowSessions(cluster: ecs.ICluster, taskDefinition: ecs.TaskDefinition): void {
  const { kmsKey, logConfiguration } = cluster.executeCommandConfiguration ?? {};
  const allow = (actions: readonly string[], resource: string): void => {
    taskDefinition.addToTaskRolePolicy(new iam.PolicyStatement({ actions: [...actions], resources: [resource] }));
  };
  allow(EXEC_ACTIONS.channels, '*');
  if (kmsKey) { allow([DECRYPT_ACTION, ...EXEC_CALLER_ACTIONS.key], kmsKey.keyArn); }
  if (logConfiguration) { allowSessionLogs(cluster, taskDefinition, logConfiguration, allow); }
}

function allowSessionLogs(
  cluster: ecs.ICluster, taskDefinition: ecs.TaskDefinition,
  { cloudWatchLogGroup, s3Bucket, s3EncryptionEnabled }: ecs.ExecuteCommandLogConfiguration, allow: (actions: readonly string[], resource: string) => void,
): void {
  const { partition } = Stack.of(taskDefinition);
  if (cloudWatchLogGroup) {
    const { account, region } = placeOf(cluster);
    allow([EXEC_ACTIONS.everyLogGroup], '*');
    allow(EXEC_ACTIONS.logGroup, `arn:${partition}:logs:${region}:${account}:log-group:${cloudWatchLogGroup.logGroupRef.logGroupName}:*`);
  }
  if (s3Bucket) {
    const bucket = `arn:${partition}:s3:::${s3Bucket.bucketRef.bucketName}`;
    allow([EXEC_ACTIONS.bucket], bucket);
    allow([EXEC_ACTIONS.objects], `${bucket}/*`);
    if (s3EncryptionEnabled) { allow([EXEC_ACTIONS.bucketEncryption], bucket); }
  }
}
