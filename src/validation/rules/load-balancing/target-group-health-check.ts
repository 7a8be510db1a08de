import { GRPC } from '../../../facts/load-balancers';
import { APPLICATION_PROTOCOLS } from '../../../facts/target-group-attributes';
import { areCodes, GRPC_CODES, HEALTH_CHECK_BOUNDS, HEALTH_CHECK_DEFAULTS, HEALTH_CHECK_PATH, HTTP_CODES } from '../../../facts/target-health-checks';
import type { TargetGroup } from '../../model/load-balancing';
import type { Node } from '../../model/node';
import { defineRule, Violation } from '../rule';

const INTERVAL = 'HealthCheckIntervalSeconds';
const TIMEOUT = 'HealthCheckTimeoutSeconds';

export default defineRule({
  title: 'The health check of a target group has values that are accepted',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation does not compare these values. Elastic Load Balancing refuses the target group, such as with "Health check interval must be greater than the timeout".',
  fix: 'Set `healthCheckPath`, and `interval`, `timeout`, `healthyHttpCodes` or `healthyGrpcCodes` of `healthCheck`, to a value that the message names. In CloudFormation: the property, or Matcher.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html',

  subject: 'targetGroup',
  *check(group) {
    yield* outOfBounds(group);
    yield* slowAnswer(group);
    yield* wrongPath(group);
    yield* wrongCodes(group);
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
    'a timeout of requests as long as the interval behind a Network Load Balancer': overTcp({
      HealthCheckProtocol: 'HTTP', HealthCheckIntervalSeconds: 10, HealthCheckTimeoutSeconds: 10,
    }),
    'a path without a slash': { Targets: { HealthCheckPath: 'healthz' } },
    'a status of a server error': { Targets: { Matcher: { HttpCode: '200-599' } } },
    'a status in words': { Targets: { Matcher: { HttpCode: 'OK' } } },
    'a code of gRPC without gRPC': { Targets: { Matcher: { GrpcCode: '0' } } },
    'a code that gRPC does not have': { Targets: { ProtocolVersion: 'GRPC', Matcher: { GrpcCode: '100' } } },
    'a status of HTTP with gRPC': { Targets: { ProtocolVersion: 'GRPC', Matcher: { HttpCode: '200' } } },
  },
  good: {
    'the longest timeout and interval': { Targets: { HealthCheckIntervalSeconds: 300, HealthCheckTimeoutSeconds: 120, HealthyThresholdCount: 10, UnhealthyThresholdCount: 2 } },
    'an interval one second longer than the timeout': { Targets: { HealthCheckIntervalSeconds: 6, HealthCheckTimeoutSeconds: 5 } },
    'a timeout of a parameter': { Targets: { HealthCheckIntervalSeconds: 5, HealthCheckTimeoutSeconds: { Ref: 'Timeout' } } },
    'a timeout over TCP as long as the interval': overTcp({ HealthCheckIntervalSeconds: 10, HealthCheckTimeoutSeconds: 10 }),
    'an interval alone behind a Network Load Balancer': overTcp({ HealthCheckProtocol: 'HTTP', HealthCheckIntervalSeconds: 5 }),
    'a timeout over TCP alone': overTcp({ HealthCheckTimeoutSeconds: 120 }),
    'a path': { Targets: { HealthCheckPath: '/healthz' } },
    'an empty path': { Targets: { HealthCheckPath: '' } },
    'statuses of a Network Load Balancer': overTcp({ HealthCheckProtocol: 'HTTP', Matcher: { HttpCode: '200-599' } }),
    'statuses and ranges': { Targets: { Matcher: { HttpCode: '200,204,300-399' } } },
    'codes of gRPC': { Targets: { ProtocolVersion: 'GRPC', Matcher: { GrpcCode: '0-5,12' } } },
    'codes of a protocol version that a parameter sets': { Targets: { ProtocolVersion: { Ref: 'Version' }, Matcher: { GrpcCode: '0' } } },
  },
});

function* outOfBounds({ node }: TargetGroup): Iterable<Violation> {
  for (const [key, { min, max, unit }] of Object.entries(HEALTH_CHECK_BOUNDS)) {
    const value = node.number(key);
    if (value.satisfies(number => number < min || number > max)) { yield { location: node.at(key), message: `${key} (${value}) must be from ${min} to ${max}${unit}` }; }
  }
}

function* slowAnswer(group: TargetGroup): Iterable<Violation> {
  const { node } = group;
  const [interval, timeout] = [node.number(INTERVAL), node.number(TIMEOUT)];
  const { intervalSeconds, timeoutSeconds } = HEALTH_CHECK_DEFAULTS;
  // other load balancers have other defaults
  const every = group.isOfApplication ? interval.orDefault(intervalSeconds) : interval;
  const longest = group.isOfApplication ? timeout.orDefault(timeoutSeconds) : timeout;
  const seconds = every.known ?? Infinity;
  if (seconds < HEALTH_CHECK_BOUNDS[INTERVAL].min) { return; }
  if (longest.satisfies(value => value > seconds || value === seconds && isOverHttp(group))) {
    const [of, name] = timeout.isAbsent ? [INTERVAL, `the default of ${TIMEOUT}`] : [TIMEOUT, TIMEOUT];
    yield {
      location: node.at(of),
      message: `${name} (${longest}) must be less than ${interval.isAbsent ? `the default of ${INTERVAL}` : INTERVAL} (${every})`,
    };
  }
}

/** Whether the checks certainly are requests of HTTP. */
function isOverHttp(group: TargetGroup): boolean {
  return group.isOfApplication || group.node.text('HealthCheckProtocol').isOneOf(APPLICATION_PROTOCOLS);
}

function* wrongPath({ node }: TargetGroup): Iterable<Violation> {
  const path = node.text('HealthCheckPath');
  if (path.satisfies(text => text !== '' && !HEALTH_CHECK_PATH.pattern.test(text))) {
    yield { location: node.at('HealthCheckPath'), message: `HealthCheckPath ("${path}") must ${HEALTH_CHECK_PATH.form}` };
  }
}

function* wrongCodes(group: TargetGroup): Iterable<Violation> {
  const matcher = group.node.get('Matcher');
  const version = group.protocolVersion.orDefault('HTTP1');
  const [http, grpc] = [matcher.text('HttpCode'), matcher.text('GrpcCode')];
  if (version.is(GRPC)) {
    yield* outOfRange(matcher, 'GrpcCode', GRPC_CODES);
    // the reference says that the codes are those of gRPC, not that others are refused
    if (http.isKnown) { yield { location: matcher.at('HttpCode'), message: `HttpCode (${http}) is for HTTP, and the protocol version is ${GRPC}; use GrpcCode`, severity: 'warning' }; }
  }
  if (version.differs(GRPC)) {
    if (grpc.isKnown) { yield { location: matcher.at('GrpcCode'), message: `GrpcCode (${grpc}) is for protocol version ${GRPC}, and this one is ${version}; use HttpCode` }; }
    if (group.isOfApplication) { yield* outOfRange(matcher, 'HttpCode', HTTP_CODES); }
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
