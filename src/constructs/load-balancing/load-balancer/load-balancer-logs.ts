import { Duration, Stack, Token, Validations } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { AlbProps } from '../alb/alb-props';

/** The props about logs. */
type LogProps = Pick<AlbProps, `${'accessLogs' | 'connectionLogs'}${'' | 'Bucket' | 'Prefix'}`>;

/** A load balancer of any type; connection logs are those of Application Load Balancers. */
interface LoggedLoadBalancer {
  logAccessLogs(bucket: s3.IBucket, prefix?: string): void;
  logConnectionLogs?(bucket: s3.IBucket, prefix?: string): void;
}

/** One kind of log, with the names of its props. */
interface Log {
  readonly prop: 'accessLogs' | 'connectionLogs';
  readonly what: string;
  readonly isOn?: boolean;
  readonly bucket?: s3.IBucket;
  readonly prefix?: string;
  write(loadBalancer: LoggedLoadBalancer, bucket: s3.IBucket, prefix?: string): void;
}

/** The logs that a load balancer writes to S3. */
function logsOf(props: LogProps): readonly Log[] {
  return [
    {
      prop: 'accessLogs',
      what: 'access logs',
      isOn: props.accessLogs,
      bucket: props.accessLogsBucket,
      prefix: props.accessLogsPrefix,
      write: (loadBalancer, bucket, prefix) => loadBalancer.logAccessLogs(bucket, prefix),
    },
    {
      prop: 'connectionLogs',
      what: 'connection logs',
      isOn: props.connectionLogs,
      bucket: props.connectionLogsBucket,
      prefix: props.connectionLogsPrefix,
      write: (loadBalancer, bucket, prefix) => loadBalancer.logConnectionLogs?.(bucket, prefix),
    },
  ];
}

/** A Network Load Balancer can write to a bucket that is encrypted with a KMS key, an Application Load Balancer cannot. */
export function logProblems(scope: Construct, props: LogProps, acceptsKey = false): string[] {
  return logsOf(props).flatMap(log => isWritten(log) ? writtenProblems(scope, log, acceptsKey) : unusedProblems(log));
}

export function writeLogs(scope: Construct, loadBalancer: LoggedLoadBalancer, props: LogProps): void {
  for (const log of logsOf(props).filter(isWritten)) {
    log.write(loadBalancer, log.bucket ?? newBucket(scope, log), log.prefix);
  }
}

function isWritten({ isOn, bucket }: Log): boolean { return isOn ?? bucket !== undefined; }

function unusedProblems({ prop, what, isOn, bucket, prefix }: Log): string[] {
  return [
    ...(bucket ? [`${prop} (${isOn}) leaves ${prop}Bucket unused; remove one of them`] : []),
    ...(prefix === undefined ? [] : [`${prop}Prefix ('${prefix}') requires ${what}; set ${prop} to true`]),
  ];
}

function writtenProblems(scope: Construct, { prop, bucket }: Log, acceptsKey: boolean): string[] {
  return [
    ...(Token.isUnresolved(Stack.of(scope).region)
      ? [`${prop}: the policy of the bucket depends on the Region, which is unknown for stack '${Stack.of(scope).node.path}'; set its env: { region: '…' }`]
      : []),
    ...(bucket?.encryptionKey && !acceptsKey
      ? [`${prop}Bucket ('${bucket.node.path}') is encrypted with a KMS key, which Elastic Load Balancing cannot use; use s3.BucketEncryption.S3_MANAGED`]
      : []),
  ];
}

function newBucket(scope: Construct, { prop }: Log): s3.IBucket {
  const bucket = new s3.Bucket(scope, prop === 'accessLogs' ? 'AccessLogs' : 'ConnectionLogs', {
    encryption: s3.BucketEncryption.S3_MANAGED,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    lifecycleRules: [{ expiration: Duration.days(365) }],
  });
  Validations.of(bucket).acknowledge({ id: 'AwsSolutions-S1', reason: 'The bucket contains only logs; server access logs would need another bucket with the same finding' });
  return bucket;
}
