/** What the proxy of App Mesh has to be told; of the names in a list, one. */
export interface ProxyProperty {
  readonly anyOf: readonly string[];
}

/**
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ProxyConfiguration.html
 */
export const PROXY_PROPERTIES: readonly ProxyProperty[] = [
  { anyOf: ['AppPorts'] },
  { anyOf: ['ProxyIngressPort'] },
  { anyOf: ['ProxyEgressPort'] },
  { anyOf: ['EgressIgnoredIPs'] },
  { anyOf: ['IgnoredUID', 'IgnoredGID'] },
];
