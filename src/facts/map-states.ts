/**
 * The iterations of a map state that run at once: in the execution itself (inline), and as child executions (distributed). 0 is no limit of its own.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
 */
export const MAP_CONCURRENCY = { inline: { min: 1, max: 40 }, distributed: { min: 1, max: 10_000 } } as const;

/**
 * The share of the items that may fail in a distributed map. An inline map fails with its first failed item.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
 */
export const TOLERATED_FAILURE_PERCENTAGE = { min: 0, max: 100 } as const;
