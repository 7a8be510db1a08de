/**
 * Bounds of an item of a capacity provider strategy.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
 */
export const STRATEGY_WEIGHT = { min: 0, max: 1000 } as const;
export const STRATEGY_BASE = { min: 0, max: 100_000 } as const;

/**
 * The most capacity providers of a strategy. The schemas of Amazon EventBridge and of schedules allow 6.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
 */
export const STRATEGY_ITEMS = 20;
