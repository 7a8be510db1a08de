/**
 * The addresses of each subnet that AWS reserves: the first four and the last one.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */
export const RESERVED_ADDRESSES = 5;

/** The prefix lengths of the IPv4 range of a subnet. Same page. */
export const SUBNET_LENGTHS = { min: 16, max: 28 } as const;
