import { NAME_RECORD, NAMESPACE_LIMITS } from '../../../facts/discovery-services';
import { DEFAULT_ROUTING } from '../../../facts/discovery-values';
import type { DiscoveryService } from '../../model/entities/discovery-service';
import { listed } from '../../model/entities/listed';
import type { Node } from '../../model/evaluation/node';
import { identityKey } from '../../model/index/identity';
import { repetitionsOf } from '../../model/index/repetitions';
import { registryServices } from '../../model/queries/services';
import { furtherService } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

const HTTP_NAMESPACE = { Type: 'AWS::ServiceDiscovery::HttpNamespace', Properties: { Name: 'shop' } };
const PUBLIC_NAMESPACE = { Type: 'AWS::ServiceDiscovery::PublicDnsNamespace', Properties: { Name: 'example.com' } };
const ROUTE_53 = { HealthCheckConfig: { Type: 'HTTP', ResourcePath: '/', FailureThreshold: 1 }, HealthCheckCustomConfig: undefined };

export default defineRule({
  title: 'The Cloud Map service of a service registry fits its namespace, and has valid records and health checks',
  severity: 'error',
  outcome: 'refused',
  why: 'AWS Cloud Map refuses a service with records or health checks that its namespace does not have, or with a name that another service of the namespace has. ECS registers the addresses of tasks, which CNAME records cannot contain; without the routing policy WEIGHTED, AWS Cloud Map refuses these.',
  fix: 'Use `cloudMapOptions` of the service, or createService() of a DNS namespace with `customHealthCheck`. In CloudFormation: DnsConfig, HealthCheckConfig, HealthCheckCustomConfig and NamespaceId of AWS::ServiceDiscovery::Service.',
  docs: 'https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateService.html',

  subject: 'application',
  *check(application) {
    const used = [...registryServices(application)];
    for (const service of used) { yield* faults(service); }
    for (const { again, first } of repetitionsOf(used, keyOf, ({ resource }) => resource)) {
      yield {
        location: again.node.at('Name'),
        related: [first.node.at('Name')],
        message: `the name "${again.node.text('Name')}" of Cloud Map service ${again.resource.logicalId} is also the name of Cloud Map service ${first.resource.logicalId}${first.resource.template === again.resource.template ? '' : ` of ${first.resource.template.name}`} in the same namespace`,
      };
    }
  },

  scene: 'a Fargate service with service discovery',
  bad: {
    'Route 53 health checks in a private namespace': { Discovery: ROUTE_53 },
    'records in an HTTP namespace': { Namespace: HTTP_NAMESPACE },
    'two kinds of health checks': { Namespace: PUBLIC_NAMESPACE, Discovery: { HealthCheckConfig: { Type: 'TCP', FailureThreshold: 1 } } },
    'a path for a TCP health check': { Namespace: PUBLIC_NAMESPACE, Discovery: { ...ROUTE_53, HealthCheckConfig: { Type: 'TCP', ResourcePath: '/', FailureThreshold: 1 } } },
    'two A records': { Discovery: { DnsConfig: { DnsRecords: [{ Type: 'A', TTL: 60 }, { Type: 'A', TTL: 10 }] } } },
    'a CNAME record and an A record': { Discovery: { DnsConfig: { RoutingPolicy: 'WEIGHTED', DnsRecords: [{ Type: 'A', TTL: 60 }, { Type: 'CNAME', TTL: 60 }] } } },
    'a CNAME record': { Discovery: { DnsConfig: { RoutingPolicy: 'WEIGHTED', DnsRecords: [{ Type: 'CNAME', TTL: 60 }] } } },
    'a CNAME record without a routing policy': { Discovery: { DnsConfig: { DnsRecords: [{ Type: 'CNAME', TTL: 60 }] } } },
    'no namespace': { Discovery: { DnsConfig: { NamespaceId: undefined } } },
    'one name twice': another({ Name: 'web' }),
    'two names that differ in upper case': another({ Name: 'Web' }),
  },
  good: {
    'Route 53 health checks in a public namespace': { Namespace: PUBLIC_NAMESPACE, Discovery: ROUTE_53 },
    'A and SRV records': {
      Service: { ServiceRegistries: { 0: { Port: 80 } } }, Discovery: { DnsConfig: { DnsRecords: [{ Type: 'A', TTL: 60 }, { Type: 'SRV', TTL: 60 }] } },
    },
    'no records in an HTTP namespace': { Namespace: HTTP_NAMESPACE, Discovery: { DnsConfig: undefined, NamespaceId: { Ref: 'Namespace' } } },
    'records from a parameter': { Discovery: { DnsConfig: { DnsRecords: { Ref: 'AParameter' } } } },
    'a Cloud Map service that no ECS service uses': { Service: { ServiceRegistries: undefined }, Discovery: { HealthCheckConfig: { Type: 'HTTP', FailureThreshold: 1 } } },
    'two names': another({ Name: 'other' }),
    'names that differ in upper case in an HTTP namespace': {
      Namespace: HTTP_NAMESPACE,
      Discovery: { DnsConfig: undefined, NamespaceId: { Ref: 'Namespace' } },
      ...another({ Name: 'Web', DnsConfig: undefined, NamespaceId: { Ref: 'Namespace' } }),
    },
    'one name in two namespaces': another({ Name: 'web', DnsConfig: { NamespaceId: 'ns-other', DnsRecords: [{ Type: 'A', TTL: 60 }] } }),
    'no names': { Discovery: { Name: undefined }, ...another({ Name: undefined }) },
    'one name in namespaces from parameters': {
      Discovery: { DnsConfig: { NamespaceId: { 'Fn::ImportValue': { Ref: 'AParameter' } } } },
      ...another({ Name: 'web', DnsConfig: { NamespaceId: { 'Fn::ImportValue': { Ref: 'AParameter' } }, DnsRecords: [{ Type: 'A', TTL: 60 }] } }),
    },
  },
});

function* faults({ node, resource, namespacePlace, namespace, recordTypes }: DiscoveryService): Iterable<Violation> {
  if (namespacePlace.isAbsent) { yield { location: namespacePlace.location, message: `Cloud Map service ${resource.logicalId} has no NamespaceId` }; }
  for (const { namespace: type, key, what } of NAMESPACE_LIMITS) {
    if (namespace?.type === type && node.get(key).isFilled) {
      yield { location: node.at(key), related: [namespace.at('')], message: `${key} is set, but namespace ${namespace.logicalId} (${type}) has no ${what}` };
    }
  }
  const check = node.get('HealthCheckConfig');
  if (check.isFilled && node.get('HealthCheckCustomConfig').isGiven) {
    yield { location: check.location, message: 'HealthCheckConfig and HealthCheckCustomConfig are both set; AWS Cloud Map accepts one of them' };
  }
  if (check.text('Type').is('TCP') && check.get('ResourcePath').isFilled) {
    yield { location: check.at('ResourcePath'), message: `ResourcePath is "${check.text('ResourcePath')}", but Type is TCP, which has no path` };
  }
  yield* records(node.get('DnsConfig'), recordTypes.all);
}

function* records(settings: Node, types: readonly string[]): Iterable<Violation> {
  const location = settings.at('DnsRecords');
  const isRefused = settings.text('RoutingPolicy').orDefault(DEFAULT_ROUTING).is(DEFAULT_ROUTING);
  if (new Set(types).size < types.length) {
    yield { location, message: `DnsRecords has the types ${listed(types)}; AWS Cloud Map accepts each type once` };
  } else if (types.length > 1 && types.includes(NAME_RECORD)) {
    yield { location, message: `DnsRecords has the types ${listed(types)}; AWS Cloud Map does not combine ${NAME_RECORD} with others` };
  } else if (types.includes(NAME_RECORD)) {
    yield { location, message: `DnsRecords has the type ${NAME_RECORD}, but ECS registers addresses; use A, AAAA or SRV`, ...isRefused ? {} : { severity: 'warning' } };
  }
}

/** In DNS namespaces, names that differ only in upper and lower case are the same. */
function keyOf({ node, namespacePlace, namespace }: DiscoveryService): string | undefined {
  const name = node.text('Name').known;
  const key = identityKey(namespacePlace, { types: 'AWS::ServiceDiscovery::', isGlobal: () => false });
  return name === undefined || key === undefined ? undefined : `${key} ${namespace?.type.endsWith('DnsNamespace') ? name.toLowerCase() : name}`;
}

/** A second ECS service in a second Cloud Map service. */
function another(properties: object) {
  return {
    Other: furtherService({ ServiceRegistries: [{ RegistryArn: { 'Fn::GetAtt': ['OtherDiscovery', 'Arn'] } }] }),
    OtherDiscovery: {
      Type: 'AWS::ServiceDiscovery::Service', Properties: { DnsConfig: { NamespaceId: { Ref: 'Namespace' }, DnsRecords: [{ Type: 'A', TTL: 60 }] }, ...properties },
    },
  };
}
