import { GRPC } from '../../../facts/load-balancers';
import { own } from '../../../facts/own';
import { SERVICE_TARGET_TYPES } from '../../../facts/target-groups';
import {
  areCodes, CHECKED_TARGET_TYPES, CONNECTION_CHECK_PROTOCOL, CONNECTION_CHECK_TIMEOUTS, CONNECTION_HTTP_CODES, GRPC_CODES,
  HEALTH_CHECK_BOUNDS, HEALTH_CHECK_DEFAULTS, HEALTH_CHECK_PATH, HTTP_CODES, REQUEST_CHECK_PROPERTIES,
} from '../../../facts/target-health-checks';
import { inWords } from '../../../facts/value-format';
import { TargetGroup } from '../../model/entities/target-group';
import type { Node } from '../../model/evaluation/node';
import { Value } from '../../model/evaluation/value';
import { breaksFormat } from '../../model/queries/value-format';
import { defineRule, Violation } from '../rule';

const INTERVAL = 'HealthCheckIntervalSeconds';
const TIMEOUT = 'HealthCheckTimeoutSeconds';

export default defineRule({
  title: 'The health check of a target group has valid values',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation does not check these values. Elastic Load Balancing refuses the target group, for example with "Health check interval must be greater than the timeout".',
  fix: 'Set `path`, `interval`, `timeout`, `protocol`, `healthyHttpCodes` or `healthyGrpcCodes` of `healthCheck` to a value that the message names. In CloudFormation: the property, or Matcher.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html',

  subject: 'targetGroup',
  *check(group) {
    yield* turnedOff(group);
    yield* outOfBounds(group);
    yield* slowAnswer(group);
    yield* wrongPath(group);
    yield* wrongCodes(group);
    yield* ofRequests(group);
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'a check every second': { Targets: { HealthCheckIntervalSeconds: 1 } },
    'a timeout of a second': { Targets: { HealthCheckTimeoutSeconds: 1 } },
    'healthy after one check': { Targets: { HealthyThresholdCount: 1 } },
    'unhealthy after eleven checks': { Targets: { UnhealthyThresholdCount: 11 } },
    'a timeout as long as the interval': { Targets: { HealthCheckIntervalSeconds: 10, HealthCheckTimeoutSeconds: 10 } },
    'an interval as long as the default timeout': { Targets: { HealthCheckIntervalSeconds: 5 } },
    'a timeout as long as the default interval': { Targets: { HealthCheckTimeoutSeconds: 30 } },
    'a timeout over TCP longer than the interval': overTcp({ HealthCheckIntervalSeconds: 10, HealthCheckTimeoutSeconds: 11 }),
    'only an interval behind a Network Load Balancer, shorter than the default timeout of HTTP': overTcp({ HealthCheckProtocol: 'HTTP', HealthCheckIntervalSeconds: 5 }),
    'only an interval over TCP, shorter than the default timeout': overTcp({ HealthCheckIntervalSeconds: 9 }),
    'only a timeout over TCP, longer than the default interval': overTcp({ HealthCheckTimeoutSeconds: 31 }),
    'a path without a slash': { Targets: { HealthCheckPath: 'healthz' } },
    'a status of a server error': { Targets: { Matcher: { HttpCode: '200-599' } } },
    'a status in words': { Targets: { Matcher: { HttpCode: 'OK' } } },
    'a gRPC code without gRPC': { Targets: { Matcher: { GrpcCode: '0' } } },
    'an unknown gRPC code': { Targets: { ProtocolVersion: 'GRPC', Matcher: { GrpcCode: '100' } } },
    'an unknown HTTP status behind a Network Load Balancer': overTcp({ HealthCheckProtocol: 'HTTP', Matcher: { HttpCode: '200-600' } }),
    'a status over TCP': overTcp({ Matcher: { HttpCode: '200' } }),
    'a path over TCP': overTcp({ HealthCheckProtocol: 'TCP', HealthCheckPath: '/healthz' }),
    'no health checks': { Targets: { HealthCheckEnabled: false } },
    'no health checks for instances, the default target type': { scene: 'an EC2 service on dynamic ports behind a load balancer', change: { Targets: { TargetType: undefined, HealthCheckEnabled: 'false' } } },
    'an HTTP status and a gRPC code': { Targets: { ProtocolVersion: 'GRPC', Matcher: { HttpCode: '200', GrpcCode: '0' } } },
    'an HTTP status with gRPC': { Targets: { ProtocolVersion: 'GRPC', Matcher: { HttpCode: '200' } } },
  },
  good: {
    'the longest timeout and interval': { Targets: { HealthCheckIntervalSeconds: 300, HealthCheckTimeoutSeconds: 120, HealthyThresholdCount: 10, UnhealthyThresholdCount: 2 } },
    'an interval one second longer than the timeout': { Targets: { HealthCheckIntervalSeconds: 6, HealthCheckTimeoutSeconds: 5 } },
    'a timeout from a parameter': { Targets: { HealthCheckIntervalSeconds: 5, HealthCheckTimeoutSeconds: { Ref: 'Timeout' } } },
    'a timeout over TCP as long as the interval': overTcp({ HealthCheckIntervalSeconds: 10, HealthCheckTimeoutSeconds: 10 }),
    'a timeout over HTTP as long as the interval behind a Network Load Balancer': overTcp({
      HealthCheckProtocol: 'HTTP', HealthCheckIntervalSeconds: 10, HealthCheckTimeoutSeconds: 10,
    }),
    'only an interval behind a Network Load Balancer, as long as the default timeout of HTTP': overTcp({ HealthCheckProtocol: 'HTTP', HealthCheckIntervalSeconds: 6 }),
    'only an interval over TCP, as long as the default timeout': overTcp({ HealthCheckIntervalSeconds: 10 }),
    'only an interval, over a protocol from a parameter': overTcp({ HealthCheckProtocol: { Ref: 'Protocol' }, HealthCheckIntervalSeconds: 5 }),
    'an interval behind an unknown load balancer': overTcp({ Protocol: { Ref: 'Protocol' }, HealthCheckIntervalSeconds: 5 }),
    'a timeout behind an unknown load balancer': overTcp({ Protocol: { Ref: 'Protocol' }, HealthCheckTimeoutSeconds: 120 }),
    'a path': { Targets: { HealthCheckPath: '/healthz' } },
    'an empty path': { Targets: { HealthCheckPath: '' } },
    'statuses behind a Network Load Balancer': overTcp({ HealthCheckProtocol: 'HTTP', Matcher: { HttpCode: '200-599' } }),
    'statuses and a path, over a protocol from a parameter': overTcp({ HealthCheckProtocol: { Ref: 'Protocol' }, Matcher: { HttpCode: '200' }, HealthCheckPath: '/' }),
    'no codes over TCP': overTcp({ Matcher: { 'Fn::If': ['IsHttp', { HttpCode: '200' }, { Ref: 'AWS::NoValue' }] } }),
    'a path and a short interval before an Application Load Balancer': {
      scene: 'a network load balancer in front of an application load balancer',
      change: { Targets: { HealthCheckProtocol: undefined, HealthCheckPath: '/healthz', HealthCheckIntervalSeconds: 5 } },
    },
    'enabled health checks': { Targets: { HealthCheckEnabled: true } },
    'no health checks for a function': { Other: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { TargetType: 'lambda', HealthCheckEnabled: false } } },
    'statuses and ranges': { Targets: { Matcher: { HttpCode: '200,204,300-399' } } },
    'gRPC codes': { Targets: { ProtocolVersion: 'GRPC', Matcher: { GrpcCode: '0-5,12' } } },
    'gRPC codes with a protocol version from a parameter': { Targets: { ProtocolVersion: { Ref: 'Version' }, Matcher: { GrpcCode: '0' } } },
  },
});

function* turnedOff({ node, targetType }: TargetGroup): Iterable<Violation> {
  if (node.flag('HealthCheckEnabled').is(false) && targetType.isOneOf(CHECKED_TARGET_TYPES)) {
    yield { location: node.at('HealthCheckEnabled'), message: `HealthCheckEnabled (false) is not supported with target type ${targetType}; remove it` };
  }
}

function* outOfBounds({ node }: TargetGroup): Iterable<Violation> {
  for (const [key, { min, max, unit }] of Object.entries(HEALTH_CHECK_BOUNDS)) {
    const value = node.number(key);
    if (value.satisfies(number => number < min || number > max)) { yield { location: node.at(key), message: `${key} (${value}) must be from ${min} to ${max}${unit}` }; }
  }
}

function* slowAnswer(group: TargetGroup): Iterable<Violation> {
  const { node } = group;
  const [interval, timeout] = [node.number(INTERVAL), node.number(TIMEOUT)];
  // a Gateway Load Balancer has different defaults
  const hasDefaults = group.isOfApplication || group.isOfNetwork;
  const every = hasDefaults ? interval.orDefault(HEALTH_CHECK_DEFAULTS.intervalSeconds) : interval;
  const longest = timeout.orElse(defaultTimeout(group));
  const seconds = every.known ?? Infinity;
  if (seconds < HEALTH_CHECK_BOUNDS[INTERVAL].min) { return; }
  if (longest.satisfies(value => value > seconds || value === seconds && group.isOfApplication)) {
    const [of, name] = timeout.isAbsent ? [INTERVAL, `the default of ${TIMEOUT}`] : [TIMEOUT, TIMEOUT];
    yield {
      location: node.at(of),
      message: `${name} (${longest}) must ${group.isOfApplication ? 'be less than' : 'not be more than'} ${interval.isAbsent ? `the default of ${INTERVAL}` : INTERVAL} (${every})`,
      // Elastic Load Balancing refused the documented default of Network Load Balancers with HTTP, but that was years ago
      ...group.isOfNetwork && (interval.isAbsent || timeout.isAbsent) ? { severity: 'warning' } : {},
    };
  }
}

function defaultTimeout(group: TargetGroup): Value<number> {
  if (group.isOfApplication) { return Value.known(HEALTH_CHECK_DEFAULTS.timeoutSeconds); }
  return group.isOfNetwork ? checkProtocolOf(group).map(protocol => own(CONNECTION_CHECK_TIMEOUTS, protocol)) : Value.deferred();
}

/** For a target group of a Network Load Balancer. The default for an Application Load Balancer as a target is different, and not documented. */
function checkProtocolOf({ node, targetType }: TargetGroup): Value<string> {
  const written = node.text('HealthCheckProtocol');
  return targetType.isOneOf(SERVICE_TARGET_TYPES) ? written.orDefault(CONNECTION_CHECK_PROTOCOL) : written;
}

function* wrongPath({ node }: TargetGroup): Iterable<Violation> {
  const path = node.get('HealthCheckPath');
  if (path.asText.differs('') && breaksFormat(path, HEALTH_CHECK_PATH)) {
    yield { location: path.location, message: `HealthCheckPath ("${path.asText}") must be ${inWords(HEALTH_CHECK_PATH)}` };
  }
}

function* wrongCodes(group: TargetGroup): Iterable<Violation> {
  const matcher = group.node.get('Matcher');
  const version = group.protocolVersion.orDefault('HTTP1');
  const [http, grpc] = [matcher.text('HttpCode'), matcher.text('GrpcCode')];
  if (version.is(GRPC)) {
    yield* outOfRange(matcher, 'GrpcCode', GRPC_CODES);
    // refused: "Health check matcher GRPC code can not be empty", https://github.com/aws/copilot-cli/issues/5958
    const severity = grpc.isAbsent ? {} : { severity: 'warning' } as const;
    if (http.isKnown) { yield { location: matcher.at('HttpCode'), message: `HttpCode (${http}) is for HTTP, but the protocol version is ${GRPC}; use GrpcCode`, ...severity }; }
  }
  if (version.differs(GRPC)) {
    if (grpc.isKnown) { yield { location: matcher.at('GrpcCode'), message: `GrpcCode (${grpc}) is for protocol version ${GRPC}, but the protocol version is ${version}; use HttpCode` }; }
    if (group.isOfApplication) { yield* outOfRange(matcher, 'HttpCode', HTTP_CODES); }
    if (group.isOfNetwork) { yield* outOfRange(matcher, 'HttpCode', CONNECTION_HTTP_CODES); }
  }
}

function* ofRequests(group: TargetGroup): Iterable<Violation> {
  if (!group.isOfNetwork || !checkProtocolOf(group).is(CONNECTION_CHECK_PROTOCOL)) { return; }
  const { node } = group;
  for (const key of REQUEST_CHECK_PROPERTIES.filter(property => node.get(property).isFilled)) {
    yield {
      location: node.at(key),
      message: `${key} is for health checks over HTTP or HTTPS, but these use ${CONNECTION_CHECK_PROTOCOL}; set HealthCheckProtocol, or remove ${key}`,
    };
  }
}

function* outOfRange(matcher: Node, key: string, bounds: { readonly min: number; readonly max: number }): Iterable<Violation> {
  const codes = matcher.text(key);
  if (codes.satisfies(text => !areCodes(text, bounds))) {
    yield { location: matcher.at(key), message: `${key} ("${codes}") must be codes from ${bounds.min} to ${bounds.max}, such as "${bounds.min},${bounds.min + 2}"` };
  }
}

function overTcp(properties: object) {
  return {
    Other: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { Port: 80, Protocol: 'TCP', TargetType: 'ip', VpcId: { Ref: 'Vpc' }, ...properties } },
  };
}
