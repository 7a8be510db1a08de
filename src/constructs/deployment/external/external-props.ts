/**
 * How an external controller replaces the tasks of a service.
 */
export interface ExternalDeploymentProps {
  /**
   * Whether the stack creates the first task set and makes it the primary task set, so that tasks run when the stack is deployed.
   *
   * The task set refers to the task definition by its family, so that a new revision does not replace it. Set it to false if your controller creates every
   * task set.
   *
   * @default true
   */
  readonly initialTaskSet?: boolean;
}
