/**
 * The ports on which replies arrive: clients of all systems, NAT gateways and load balancers use some of them.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
 */
export const REPLY_PORTS = [1024, 65_535] as const;
