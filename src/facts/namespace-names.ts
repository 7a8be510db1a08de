import type { Format } from './value-format';

const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';

/** A domain name of at least two labels. */
const PUBLIC_DNS: Format = { pattern: new RegExp(`^(?=.{1,253}$)(?:${LABEL}\\.)+${LABEL}$`), form: 'a domain name of at least two labels, such as example.com' };

const DNS: Format = { pattern: /^[!-~]{1,253}$/, form: '1 to 253 printable ASCII characters without spaces' };

/**
 * The name of a Cloud Map namespace, by its kind. A reference to a namespace by name has other limits: see `DEFAULT_NAMESPACE`.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateHttpNamespace.html
 * @see https://docs.aws.amazon.com/cloud-map/latest/api/API_CreatePrivateDnsNamespace.html
 * @see https://docs.aws.amazon.com/cloud-map/latest/api/API_CreatePublicDnsNamespace.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-servicediscovery-privatednsnamespace.html
 */
export const NAMESPACE_NAMES: ReadonlyMap<string, Format> = new Map([
  ['HTTP', { pattern: /^(?!arn:)[!-~]{1,1024}$/, form: '1 to 1024 printable ASCII characters without spaces, and not begin with arn:' }],
  ['DNS_PRIVATE', DNS],
  ['DNS_PUBLIC', PUBLIC_DNS],
]);

/**
 * The resource types of namespaces.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_ServiceDiscovery.html
 */
export const NAMESPACE_TYPES: readonly string[] = ['HttpNamespace', 'PrivateDnsNamespace', 'PublicDnsNamespace'].map(kind => `AWS::ServiceDiscovery::${kind}`);
