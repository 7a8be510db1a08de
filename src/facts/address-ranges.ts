/**
 * IPv4 ranges that the internet does not route: private networks, shared addresses of carriers, loopback, link-local and reserved addresses.
 *
 * Read on 2026-11-29.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml
 */
export const NOT_ON_THE_INTERNET: readonly string[] = [
  '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '240.0.0.0/4',
];

/**
 * Private IPv4 ranges, which VPC Lattice does not send from: its addresses are link-local, or public addresses that the internet does not route.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/security-groups.html
 */
export const PRIVATE_NETWORKS: readonly string[] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];
