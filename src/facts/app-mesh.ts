/** A required setting of an App Mesh proxy: one of these names. Addresses and ports that bypass the proxy are optional. */
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
