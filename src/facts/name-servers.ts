/** The port of DNS. */
export const DNS_PORT = 53;

/**
 * The resolver of a VPC, as the name servers of DHCP options name it: by keyword, by its link-local address, or by the second address of the VPC. Security
 * groups and network ACLs do not filter traffic to it.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
 */
export const VPC_RESOLVER = /^(?:AmazonProvidedDNS|169\.254\.169\.253|\d+\.\d+\.\d+\.2)$/;
