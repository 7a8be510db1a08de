import { Duration, Stack, Token } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { AlbProps } from './alb-props';

export function accessLogProblems(scope: Construct, props: AlbProps): string[] {
  const { accessLogs, accessLogsBucket: bucket, accessLogsPrefix: prefix } = props;
  if (!isLogged(props)) {
    return [
      ...(bucket ? [`accessLogs (${accessLogs}) leaves accessLogsBucket unused, leave one of them out`] : []),
      ...(prefix === undefined ? [] : [`accessLogsPrefix ('${prefix}') is for access logs, set accessLogs to true`]),
    ];
  }
  return [
    ...(Token.isUnresolved(Stack.of(scope).region)
      ? [`accessLogs: who may write to the bucket depends on the region, which stack '${Stack.of(scope).node.path}' does not know; give it env: { region: '…' }`]
      : []),
    ...(bucket?.encryptionKey
      ? [`accessLogsBucket ('${bucket.node.path}') is encrypted with a KMS key, which Elastic Load Balancing cannot use; use s3.BucketEncryption.S3_MANAGED`]
      : []),
  ];
}

export function logAccess(scope: Construct, loadBalancer: elbv2.ApplicationLoadBalancer, props: AlbProps): void {
  if (!isLogged(props)) { return; }
  loadBalancer.logAccessLogs(props.accessLogsBucket ?? newBucket(scope), props.accessLogsPrefix);
}

function isLogged({ accessLogs, accessLogsBucket }: AlbProps): boolean {
  return accessLogs ?? accessLogsBucket !== undefined;
}

function newBucket(scope: Construct): s3.IBucket {
  return new s3.Bucket(scope, 'AccessLogs', {
    encryption: s3.BucketEncryption.S3_MANAGED,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    lifecycleRules: [{ expiration: Duration.days(365) }],
  });
}
