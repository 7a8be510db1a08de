/**
 * The records of addresses, which have no port.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/cloud-map/latest/api/API_DnsRecord.html
 */
export const ADDRESS_RECORDS: readonly string[] = ['A', 'AAAA'];

/**
 * The record of an address with a port: the only one for network modes bridge and host, in which each task has host ports of its own.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRegistry.html
 */
export const PORT_RECORD = 'SRV';

/**
 * The record of a domain name, which cannot be combined with other records, and for which ECS registers no value. The API reference lists A and SRV
 * together as invalid, but the guide of ECS allows "any combination of A or SRV records", and AWS Copilot creates such services.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/cloud-map/latest/api/API_DnsRecord.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html
 */
export const NAME_RECORD = 'CNAME';

/**
 * The network modes in which a registry needs SRV records with a container and its port.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRegistry.html
 */
export const MODES_WITH_HOST_PORTS: readonly string[] = ['bridge', 'host'];

const HTTP_NAMESPACE = 'AWS::ServiceDiscovery::HttpNamespace';
const PRIVATE_NAMESPACE = 'AWS::ServiceDiscovery::PrivateDnsNamespace';

/** A setting of a service that the namespaces of a type do not have. */
export interface NamespaceLimit {
  readonly namespace: string;
  readonly key: string;
  readonly what: string;
}

/**
 * "Public DNS and HTTP namespaces only" (HealthCheckConfig), "Public and private DNS namespaces only" (DnsConfig).
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateService.html
 */
export const NAMESPACE_LIMITS: readonly NamespaceLimit[] = [
  { namespace: PRIVATE_NAMESPACE, key: 'HealthCheckConfig', what: 'Route 53 health checks; use HealthCheckCustomConfig' },
  { namespace: HTTP_NAMESPACE, key: 'DnsConfig', what: 'DNS records' },
];
