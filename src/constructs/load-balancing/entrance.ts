import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** Where traffic comes in: what an exposure has made for a service. */
export interface Entrance {
  readonly loadBalancer?: elbv2.ApplicationLoadBalancer;
  readonly listener?: elbv2.IApplicationListener;
  readonly targetGroup?: elbv2.ApplicationTargetGroup;
  readonly url?: string;
}

/** Log groups as the regulated profile has them. */
export interface EncryptedLogs {
  logGroup(scope: Construct, id: string, props: { readonly namePrefix: string }): logs.ILogGroup;
}

/** What stands behind an `Exposure`. */
export interface ExposureKind {
  /** Whether a port of the container receives traffic. */
  readonly hasTraffic: boolean;
  /** Everything that can never work in this scope and network, in the caller's words. */
  problems(scope: Construct, vpc: ec2.IVpc): readonly string[];
  open(scope: Construct, vpc: ec2.IVpc): Entrance;
  /** The same in the regulated profile. */
  regulated(logGroups: EncryptedLogs): ExposureKind;
}
