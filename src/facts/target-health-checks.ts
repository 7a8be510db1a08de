import type { Format } from './value-format';

/**
 * The bounds of the health check of a target group: the interval and timeout in seconds, and the numbers of checks.
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
 * The default interval and timeout of a target group of an Application Load Balancer. The timeout must be shorter than the interval; behind a Network
 * or Gateway Load Balancer it may be equal. So an interval of 5 seconds without a timeout is refused: "Health check interval must be greater than the
 * timeout".
 *
 * Read on 2026-11-29.
 *
 * @see https://github.com/terraform-linters/tflint-ruleset-aws/issues/404
 * @see https://github.com/aws/aws-cdk/issues/16446
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/gateway/health-checks.html
 */
export const HEALTH_CHECK_DEFAULTS = { intervalSeconds: 30, timeoutSeconds: 5 } as const;

/**
 * The default number of failed checks after which a target is unhealthy.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
export const UNHEALTHY_THRESHOLD = 2;

/**
 * The default timeout of a target group of a Network Load Balancer, by the protocol of its health checks, in seconds. HTTP health checks without a
 * timeout are refused with an interval of 5 seconds, and accepted with an interval of 6.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/2951
 */
export const CONNECTION_CHECK_TIMEOUTS: Readonly<Record<string, number>> = { HTTP: 6, HTTPS: 10, TCP: 10 };

/**
 * The default protocol of health checks of a Network Load Balancer's target group. It does not support a path and codes:
 * "Health check matchers are not supported for TCP health checks".
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 * @see https://github.com/awsdocs/aws-cloudformation-user-guide/pull/186
 * @see https://github.com/hashicorp/terraform-provider-aws/pull/2170
 */
export const CONNECTION_CHECK_PROTOCOL = 'TCP';
export const REQUEST_CHECK_PROPERTIES: readonly string[] = ['HealthCheckPath', 'Matcher'];

/**
 * Target types whose health checks cannot be disabled: "Health checks must be enabled for target groups with target type 'ip'".
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
export const CHECKED_TARGET_TYPES: readonly string[] = ['instance', 'ip', 'alb'];

/**
 * The path of a health check over HTTP or HTTPS.
 *
 * Read on 2026-11-28.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
export const HEALTH_CHECK_PATH: Format = { pattern: /^\/.{0,1023}$/s, form: 'a path of at most 1024 characters that begins with /' };

/**
 * The health check of a gRPC target group. The default method does not exist, so that any server responds with 12, unimplemented. A method of a
 * health service responds with 0. A path must name a method.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
 */
export const GRPC_HEALTH_CHECK = {
  defaultPath: '/AWS.ALB/healthcheck',
  methodCode: '0',
  method: { pattern: /^\/[^/\s]+\/[^/\s]+$/, form: 'the path of a method, such as /grpc.health.v1.Health/Check' } as Format,
} as const;

/**
 * The codes that count as healthy, such as "200,202" or "200-299": those of HTTP for an Application Load Balancer and for a Network Load Balancer.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html
 */
export const HTTP_CODES = { min: 200, max: 499 } as const;
export const CONNECTION_HTTP_CODES = { min: 200, max: 599 } as const;
export const GRPC_CODES = { min: 0, max: 99 } as const;

/** Whether a text is a list of codes and ranges within the bounds. */
export function areCodes(text: string, { min, max }: { readonly min: number; readonly max: number }): boolean {
  return text.split(',').every(part => {
    const [, first, last = first] = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(part) ?? [];
    return first !== undefined && Number(first) >= min && Number(last) <= max && Number(first) <= Number(last);
  });
}
