/**
 * How a controller outside of AWS replaces the tasks of a service.
 */
export interface ExternalDeploymentProps {
  /**
   * Whether the stack creates the first task set and makes it the primary one, so that the service runs when the stack is deployed.
   *
   * The task set names the family of the task definition: a new revision does not replace it. Set it to false when your controller creates every task set.
   *
   * @default true
   */
  readonly initialTaskSet?: boolean;
}
