/**
 * The health check of a target group: seconds between two checks and for one answer, and how many checks decide.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
export const HEALTH_CHECK_BOUNDS = {
  HealthCheckIntervalSeconds: { min: 5, max: 300, unit: ' seconds' },
  HealthCheckTimeoutSeconds: { min: 2, max: 120, unit: ' seconds' },
  HealthyThresholdCount: { min: 2, max: 10, unit: '' },
  UnhealthyThresholdCount: { min: 2, max: 10, unit: '' },
} as const;

/**
 * The timeout must be shorter than the interval; for a Network Load Balancer it may be as long. These are the values of a target group of an
 * Application Load Balancer that sets none: with an interval of 5 seconds alone it is refused, "Health check interval must be greater than the timeout".
 *
 * Read on 2026-11-29.
 *
 * @see https://github.com/terraform-linters/tflint-ruleset-aws/issues/404
 */
export const HEALTH_CHECK_DEFAULTS = { intervalSeconds: 30, timeoutSeconds: 5 } as const;

/**
 * The path of a health check over HTTP or HTTPS.
 *
 * Read on 2026-11-28.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
export const HEALTH_CHECK_PATH = { pattern: /^\/.{0,1023}$/s, form: 'begin with / and have at most 1024 characters' } as const;

/**
 * The health check of a gRPC target group. The method of the default does not exist, so that any server answers 12, unimplemented.
 * A method of a health service answers 0. A path must name a method.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
 */
export const GRPC_HEALTH_CHECK = {
  defaultPath: '/AWS.ALB/healthcheck',
  methodCode: '0',
  method: { pattern: /^\/[^/\s]+\/[^/\s]+$/, form: 'name a method, such as /grpc.health.v1.Health/Check' },
} as const;

/**
 * The codes that count as healthy, such as "200,202" or "200-299". Those of HTTP are for an Application Load Balancer.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html
 */
export const HTTP_CODES = { min: 200, max: 499 } as const;
export const GRPC_CODES = { min: 0, max: 99 } as const;

/** Whether a text is a list of codes and ranges within the bounds. */
export function areCodes(text: string, { min, max }: { readonly min: number; readonly max: number }): boolean {
  return text.split(',').every(part => {
    const [, first, last = first] = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(part) ?? [];
    return first !== undefined && Number(first) >= min && Number(last) <= max && Number(first) <= Number(last);
  });
}
