/** Whether tasks in isolated subnets are given the VPC endpoints without which they do not start. */
export enum IsolatedSubnetEndpoints {
  /**
   * The missing ones are created, in the scope of the VPC, once for all services in it.
   *
   * They admit the whole VPC, whose other workloads find them by private DNS too.
   * Each interface endpoint costs by the hour in each Availability Zone; that of S3 is free.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
   */
  CREATE = 'create',

  /** They exist already, or another route leads out: nothing is created and nothing checked. */
  EXISTING = 'existing',
}
