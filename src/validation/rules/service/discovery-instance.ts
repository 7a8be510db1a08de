import {
  ALIAS, ATTRIBUTE_KEY, ATTRIBUTE_LIMITS, AWS_ATTRIBUTES, EC2_INSTANCE, INITIAL_HEALTH, INITIAL_HEALTH_VALUES, INSTANCE_NEEDS, INSTANCE_PORT,
  RESERVED_PREFIX,
} from '../../../facts/discovery-instances';
import { DEFAULT_ROUTING, WEIGHTED } from '../../../facts/discovery-values';
import { DiscoveryService } from '../../model/entities/discovery-service';
import { entityAt } from '../../model/entities/entity';
import type { Node } from '../../model/evaluation/node';
import { defineRule, Violation } from '../rule';

const instance = (InstanceAttributes: unknown, ServiceId: unknown = { Ref: 'Discovery' }) =>
  ({ Instance: { Type: 'AWS::ServiceDiscovery::Instance', Properties: { ServiceId, InstanceAttributes } } });
const attributes = (count: number, value = 'a') => Object.fromEntries(Array.from({ length: count }, (_, number) => [`key${number}`, value]));
const CHECK = { HealthCheckConfig: { Type: 'TCP', FailureThreshold: 1 } };
const ADDRESS = { AWS_INSTANCE_IPV4: '10.0.0.10' };
const HTTP = { Namespace: { Type: 'AWS::ServiceDiscovery::HttpNamespace', Properties: { Name: 'shop' } }, Discovery: { DnsConfig: undefined, NamespaceId: { Ref: 'Namespace' } } };

export default defineRule({
  title: 'An instance beside the tasks of a Cloud Map service has the attributes that the service needs',
  severity: 'error',
  outcome: 'refused',
  why: 'AWS Cloud Map registers the instance only with the attributes for the records of the service: "Required attribute(s) AWS_INSTANCE_IPV4 are missing". The prefix AWS_ is reserved.',
  fix: 'Use `registerIpInstance()`, `registerCnameInstance()` or `registerLoadBalancer()` of the Cloud Map service. In CloudFormation: InstanceAttributes of AWS::ServiceDiscovery::Instance.',
  docs: 'https://docs.aws.amazon.com/cloud-map/latest/api/API_RegisterInstance.html',

  subject: 'application',
  *check(application) {
    for (const { properties } of application.ofType('AWS::ServiceDiscovery::Instance')) {
      const given = properties.get('InstanceAttributes');
      yield* [...limits(given), ...reserved(given)];
      const service = entityAt(DiscoveryService, properties.get('ServiceId'), application);
      if (service) { yield* [...missing(given, service), ...otherKind(given, service)]; }
    }
  },

  scene: 'a Fargate service with service discovery',
  bad: {
    'no address': instance({ app: 'web' }),
    'no port for SRV records': ofOther('SRV', ADDRESS),
    'no address for SRV records': ofOther('SRV', { AWS_INSTANCE_PORT: '80' }),
    'an alias with several answers': instance({ AWS_ALIAS_DNS_NAME: 'web.eu-west-1.elb.amazonaws.com' }),
    'an EC2 instance in a DNS namespace': instance({ AWS_EC2_INSTANCE_ID: 'i-0a1b2c3d4e5f60718' }),
    'an EC2 instance with an address': instance({ AWS_EC2_INSTANCE_ID: 'i-0a1b2c3d4e5f60718', ...ADDRESS }, 'srv-utcrh6wavdkggqtk'),
    'an unknown attribute': instance({ ...ADDRESS, aws_zone: 'a' }),
    'an unknown health': instance({ ...ADDRESS, AWS_INIT_HEALTH_STATUS: 'OK' }),
    'no port for a health check': ofOther('A', ADDRESS, CHECK),
    '31 attributes': instance({ ...ADDRESS, ...attributes(31) }),
    'a long value': instance({ ...ADDRESS, note: 'a'.repeat(1025) }),
    'a long key': instance({ ...ADDRESS, ['a'.repeat(256)]: 'a' }),
    'a key with a space': instance({ ...ADDRESS, 'a key': 'a' }),
    'long attributes': instance({ ...ADDRESS, ...attributes(6, 'a'.repeat(1000)) }),
  },
  good: {
    'an address': instance(ADDRESS),
    'an address from a parameter': instance({ AWS_INSTANCE_IPV4: { Ref: 'AParameter' } }),
    'attributes from a parameter': instance({ Ref: 'AParameter' }),
    'an address under a condition': instance({ AWS_INSTANCE_IPV4: { 'Fn::If': ['Fixed', '10.0.0.10', { Ref: 'AWS::NoValue' }] } }),
    'an address and a port': ofOther('SRV', { ...ADDRESS, AWS_INSTANCE_PORT: '80' }),
    'a port for a health check': ofOther('A', { ...ADDRESS, AWS_INSTANCE_PORT: '80' }, CHECK),
    'a service outside the app': instance({ app: 'web' }, 'srv-utcrh6wavdkggqtk'),
    'an alias with weights': { Discovery: { DnsConfig: { RoutingPolicy: 'WEIGHTED' } }, ...instance({ AWS_ALIAS_DNS_NAME: 'web.eu-west-1.elb.amazonaws.com' }) },
    'an EC2 instance in an HTTP namespace': { ...HTTP, ...instance({ AWS_EC2_INSTANCE_ID: 'i-0a1b2c3d4e5f60718', AWS_INIT_HEALTH_STATUS: 'HEALTHY' }) },
    '30 attributes': instance({ ...ADDRESS, ...attributes(30) }),
    'nothing in an HTTP namespace': { ...HTTP, ...instance({ app: 'web' }) },
  },
});

/** An instance of a service that no ECS service uses. */
function ofOther(record: string, given: object, properties: object = {}) {
  return {
    Other: {
      Type: 'AWS::ServiceDiscovery::Service',
      Properties: { DnsConfig: { NamespaceId: 'ns-0a1b2c3d4e5f6071', DnsRecords: [{ Type: record, TTL: 60 }] }, ...properties },
    },
    ...instance(given, { Ref: 'Other' }),
  };
}

/** The attributes with values that are known at least in part. */
function keysOf(given: Node): readonly string[] { return given.keys.filter(key => given.get(key).isGiven); }

function* limits(given: Node): Iterable<Violation> {
  const { location } = given;
  const keys = keysOf(given);
  const custom = keys.filter(key => !RESERVED_PREFIX.test(key));
  if (custom.length > ATTRIBUTE_LIMITS.count) { yield { location, message: `the instance has ${custom.length} attributes of its own; it must have at most ${ATTRIBUTE_LIMITS.count}` }; }
  const wrong = keys.find(key => key.length > ATTRIBUTE_LIMITS.key || !ATTRIBUTE_KEY.test(key));
  if (wrong !== undefined) { yield { location, message: `the name of attribute "${wrong}" must have 1 to ${ATTRIBUTE_LIMITS.key} printable ASCII characters without spaces` }; }
  const lengths = keys.map(key => (given.text(key).known ?? '').length);
  const long = keys.find((_, index) => lengths[index] > ATTRIBUTE_LIMITS.value);
  if (long !== undefined) { yield { location: given.at(long), message: `the value of attribute ${long} is longer than ${ATTRIBUTE_LIMITS.value} characters` }; }
  const total = keys.reduce((sum, key, index) => sum + key.length + lengths[index], 0);
  if (total > ATTRIBUTE_LIMITS.total) { yield { location, message: `the attributes have ${total} characters; they must have at most ${ATTRIBUTE_LIMITS.total}` }; }
}

function* reserved(given: Node): Iterable<Violation> {
  for (const key of keysOf(given).filter(each => RESERVED_PREFIX.test(each) && !AWS_ATTRIBUTES.includes(each.toUpperCase()))) {
    const message = `attribute ${key} begins with the reserved prefix AWS_; the known attributes of AWS Cloud Map are ${AWS_ATTRIBUTES.join(', ')}`;
    yield { location: given.at(key), severity: 'warning', message };
  }
  const health = given.text(INITIAL_HEALTH);
  if (health.isNoneOf(INITIAL_HEALTH_VALUES)) { yield { location: given.at(INITIAL_HEALTH), message: `${INITIAL_HEALTH} is "${health}"; it must be ${INITIAL_HEALTH_VALUES.join(' or ')}` }; }
  const beside = keysOf(given).filter(key => ![EC2_INSTANCE, INITIAL_HEALTH].includes(key));
  if (given.get(EC2_INSTANCE).isFilled && beside.length > 0) { yield { location: given.at(EC2_INSTANCE), message: `${EC2_INSTANCE} is set together with ${beside.join(', ')}; AWS Cloud Map finds the address itself` }; }
}

function* missing(given: Node, { recordTypes, node, resource }: DiscoveryService): Iterable<Violation> {
  if (!given.get(ALIAS).isAbsent || !given.get(EC2_INSTANCE).isAbsent) { return; }
  const lacks = (keys: readonly string[]) => keys.every(key => given.get(key).isAbsent);
  for (const { anyOf } of INSTANCE_NEEDS.filter(({ record }) => recordTypes.known.includes(record)).filter(need => lacks(need.anyOf))) {
    yield { location: given.location, related: [resource.at('DnsConfig')], message: `the instance has no ${anyOf.join(' or ')}, which the records of ${resource.logicalId} need` };
  }
  if (node.get('HealthCheckConfig').get('Type').isFilled && lacks([INSTANCE_PORT])) {
    yield { location: given.location, related: [node.at('HealthCheckConfig')], message: `the instance has no ${INSTANCE_PORT}, which the health check of ${resource.logicalId} needs` };
  }
}

function* otherKind(given: Node, { node, namespace, resource }: DiscoveryService): Iterable<Violation> {
  const routing = node.get('DnsConfig').text('RoutingPolicy').orDefault(DEFAULT_ROUTING);
  if (given.get(ALIAS).isFilled && routing.is(DEFAULT_ROUTING)) {
    yield { location: given.at(ALIAS), related: [node.at('DnsConfig')], message: `the instance is an alias, but the RoutingPolicy of ${resource.logicalId} is ${routing}; aliases need ${WEIGHTED}` };
  }
  if (given.get(EC2_INSTANCE).isFilled && namespace?.type.endsWith('DnsNamespace')) {
    yield { location: given.at(EC2_INSTANCE), related: [namespace.at('')], message: `${EC2_INSTANCE} is for HTTP namespaces, but ${namespace.logicalId} has DNS records` };
  }
}
