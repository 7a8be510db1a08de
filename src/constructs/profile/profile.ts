import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { IConstruct } from 'constructs';
import { attachedProfile, attachProfile, ProfileData, STANDARD } from './profile-data';

/**
 * Options of the regulated profile.
 */
export interface RegulatedProfileProps {
  /**
   * The key that encrypts logs and ECS Exec sessions.
   *
   * CloudWatch Logs must be allowed to use it; the key policy of a key in this app is extended.
   *
   * @default - a new key for each cluster, rotated every year; a workload on an imported cluster gets its own key
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * How long new log groups keep the logs of workloads.
   *
   * @default logs.RetentionDays.ONE_YEAR
   */
  readonly logRetention?: logs.RetentionDays;
}

/**
 * A named set of defaults for clusters and workloads.
 *
 * A profile can be set on a workload, a cluster, a Stage or an app; the nearest one is used, in this order. A prop that you set overrides the
 * profile.
 */
export class Profile {
  /**
   * Safe defaults without additional cost.
   */
  public static standard(): Profile { return new Profile(STANDARD); }

  /**
   * Defaults that HIPAA, NIST 800-53 and PCI DSS require, at additional cost.
   *
   * Logs and ECS Exec sessions are encrypted and kept for a year, and grants are managed policies instead of inline policies. A load balancer accepts
   * TLS only, and has an AWS WAF web ACL, access logs and deletion protection.
   *
   * @param props key and log retention
   */
  public static regulated(props: RegulatedProfileProps = {}): Profile {
    return new Profile({
      name: 'regulated',
      workload: { logRetention: props.logRetention ?? logs.RetentionDays.ONE_YEAR },
      alb: { redirectHttp: false, accessLogs: true, deletionProtection: true },
      isRegulated: true,
      encryptionKey: props.encryptionKey,
    });
  }

  private constructor(data: ProfileData) { attachProfile(this, data); }

  /**
   * The name of the profile.
   */
  public get name(): string { return this.data.name; }

  /**
   * Sets the profile of the clusters, workloads and load balancers that are created in a scope from now on, unless they set their own.
   *
   * @param scope an app, a Stage, a stack or another construct
   */
  public applyTo(scope: IConstruct): void { attachProfile(scope, this.data); }

  private get data(): ProfileData { return attachedProfile(this) ?? STANDARD; }
}
