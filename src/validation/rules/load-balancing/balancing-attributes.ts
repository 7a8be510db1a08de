import {
  BalancerKind, BalancingAttribute, FIXED_ATTRIBUTE, LISTENER_ATTRIBUTES, LOAD_BALANCER_ATTRIBUTES, S3_LOGS, TARGET_GROUP_ATTRIBUTES,
} from '../../../facts/balancing-attributes';
import { LISTENER_PROTOCOLS } from '../../../facts/network-load-balancers';
import { GATEWAY_PROTOCOL } from '../../../facts/target-groups';
import { inWords } from '../../../facts/value-format';
import type { Application } from '../../model/application';
import { listed } from '../../model/entities/listed';
import type { Listener } from '../../model/entities/listener';
import type { TargetGroup } from '../../model/entities/target-group';
import type { List, Node } from '../../model/evaluation/node';
import { breaksFormat } from '../../model/queries/value-format';
import { defineRule, Violation } from '../rule';

/** The attributes of a resource, and the kind of its load balancer. */
interface Attributes {
  readonly list: List;
  readonly known: ReadonlyMap<string, BalancingAttribute>;
  readonly kind?: BalancerKind;
  /** The words for the resource. */
  readonly what: string;
}

const [OF_BALANCER, OF_GROUP, OF_LISTENER] = [LOAD_BALANCER_ATTRIBUTES, TARGET_GROUP_ATTRIBUTES, LISTENER_ATTRIBUTES]
  .map(rows => new Map(rows.map(row => [row.key, row])));

export default defineRule({
  title: 'Attributes of load balancers, listeners and target groups exist, occur once and have valid values',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation passes on any key and value. Elastic Load Balancing refuses a value that the attribute does not have, an attribute of another type of load balancer, and an attribute that is set twice. A key that is not documented is a warning.',
  fix: 'Use the props of the CDK, such as `dropInvalidHeaderFields` or `crossZoneEnabled`, or correct the key or the value in `setAttribute()`. In CloudFormation: LoadBalancerAttributes, ListenerAttributes or TargetGroupAttributes.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html',

  subject: 'application',
  *check(application) {
    for (const attributes of allAttributes(application)) {
      const seen = new Set<string>();
      for (const attribute of attributes.list.sure) {
        const key = attribute.text('Key').known;
        if (key === undefined) { continue; }
        yield* wrongAttribute(attribute, key, attributes);
        if (seen.has(key)) { yield { location: attribute.at('Key'), message: `attribute ${key} is set twice` }; }
        seen.add(key);
      }
    }
    for (const { node, type } of application.loadBalancers) {
      const list = node.list('LoadBalancerAttributes');
      yield* logsWithoutBucket(list);
      if (type.is(FIXED_ATTRIBUTE.of)) { yield* changedAttribute(list); }
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'a misspelled key': { Balancer: { LoadBalancerAttributes: [{ Key: 'idle_timeout.seconds', Value: '60' }] } },
    'an attribute of a Network Load Balancer': { Balancer: { LoadBalancerAttributes: [{ Key: 'dns_record.client_routing_policy', Value: 'any_availability_zone' }] } },
    'an attribute of targets of a Network Load Balancer': { Targets: { TargetGroupAttributes: [{ Key: 'proxy_protocol_v2.enabled', Value: 'true' }] } },
    'an attribute of an Application Load Balancer': {
      scene: 'a Fargate service behind a network load balancer', change: { Targets: { TargetGroupAttributes: [{ Key: 'load_balancing.algorithm.type', Value: 'round_robin' }] } },
    },
    'an attribute of functions': { Targets: { TargetGroupAttributes: [{ Key: 'lambda.multi_value_headers.enabled', Value: 'true' }] } },
    'yes instead of true': { Balancer: { LoadBalancerAttributes: [{ Key: 'routing.http2.enabled', Value: 'yes' }] } },
    'a timeout of a listener': { Listener: { ListenerAttributes: [{ Key: 'tcp.idle_timeout.seconds', Value: '60' }] } },
    'a timeout of a network load balancer above the maximum': {
      scene: 'a Fargate service behind a network load balancer', change: { Listener: { ListenerAttributes: [{ Key: 'tcp.idle_timeout.seconds', Value: '6001' }] } },
    },
    'one attribute twice': { Targets: { TargetGroupAttributes: [{ Key: 'stickiness.enabled', Value: 'false' }, { Key: 'stickiness.enabled', Value: 'false' }] } },
    'access logs without a bucket': { Balancer: { LoadBalancerAttributes: [{ Key: 'access_logs.s3.enabled', Value: 'true' }] } },
    'an Application Load Balancer without cross-zone load balancing': { Balancer: { LoadBalancerAttributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: 'false' }] } },
    'an appliance with stickiness by cookie names': {
      Appliances: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { Port: 6081, Protocol: 'GENEVE', VpcId: { Ref: 'Vpc' }, TargetGroupAttributes: [{ Key: 'stickiness.app_cookie.cookie_name', Value: 'web' }] } },
    },
    'a function with cross-zone load balancing': {
      Function: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { TargetType: 'lambda', TargetGroupAttributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }] } },
    },
  },
  good: {
    'attributes of an Application Load Balancer': {
      Balancer: { LoadBalancerAttributes: [{ Key: 'routing.http2.enabled', Value: true }, { Key: 'access_logs.s3.enabled', Value: 'true' }, { Key: 'access_logs.s3.bucket', Value: 'logs' }] },
      Listener: { ListenerAttributes: [{ Key: 'routing.http.response.server.enabled', Value: 'false' }] },
      Targets: { TargetGroupAttributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: 'use_load_balancer_configuration' }] },
    },
    'a key and a value from parameters': { Balancer: { LoadBalancerAttributes: [{ Key: { Ref: 'AParameter' }, Value: 'x' }, { Key: 'routing.http2.enabled', Value: { Ref: 'AParameter' } }] } },
    'access logs, and attributes from a parameter': {
      Balancer: { LoadBalancerAttributes: [{ Key: 'access_logs.s3.enabled', Value: 'true' }, { 'Fn::If': ['IsTest', { Key: 'access_logs.s3.bucket', Value: 'logs' }, { Ref: 'AWS::NoValue' }] }] },
    },
    'access logs, and a key from a parameter': { Balancer: { LoadBalancerAttributes: [{ Key: 'access_logs.s3.enabled', Value: 'true' }, { Key: { Ref: 'AParameter' }, Value: 'logs' }] } },
    'an Application Load Balancer with cross-zone load balancing': { Balancer: { LoadBalancerAttributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }] } },
    'a Network Load Balancer without cross-zone load balancing': {
      scene: 'a Fargate service behind a network load balancer', change: { Balancer: { LoadBalancerAttributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: 'false' }] } },
    },
    'no access logs': { Balancer: { LoadBalancerAttributes: [{ Key: 'access_logs.s3.enabled', Value: 'false' }] } },
    'a load balancer of a type from a parameter': {
      Other: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Type: { Ref: 'AParameter' }, Subnets: { Ref: 'AParameter' }, LoadBalancerAttributes: [{ Key: 'dns_record.client_routing_policy', Value: 'any_availability_zone' }] } },
    },
  },
});

function allAttributes({ loadBalancers, targetGroups, listeners }: Application): readonly Attributes[] {
  return [
    ...loadBalancers.map(({ node, type }) => ({ list: node.list('LoadBalancerAttributes'), known: OF_BALANCER, kind: type.known as BalancerKind | undefined, what: 'a load balancer' })),
    ...targetGroups.map(group => ({ list: group.node.list('TargetGroupAttributes'), known: OF_GROUP, kind: kindOfGroup(group), what: 'a target group' })),
    ...listeners.map(listener => ({ list: listener.node.list('ListenerAttributes'), known: OF_LISTENER, kind: kindOfListener(listener), what: 'a listener' })),
  ];
}

function kindOfGroup(group: TargetGroup): BalancerKind | undefined {
  if (group.isOfApplication) { return 'application'; }
  if (group.isOfNetwork) { return 'network'; }
  if (group.protocol.is(GATEWAY_PROTOCOL)) { return 'gateway'; }
  return group.targetType.is('lambda') ? 'lambda' : undefined;
}

function kindOfListener({ protocol }: Listener): BalancerKind | undefined {
  return (['application', 'network'] as const).find(kind => protocol.isOneOf(LISTENER_PROTOCOLS[kind]));
}

function* wrongAttribute(attribute: Node, key: string, { known, kind, what }: Attributes): Iterable<Violation> {
  const row = known.get(key);
  if (!row) {
    yield { location: attribute.at('Key'), message: `attribute ${key} is not documented for ${what}`, severity: 'warning' };
  } else if (kind && !row.of.includes(kind)) {
    yield { location: attribute.at('Key'), message: `attribute ${key} is for ${what} of kind ${listed(row.of)}, but the kind is ${kind}` };
  } else if (row.value && breaksFormat(attribute.get('Value'), row.value)) {
    yield { location: attribute.at('Value'), message: `${key} ("${attribute.text('Value')}") must be ${inWords(row.value)}` };
  }
}

function* changedAttribute(list: List): Iterable<Violation> {
  const { key, of, value } = FIXED_ATTRIBUTE;
  const changed = list.sure.find(attribute => attribute.text('Key').is(key) && attribute.text('Value').is('false'));
  if (changed) { yield { location: changed.at('Value'), message: `${key} is always ${value} for a load balancer of kind ${of}; set it for the target group instead` }; }
}

function* logsWithoutBucket(list: List): Iterable<Violation> {
  const keys = list.map(attribute => attribute.text('Key').known);
  if (keys.includes(undefined)) { return; }
  for (const logs of S3_LOGS.filter(each => !keys.includes(`${each}.s3.bucket`))) {
    const enabled = list.sure.find(attribute => attribute.text('Key').is(`${logs}.s3.enabled`) && attribute.text('Value').is('true'));
    if (enabled) { yield { location: enabled.location, message: `${logs}.s3.enabled is true, but ${logs}.s3.bucket is not set` }; }
  }
}
