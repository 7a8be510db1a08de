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

/** Why ECS refuses a strategy with two kinds of capacity providers. Each one is its name with its compute in brackets. */
export function mixesKinds(one: string, another: string): string { return `the strategy combines ${one} and ${another}, which ECS refuses`; }

/** Why ECS refuses a strategy with two bases. Each one is the name of a provider with its base. */
export function hasSeveralBases(bases: readonly string[]): string {
  return `Base is set on more than one capacity provider, which ECS refuses: ${bases.join(', ')}`;
}

/** Why ECS refuses a strategy with too many providers. */
export function hasTooManyProviders(count: number): string { return `the strategy has ${count} capacity providers; the maximum is ${STRATEGY_ITEMS}`; }

/** Why one provider cannot have two items. */
export function repeatsProvider(name: string): string { return `${name} is in the strategy twice; use one item with the sum of the weights`; }

/** Why ECS refuses a strategy in which every weight is 0. */
export function hasNoWeight(names: readonly string[]): string {
  return `no item has a Weight above 0 (${names.join(', ')}): ECS has no capacity provider for tasks above the base`;
}
