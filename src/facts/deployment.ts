/**
 * Bounds of the percentages of a rolling deployment.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
export const DEPLOYMENT_PERCENT = { minimumHealthy: { min: 0, max: 100 }, maximum: { min: 100 } } as const;

/**
 * The largest maximum percent with scheduling strategy DAEMON. ECS answers "The daemon scheduling strategy does not support values above 100 for maximumPercent
 * on a deployment configuration", as cdk-preflight 0.0.143 quotes it.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
export const DAEMON_MAXIMUM_PERCENT = 100;

/** The numbers of tasks that a service may have at a time. */
export interface TaskRange {
  readonly least: number;
  readonly most: number;
}

/**
 * The numbers of tasks during a rolling update of this many tasks: the minimum is rounded up, the maximum down.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
export function tasksDuringUpdate(count: number, minimumHealthyPercent: number, maximumPercent: number): TaskRange {
  return { least: Math.ceil(count * minimumHealthyPercent / 100), most: Math.floor(count * maximumPercent / 100) };
}

/** Whether a rolling update can replace a task at this count. */
export function canReplaceTasks(count: number, minimumHealthyPercent: number, maximumPercent: number): boolean {
  const { least, most } = tasksDuringUpdate(count, minimumHealthyPercent, maximumPercent);
  return most > count || least < count;
}

/** A parameter of a service that its task sets set instead if the deployment controller is EXTERNAL. */
export interface TaskSetParameter {
  readonly key: string;
  /** Only a sentence of the documentation says that ECS refuses it. */
  readonly isDoubtful?: true;
}

/**
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-external.html
 */
export const TASK_SET_PARAMETERS: readonly TaskSetParameter[] = [
  { key: 'TaskDefinition' },
  { key: 'LoadBalancers' },
  { key: 'ServiceRegistries' },
  { key: 'LaunchType' },
  { key: 'CapacityProviderStrategy' },
  // the CDK writes these two
  { key: 'NetworkConfiguration', isDoubtful: true },
  { key: 'PlatformVersion', isDoubtful: true },
];

/**
 * The bounds of the number of failed tasks at which the circuit breaker opens.
 *
 * Read on 2026-11-29; a maximum is not documented.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ThresholdConfiguration.html
 */
export const CIRCUIT_BREAKER_FAILURES = { min: 1 } as const;
