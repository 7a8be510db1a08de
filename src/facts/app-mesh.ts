/** What the proxy of App Mesh has to be told; of the names in a list, one. Addresses and ports that it lets through may be left out. */
export interface ProxyProperty {
  readonly anyOf: readonly string[];
}

/**
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ProxyConfiguration.html
 * @see https://github.com/aws/amazon-ecs-agent/pull/2230
 * @see https://github.com/aws/aws-app-mesh-roadmap/issues/467
 */
export const PROXY_PROPERTIES: readonly ProxyProperty[] = [
  { anyOf: ['AppPorts'] },
  { anyOf: ['ProxyIngressPort'] },
  { anyOf: ['ProxyEgressPort'] },
  { anyOf: ['IgnoredUID', 'IgnoredGID'] },
];
