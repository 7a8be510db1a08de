/**
 * The input with which an external controller creates task sets of a service.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-external.html
 */
export class ServiceTaskSets {
  /** @internal */
  public static _of(createInput: string): ServiceTaskSets { return new ServiceTaskSets(createInput); }

  /**
   * The input of `CreateTaskSet` as JSON, for `aws ecs create-task-set --cli-input-json`: cluster, service, task definition of this stack, network,
   * capacity and target group.
   */
  public readonly createInput: string;

  private constructor(createInput: string) { this.createInput = createInput; }
}
