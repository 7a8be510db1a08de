/**
 * Bounds of a rule of an Application Load Balancer's listener.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html
 */
export const LISTENER_RULE_PRIORITY = { min: 1, max: 50_000 } as const;
export const LISTENER_RULE_CONDITION_VALUES = 5;
