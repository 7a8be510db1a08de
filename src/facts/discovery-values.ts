import { NAMESPACE_NAMES } from './namespace-names';
import type { Format, TypeFormats, ValueFormat } from './value-format';

const LABEL = '(?:[a-zA-Z0-9_][a-zA-Z0-9_-]{0,61}[a-zA-Z0-9_]|[a-zA-Z0-9])';

/**
 * The name of a service, the seconds that resolvers keep its records, and the threshold of a health check.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateService.html
 * @see https://docs.aws.amazon.com/cloud-map/latest/api/API_DnsRecord.html
 * @see https://docs.aws.amazon.com/cloud-map/latest/api/API_HealthCheckCustomConfig.html
 */
export const DISCOVERY_SERVICE_NAME: Format = {
  pattern: new RegExp(`^(?=.{1,127}$)${LABEL}(?:\\.${LABEL})*$|^\\.$`),
  form: '1 to 127 characters long, of labels with at most 63 letters, digits, hyphens and underscores',
};

export const DNS_SECONDS = { min: 0, max: 2147483647, unit: 'seconds' } as const;
export const FAILURE_THRESHOLD = { min: 1, max: 10 } as const;

const NAME: ValueFormat = { path: 'Name', ...DISCOVERY_SERVICE_NAME, otherwise: 'refused' };
const DESCRIPTION: ValueFormat = { path: 'Description', pattern: /^[^]{0,1024}$/, form: 'at most 1024 characters long', otherwise: 'refused' };
const TTL = { ...DNS_SECONDS, otherwise: 'refused' } as const;
const SOA: ValueFormat = { path: 'Properties/DnsProperties/SOA/TTL', ...TTL };

const namespaceName = (kind: string): readonly ValueFormat[] => [{ path: 'Name', ...NAMESPACE_NAMES.get(kind), otherwise: 'refused' }];

/** Route 53 creates the hosted zone of a private namespace. */
const ZONE_LABELS: ValueFormat = { path: 'Name', pattern: /^[^.]{1,63}(?:\.[^.]{1,63})*\.?$/, form: 'of labels with at most 63 characters', otherwise: 'doubtful' };

/**
 * The format of values of AWS Cloud Map services, namespaces and instances.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateService.html
 * @see https://docs.aws.amazon.com/cloud-map/latest/api/API_DnsRecord.html
 * @see https://docs.aws.amazon.com/cloud-map/latest/api/API_HealthCheckConfig.html
 * @see https://docs.aws.amazon.com/cloud-map/latest/api/API_CreatePublicDnsNamespace.html
 * @see https://docs.aws.amazon.com/cloud-map/latest/api/API_RegisterInstance.html
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html
 */
export const DISCOVERY_FORMATS: readonly TypeFormats[] = [
  {
    type: 'AWS::ServiceDiscovery::Service',
    formats: [
      NAME,
      DESCRIPTION,
      { path: 'DnsConfig/DnsRecords/*/TTL', ...TTL },
      { path: 'DnsConfig/DnsRecords/*/Type', oneOf: ['A', 'AAAA', 'SRV', 'CNAME'], otherwise: 'refused' },
      { path: 'DnsConfig/RoutingPolicy', oneOf: ['MULTIVALUE', 'WEIGHTED'], otherwise: 'refused' },
      { path: 'HealthCheckConfig/Type', oneOf: ['HTTP', 'HTTPS', 'TCP'], otherwise: 'refused' },
      { path: 'HealthCheckConfig/FailureThreshold', ...FAILURE_THRESHOLD, otherwise: 'refused' },
      { path: 'HealthCheckConfig/ResourcePath', pattern: /^[^]{0,255}$/, form: 'at most 255 characters long', otherwise: 'refused' },
      { path: 'HealthCheckCustomConfig/FailureThreshold', ...FAILURE_THRESHOLD, otherwise: 'refused' },
    ],
  },
  { type: 'AWS::ServiceDiscovery::HttpNamespace', formats: [...namespaceName('HTTP'), DESCRIPTION] },
  { type: 'AWS::ServiceDiscovery::PrivateDnsNamespace', formats: [...namespaceName('DNS_PRIVATE'), ZONE_LABELS, DESCRIPTION, SOA] },
  { type: 'AWS::ServiceDiscovery::PublicDnsNamespace', formats: [...namespaceName('DNS_PUBLIC'), DESCRIPTION, SOA] },
  {
    type: 'AWS::ServiceDiscovery::Instance',
    formats: [{ path: 'InstanceId', pattern: /^[0-9a-zA-Z_/:.@-]{1,64}$/, form: '1 to 64 letters, digits and the characters _ / : . @ -', otherwise: 'refused' }],
  },
];

/**
 * The only routing policy of CNAME records and of aliases: "You must specify WEIGHTED for the value of RoutingPolicy".
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/cloud-map/latest/api/API_DnsRecord.html
 */
export const WEIGHTED = 'WEIGHTED';
export const DEFAULT_ROUTING = 'MULTIVALUE';

/** The type of a service that has no DNS records: "No DNS records is registered for the service instances". Read on 2026-11-30. @see https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateService.html */
export const API_ONLY = 'HTTP';
