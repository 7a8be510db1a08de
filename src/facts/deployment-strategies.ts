/** The deployment strategies in which ECS moves traffic from the old revision of a service to the new one. */
export const TRAFFIC_SHIFT_STRATEGIES: readonly string[] = ['BLUE_GREEN', 'LINEAR', 'CANARY'];

/** The strategies that shift traffic in steps. They need a load balancer or Service Connect to divide the traffic. */
export const GRADUAL_STRATEGIES: readonly string[] = ['LINEAR', 'CANARY'];

/** The bounds of a number of a deployment; `default` is the default of ECS. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly default?: number;
}

/**
 * How long both revisions run after all traffic was shifted, in minutes. The API reference requires it for BLUE_GREEN, but services without it are created.
 *
 * Read on 2026-11-29: the bounds are those of the CloudFormation schema.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
export const BAKE_TIME_MINUTES: Bounds = { min: 0, max: 1440 };

/**
 * The share of traffic that a linear deployment shifts in each step, in percent, and its wait after each step except the last one, in minutes.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinearConfiguration.html
 */
export const STEP_PERCENT = { min: 3, max: 100, default: 10 } as const;
export const STEP_BAKE_TIME_MINUTES = { min: 0, max: 1440, default: 6 } as const;

/**
 * The share of traffic that a canary deployment shifts first, in percent, and its wait before it shifts the rest, in minutes.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CanaryConfiguration.html
 */
export const CANARY_PERCENT = { min: 0.1, max: 100, default: 5 } as const;
export const CANARY_BAKE_TIME_MINUTES = { min: 0, max: 1440, default: 10 } as const;

/** Whether a percentage is a multiple of 0.1, as ECS requires for linear and canary deployments. */
export function isTenthOfPercent(percent: number): boolean {
  return Math.abs(percent * 10 - Math.round(percent * 10)) < 1e-9;
}

/**
 * CloudFormation refuses linear and canary deployments that wait longer than 33 hours, since its operations time out after 36 hours.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-ecs-service-linearconfiguration.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-ecs-service-canaryconfiguration.html
 */
export const DEPLOYMENT_BUDGET_MINUTES = 33 * 60;

/** A CloudFormation operation on a service with BLUE_GREEN, LINEAR or CANARY times out after this time; hooks count towards it. */
export const DEPLOYMENT_TIMEOUT_MINUTES = 36 * 60;

/**
 * The number of waits that CloudFormation counts in a linear deployment: one after each shift but the last. A step below the minimum of ECS counts as the minimum.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-ecs-service-linearconfiguration.html
 */
export function linearSteps(stepPercent: number): number {
  // in tenths, because 100 / 0.1 is not an integer in floating point
  const [whole, step] = [1000, Math.round(Math.max(stepPercent, STEP_PERCENT.min) * 10)];
  return whole % step === 0 ? whole / step - 1 : Math.floor(whole / step);
}

/**
 * With a Network Load Balancer, ECS waits this long at TEST_TRAFFIC_SHIFT and again at PRODUCTION_TRAFFIC_SHIFT.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/nlb-resources-for-blue-green.html
 */
export const NLB_SHIFT_DELAY_MINUTES = 10;

/**
 * The stages at which a lifecycle hook may run. PRE_PRODUCTION_TRAFFIC_SHIFT and PRODUCTION_TRAFFIC_SHIFT run in each step of a linear or canary deployment.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHook.html
 */
export const HOOK_STAGES = [
  'RECONCILE_SERVICE',
  'PRE_SCALE_UP',
  'POST_SCALE_UP',
  'TEST_TRAFFIC_SHIFT',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
] as const;

/** Stages of each shift of production traffic: once, or in each step. */
export const STAGES_OF_EACH_SHIFT = ['PRE_PRODUCTION_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT'] as const;

/** Stages at which ECS refuses a pause: "Invalid lifecycle stage provided for Pause Hook". */
export const NO_PAUSE_STAGES = ['TEST_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT'] as const;

/**
 * The documentation does not list this stage among those at which "pause hooks can only be configured", but its next sentence does not exclude it.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html
 */
export const DOUBTFUL_PAUSE_STAGES = ['RECONCILE_SERVICE'] as const;

/** Stages at which a deployment may pause. */
export const PAUSE_STAGES = HOOK_STAGES.filter(stage => [...NO_PAUSE_STAGES, ...DOUBTFUL_PAUSE_STAGES].every(other => stage !== other));

/**
 * How long a pause waits for ContinueServiceDeployment, and what happens then.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHookTimeoutConfiguration.html
 */
export const PAUSE_TIMEOUT_MINUTES = { min: 1, max: 20_160, default: 1440 } as const;
export const PAUSE_TIMEOUT_ACTIONS = ['ROLLBACK', 'CONTINUE'] as const;

/**
 * A service may have this many hooks of each type.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html
 */
export const HOOK_LIMIT = 10;

/**
 * The protocols of ports for which Service Connect recognizes test traffic by a header.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-blue-green.html
 */
export const TEST_HEADER_PROTOCOLS: readonly string[] = ['http', 'http2', 'grpc'];

/** A numeric setting of the deployment configuration. */
export interface StrategySetting {
  /** The path in the DeploymentConfiguration. */
  readonly path: string;
  readonly bounds: Bounds;
  readonly unit: 'minutes' | 'percent';
}

export const STRATEGY_SETTINGS: readonly StrategySetting[] = [
  { path: 'BakeTimeInMinutes', bounds: BAKE_TIME_MINUTES, unit: 'minutes' },
  { path: 'LinearConfiguration/StepPercent', bounds: STEP_PERCENT, unit: 'percent' },
  { path: 'LinearConfiguration/StepBakeTimeInMinutes', bounds: STEP_BAKE_TIME_MINUTES, unit: 'minutes' },
  { path: 'CanaryConfiguration/CanaryPercent', bounds: CANARY_PERCENT, unit: 'percent' },
  { path: 'CanaryConfiguration/CanaryBakeTimeInMinutes', bounds: CANARY_BAKE_TIME_MINUTES, unit: 'minutes' },
];

/** The strategy that a part of the deployment configuration is for. */
export const STRATEGY_OF: Readonly<Record<string, string>> = { LinearConfiguration: 'LINEAR', CanaryConfiguration: 'CANARY' };

/** A setting that must be equal for both target groups of a service. */
export interface PairSetting {
  readonly key: string;
  /** The default of AWS. */
  readonly fallback?: string;
}

/**
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb-resources-for-blue-green.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
export const TARGET_GROUP_PAIR_SETTINGS: readonly PairSetting[] = [
  { key: 'Protocol' }, { key: 'ProtocolVersion', fallback: 'HTTP1' }, { key: 'IpAddressType', fallback: 'ipv4' },
];
