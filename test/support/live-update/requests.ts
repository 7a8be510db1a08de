import { forwardedTo, LiveResource, listOf } from './live-resource';

/** A request of a client to the port of a listener. */
export interface ClientRequest {
  readonly host: string;
  readonly path: string;
  readonly port: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The state at one moment: the resources, and the target groups with tasks. */
export interface Moment {
  readonly resources: readonly LiveResource[];
  /** The load balancers that clients still use because of a cached DNS response. */
  readonly remembered: ReadonlyMap<string, ReadonlySet<string>>;
  readonly targetGroupsWithTasks: ReadonlySet<string>;
}

/** The reason why a client gets no response from a task; undefined if it gets one. */
export function gapOf(request: ClientRequest, moment: Moment): string | undefined {
  const record = recordOf(request.host, moment.resources);
  if (!record) { return `no record of ${request.host}`; }
  const known = new Set([addressOf(record), ...moment.remembered.get(request.host) ?? []]);
  return [...known].map(address => gapAt(address, request, moment)).find(gap => gap !== undefined);
}

/** The record of a name, or else the wildcard record of its zone. */
export function recordOf(host: string, resources: readonly LiveResource[]): LiveResource | undefined {
  return [host, wildcardOf(host)].map(name => resources.find(each => isRecordOf(each, name))).find(record => record !== undefined);
}

function isRecordOf({ type, properties: { Name, Type } }: LiveResource, name: string): boolean {
  return type === 'AWS::Route53::RecordSet' && Type === 'A' && String(Name).replace(/\.$/, '') === name;
}

function wildcardOf(host: string): string { return host.replace(/^[^.]+/, '*'); }

/** The load balancer that an alias record points to. */
export function addressOf(record: LiveResource): string {
  const { DNSName } = (record.properties.AliasTarget ?? {}) as Record<string, unknown>;
  return String(DNSName).replace(/^dualstack\./, '').replace(/\.DNSName$/, '');
}

function gapAt(loadBalancer: string, request: ClientRequest, { resources, targetGroupsWithTasks }: Moment): string | undefined {
  if (!resources.some(({ physicalId }) => physicalId === loadBalancer)) { return `${loadBalancer} does not exist`; }
  const listener = resources.find(({ type, properties: { LoadBalancerArn, Port } }) =>
    type === 'AWS::ElasticLoadBalancingV2::Listener' && LoadBalancerArn === loadBalancer && Number(Port) === request.port);
  if (!listener) { return `${loadBalancer} has no listener on port ${request.port}`; }
  if (!hasCertificate(request.host, listener, resources)) { return `${listener.physicalId} has no certificate for ${request.host}`; }
  const groups = forwardedTo(actionsFor(request, listener, resources));
  if (groups.length === 0) { return `${listener.physicalId} forwards the request to no target group`; }
  return groups.filter(group => !targetGroupsWithTasks.has(group)).map(group => `${group} has no tasks`).at(0);
}

/** A certificate that is not a resource is imported, and assumed to cover every name. */
function hasCertificate(host: string, listener: LiveResource, resources: readonly LiveResource[]): boolean {
  if (!['HTTPS', 'TLS'].includes(String(listener.properties.Protocol))) { return true; }
  const added = resources.filter(({ type, properties: { ListenerArn } }) => type === 'AWS::ElasticLoadBalancingV2::ListenerCertificate' && ListenerArn === listener.physicalId);
  return [listener, ...added].flatMap(({ properties: { Certificates } }) => listOf(Certificates)).some(({ CertificateArn }) => {
    const certificate = resources.find(({ physicalId }) => physicalId === CertificateArn);
    const { DomainName, SubjectAlternativeNames = [] } = certificate?.properties ?? {};
    return !certificate || [DomainName, ...SubjectAlternativeNames as unknown[]].some(name => [host, wildcardOf(host)].includes(String(name)));
  });
}

function actionsFor(request: ClientRequest, listener: LiveResource, resources: readonly LiveResource[]): unknown {
  const [rule] = resources
    .filter(({ type, properties: { ListenerArn } }) => type === 'AWS::ElasticLoadBalancingV2::ListenerRule' && ListenerArn === listener.physicalId)
    .filter(({ properties: { Conditions } }) => listOf(Conditions).every(condition => isMet(condition, request)))
    .sort((one, other) => Number(one.properties.Priority) - Number(other.properties.Priority));
  return rule ? rule.properties.Actions : listener.properties.DefaultActions;
}

function isMet({ Field, Values, ...configs }: Record<string, unknown>, { host, path, headers = {} }: ClientRequest): boolean {
  const config = Object.values(configs).at(0) as Record<string, unknown> | undefined;
  const values = (Values ?? config?.Values ?? []) as string[];
  const actual = { 'host-header': host, 'path-pattern': path, 'http-header': headers[String(config?.HttpHeaderName)] }[String(Field)];
  return actual !== undefined && values.some(value => pattern(value).test(actual));
}

function pattern(value: string): RegExp {
  const escaped = value.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\*/g, '.*').replace(/\?/g, '.')}$`);
}
