/**
 * The addresses of each subnet that AWS reserves: the first four and the last one.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */
export const RESERVED_ADDRESSES = 5;

/** The longest prefix of the IPv4 range of a subnet. Same page. */
export const LONGEST_PREFIX = 28;
