/**
 * Properties of external instances.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 */
export interface ExternalInstancesProps {
  /**
   * The name of the instance role, which the activation names.
   *
   * @default - CloudFormation generates one
   */
  readonly roleName?: string;
}
