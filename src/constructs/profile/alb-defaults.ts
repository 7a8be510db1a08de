/**
 * Props of an Application Load Balancer that a profile can set if they are omitted.
 */
export interface AlbDefaults {
  /**
   * Whether port 80 redirects to HTTPS.
   *
   * @default - true with HTTPS, but false in the regulated profile; without HTTPS there is no redirect
   */
  readonly redirectHttp?: boolean;

  /**
   * Whether requests are logged to a bucket. Requires a stack with a known Region.
   *
   * @default - true when `accessLogsBucket` is set, and in the regulated profile
   */
  readonly accessLogs?: boolean;

  /**
   * Whether the load balancer is protected from deletion, including deletion by CloudFormation.
   *
   * To delete the load balancer, set it to false and deploy first.
   *
   * @default - true for a `SharedAlb` and in the regulated profile, otherwise false
   */
  readonly deletionProtection?: boolean;
}
