/** How tasks in isolated subnets get the VPC endpoints that they need. */
export enum IsolatedSubnetEndpoints {
  /**
   * Missing VPC endpoints are created in the scope of the VPC, once for all its services.
   *
   * They allow connections from the whole VPC, because its other workloads also resolve to them by private DNS. AWS charges for each interface
   * endpoint by the hour in each Availability Zone; the gateway endpoint for S3 is free.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
   */
  CREATE = 'create',

  /** The VPC endpoints exist already, or another route reaches AWS: nothing is created or checked. */
  EXISTING = 'existing',
}
