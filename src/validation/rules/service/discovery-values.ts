import { NAME_RECORD } from '../../../facts/discovery-services';
import { API_ONLY, DEFAULT_ROUTING, DISCOVERY_FORMATS, WEIGHTED } from '../../../facts/discovery-values';
import { DiscoveryService } from '../../model/entities/discovery-service';
import { allOf } from '../../model/entities/entity';
import { registryServices } from '../../model/queries/services';
import { wrongValuesOfTypes } from '../../model/queries/value-format';
import { defineRule, Violation } from '../rule';

const PUBLIC_NAMESPACE = { Type: 'AWS::ServiceDiscovery::PublicDnsNamespace', Properties: { Name: 'example.com' } };
const named = (Name: unknown) => ({ Discovery: { Name } });

/** A Cloud Map service that no ECS service uses. */
const further = (properties: object) => ({
  Further: { Type: 'AWS::ServiceDiscovery::Service', Properties: { Name: 'further', DnsConfig: { NamespaceId: { Ref: 'Namespace' }, ...properties } } },
});

export default defineRule({
  title: 'Names, times and record types of Cloud Map services, namespaces and instances have the format that AWS Cloud Map accepts',
  severity: 'error',
  outcome: 'refused',
  why: 'AWS Cloud Map refuses values in another format, and CNAME records without the routing policy WEIGHTED or with Route 53 health checks ("InvalidInput").',
  fix: 'Set another `name`, `dnsTtl`, `routingPolicy` or `healthCheck` in createService() or `cloudMapOptions`, or another `name` of the namespace. In CloudFormation: the property that the message names.',
  docs: 'https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateService.html',

  subject: 'application',
  *check(application) {
    yield* wrongValuesOfTypes(application, DISCOVERY_FORMATS);
    const registries = registryServices(application);
    for (const service of allOf(DiscoveryService, application)) {
      // discovery-service reports the records of services that ECS registers tasks in
      if (!registries.has(service)) { yield* cnames(service); }
      yield* ignoredRecords(service);
    }
  },

  scene: 'a Fargate service with service discovery',
  bad: {
    'a name with a space': named('web shop'),
    'a label of 64 characters': named('a'.repeat(64)),
    'a negative TTL': { Discovery: { DnsConfig: { DnsRecords: [{ Type: 'A', TTL: -1 }] } } },
    'an unknown routing policy': { Discovery: { DnsConfig: { RoutingPolicy: 'LATENCY' } } },
    'an unknown record type': { Discovery: { DnsConfig: { DnsRecords: [{ Type: 'TXT', TTL: 60 }] } } },
    'a failure threshold of 0': { Discovery: { HealthCheckCustomConfig: { FailureThreshold: 0 } } },
    'a long description': { Discovery: { Description: 'a'.repeat(1025) } },
    'a namespace with a space': { Namespace: { Name: 'shop local' } },
    'a namespace with a long label': { Namespace: { Name: `${'a'.repeat(64)}.local` } },
    'a public namespace of one label': { Namespace: { ...PUBLIC_NAMESPACE, Properties: { Name: 'example' } } },
    'CNAME records without a routing policy': further({ DnsRecords: [{ Type: 'CNAME', TTL: 60 }] }),
    'CNAME records with several answers': further({ RoutingPolicy: 'MULTIVALUE', DnsRecords: [{ Type: 'CNAME', TTL: 60 }] }),
    'records of a service without DNS': {
      Further: { Type: 'AWS::ServiceDiscovery::Service', Properties: { Type: 'HTTP', DnsConfig: { NamespaceId: { Ref: 'Namespace' }, DnsRecords: [{ Type: 'A', TTL: 60 }] } } },
    },
    'CNAME records with a health check': {
      Namespace: PUBLIC_NAMESPACE,
      Further: {
        Type: 'AWS::ServiceDiscovery::Service',
        Properties: { DnsConfig: { NamespaceId: 'ns-0a1b2c3d4e5f6071', RoutingPolicy: 'WEIGHTED', DnsRecords: [{ Type: 'CNAME', TTL: 60 }] }, HealthCheckConfig: { Type: 'HTTP', FailureThreshold: 1 } },
      },
    },
  },
  good: {
    'a name of an SRV record': named('_web._tcp'),
    'a name from a parameter': named({ Ref: 'AParameter' }),
    'a label of 63 characters': named('a'.repeat(63)),
    'a TTL of 0': { Discovery: { DnsConfig: { DnsRecords: [{ Type: 'A', TTL: 0 }] } } },
    'a public namespace': { Namespace: PUBLIC_NAMESPACE },
    'a private namespace of one label': { Namespace: { Name: 'internal' } },
    'CNAME records with weights': further({ RoutingPolicy: 'WEIGHTED', DnsRecords: [{ Type: 'CNAME', TTL: 60 }] }),
    'a routing policy from a parameter': further({ RoutingPolicy: { Ref: 'AParameter' }, DnsRecords: [{ Type: 'CNAME', TTL: 60 }] }),
    'records from a parameter': further({ DnsRecords: { Ref: 'AParameter' } }),
    'a health check with addresses': { Namespace: PUBLIC_NAMESPACE, Discovery: { HealthCheckCustomConfig: undefined, HealthCheckConfig: { Type: 'HTTP', FailureThreshold: 1 } } },
  },
});

function* cnames({ node, recordTypes, resource }: DiscoveryService): Iterable<Violation> {
  if (!recordTypes.known.includes(NAME_RECORD)) { return; }
  const routing = node.get('DnsConfig').text('RoutingPolicy').orDefault(DEFAULT_ROUTING);
  if (routing.is(DEFAULT_ROUTING)) {
    yield { location: node.get('DnsConfig').at('RoutingPolicy'), message: `the RoutingPolicy of ${resource.logicalId} is ${routing}; ${NAME_RECORD} records need ${WEIGHTED}` };
  }
  if (node.get('HealthCheckConfig').isFilled) {
    yield { location: node.at('HealthCheckConfig'), message: `${resource.logicalId} has HealthCheckConfig and ${NAME_RECORD} records, which have no health checks` };
  }
}

function* ignoredRecords({ node, resource }: DiscoveryService): Iterable<Violation> {
  if (node.text('Type').is(API_ONLY) && node.get('DnsConfig').isFilled) {
    yield { location: node.at('DnsConfig'), message: `Type of ${resource.logicalId} is ${API_ONLY}, so no DNS records are registered; remove Type or DnsConfig`, severity: 'warning' };
  }
}
