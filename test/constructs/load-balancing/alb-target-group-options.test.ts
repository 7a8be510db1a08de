import { Duration, Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { AlbExposureProps, AlbTargetGroupOptions, Exposure } from '../../../src';
import { makeService, newStack } from '../../support/container-service';

const TARGET_GROUP = 'AWS::ElasticLoadBalancingV2::TargetGroup';
const { GRPC, HTTP1, HTTP2 } = elbv2.ApplicationProtocolVersion;
const { LEAST_OUTSTANDING_REQUESTS, ROUND_ROBIN, WEIGHTED_RANDOM } = elbv2.TargetGroupLoadBalancingAlgorithmType;

function exposed(options: AlbTargetGroupOptions, tls: (stack: Stack) => Partial<AlbExposureProps> = withCertificate): Template {
  const stack = newStack();
  makeService(stack, { exposure: Exposure.publicAlb({ ...tls(stack), ...options }) });
  return Template.fromStack(stack);
}

function withCertificate(stack: Stack): Partial<AlbExposureProps> {
  return { certificate: acm.Certificate.fromCertificateArn(stack, 'Imported', 'arn:aws:acm:eu-west-1:111122223333:certificate/11111111-2222-3333-4444-555555555555') };
}

const OVER_HTTP = () => ({ insecureHttp: true });

const attribute = (Key: string, Value: string) => ({ TargetGroupAttributes: Match.arrayWith([{ Key, Value }]) });

describe('the health check of a gRPC service', () => {
  test('has a default that every server answers', () => {
    exposed({ protocolVersion: GRPC }).hasResourceProperties(TARGET_GROUP, { ProtocolVersion: 'GRPC', HealthCheckPath: Match.absent(), Matcher: Match.absent() });
  });

  test.each<[string, AlbTargetGroupOptions]>([
    ['healthCheckPath', { healthCheckPath: '/grpc.health.v1.Health/Check' }],
    ['healthCheck.path', { healthCheck: { path: '/grpc.health.v1.Health/Check' } }],
  ])('expects code 0 from a method of %s', (_, options) => {
    exposed({ protocolVersion: GRPC, ...options }).hasResourceProperties(TARGET_GROUP, { HealthCheckPath: '/grpc.health.v1.Health/Check', Matcher: { GrpcCode: '0' } });
  });

  test('expects only the default code of Elastic Load Balancing from the default path', () => {
    exposed({ protocolVersion: GRPC, healthCheckPath: '/AWS.ALB/healthcheck' }).hasResourceProperties(TARGET_GROUP, { Matcher: Match.absent() });
  });

  test('expects the given codes', () => {
    exposed({ protocolVersion: GRPC, healthCheckPath: '/shop.Cart/Check', healthCheck: { healthyGrpcCodes: '0,5' } })
      .hasResourceProperties(TARGET_GROUP, { Matcher: { GrpcCode: '0,5' } });
  });
});

test('HTTP/2 has the health check of HTTP', () => {
  exposed({ protocolVersion: HTTP2, healthCheckPath: '/healthz' }).hasResourceProperties(TARGET_GROUP, { ProtocolVersion: 'HTTP2', HealthCheckPath: '/healthz', Matcher: Match.absent() });
});

describe('an attribute of the target group', () => {
  test.each<[string, AlbTargetGroupOptions, object]>([
    ['a cookie of the application', { stickinessCookieDuration: Duration.hours(1), stickinessCookieName: 'session' }, attribute('stickiness.app_cookie.cookie_name', 'session')],
    ['its duration', { stickinessCookieDuration: Duration.hours(1), stickinessCookieName: 'session' }, attribute('stickiness.app_cookie.duration_seconds', '3600')],
    ['a cookie of the load balancer', { stickinessCookieDuration: Duration.hours(1) }, attribute('stickiness.type', 'lb_cookie')],
    ['slow start', { slowStart: Duration.minutes(2) }, attribute('slow_start.duration_seconds', '120')],
    ['no slow start', { slowStart: Duration.seconds(0) }, attribute('slow_start.duration_seconds', '0')],
    ['the algorithm', { loadBalancingAlgorithmType: LEAST_OUTSTANDING_REQUESTS }, attribute('load_balancing.algorithm.type', 'least_outstanding_requests')],
    ['anomaly mitigation', { loadBalancingAlgorithmType: WEIGHTED_RANDOM, enableAnomalyMitigation: true }, attribute('load_balancing.algorithm.anomaly_mitigation', 'on')],
    ['cross-zone load balancing', { crossZoneEnabled: false }, attribute('load_balancing.cross_zone.enabled', 'false')],
  ])('sets %s', (_, options, properties) => exposed(options).hasResourceProperties(TARGET_GROUP, properties));
});

describe('a target group is refused', () => {
  test.each<[AlbTargetGroupOptions, string]>([
    [{ protocolVersion: GRPC, healthCheck: { healthyHttpCodes: '200' } }, "healthCheck.healthyHttpCodes ('200') are HTTP codes, and protocolVersion is GRPC; use healthyGrpcCodes"],
    [{ protocolVersion: HTTP2, healthCheck: { healthyGrpcCodes: '0' } }, "healthCheck.healthyGrpcCodes ('0') are gRPC codes; use healthyHttpCodes, or protocolVersion GRPC"],
    [{ healthCheck: { healthyHttpCodes: '200-599' } }, "healthCheck.healthyHttpCodes ('200-599') must be codes from 200 to 499, such as '200,202' or '200-499'"],
    [{ healthCheck: { healthyHttpCodes: 'OK' } }, "healthCheck.healthyHttpCodes ('OK') must be codes from 200 to 499"],
    [{ protocolVersion: GRPC, healthCheck: { healthyGrpcCodes: '100' } }, "healthCheck.healthyGrpcCodes ('100') must be codes from 0 to 99, such as '0,2' or '0-99'"],
    [{ protocolVersion: GRPC, healthCheckPath: '/healthz' }, "healthCheckPath ('/healthz') must be the path of a method, such as /grpc.health.v1.Health/Check, because protocolVersion is GRPC"],
    [{ healthCheck: { interval: Duration.seconds(10), timeout: Duration.seconds(10) } }, 'healthCheck.timeout (10 seconds) must be shorter than healthCheck.interval (10 seconds)'],
    [{ healthCheck: { interval: Duration.seconds(5) } }, 'healthCheck.timeout (5 seconds, the default) must be shorter than healthCheck.interval (5 seconds)'],
    [{ healthCheck: { timeout: Duration.seconds(40) } }, 'healthCheck.timeout (40 seconds) must be shorter than healthCheck.interval (30 seconds, the default)'],
    [{ healthCheck: { interval: Duration.seconds(301) } }, 'healthCheck.interval (301 seconds) must be a whole number from 5 to 300'],
    [{ healthCheck: { timeout: Duration.seconds(1) } }, 'healthCheck.timeout (1 seconds) must be a whole number from 2 to 120'],
    [{ healthCheck: { healthyThresholdCount: 1 } }, 'healthCheck.healthyThresholdCount (1) must be a whole number from 2 to 10'],
    [{ healthCheck: { unhealthyThresholdCount: 11 } }, 'healthCheck.unhealthyThresholdCount (11) must be a whole number from 2 to 10'],
    [{ stickinessCookieDuration: Duration.days(8) }, 'stickinessCookieDuration (691200 seconds) must be a whole number from 1 to 604800'],
    [{ stickinessCookieName: 'session' }, "stickinessCookieName ('session') requires stickinessCookieDuration; set it too"],
    [{ stickinessCookieName: '', stickinessCookieDuration: Duration.days(1) }, 'stickinessCookieName must not be empty'],
    [{ stickinessCookieName: 'AWSALBTG', stickinessCookieDuration: Duration.days(1) }, "stickinessCookieName ('AWSALBTG') must not begin with AWSALB, which Elastic Load Balancing reserves"],
    [{ slowStart: Duration.seconds(10) }, 'slowStart (10 seconds) must be a whole number from 30 to 900'],
    [{ slowStart: Duration.minutes(16) }, 'slowStart (960 seconds) must be a whole number from 30 to 900'],
    [{ slowStart: Duration.minutes(1), loadBalancingAlgorithmType: LEAST_OUTSTANDING_REQUESTS }, 'slowStart (60 seconds) cannot be combined with loadBalancingAlgorithmType (least_outstanding_requests)'],
    [{ slowStart: Duration.minutes(1), loadBalancingAlgorithmType: WEIGHTED_RANDOM }, 'slowStart (60 seconds) cannot be combined with loadBalancingAlgorithmType (weighted_random)'],
    [{ stickinessCookieDuration: Duration.hours(1), loadBalancingAlgorithmType: WEIGHTED_RANDOM }, 'stickinessCookieDuration (1 hour) cannot be combined with loadBalancingAlgorithmType (weighted_random)'],
    [{ enableAnomalyMitigation: true }, 'enableAnomalyMitigation (true) cannot be combined with loadBalancingAlgorithmType (round_robin, the default)'],
    [{ enableAnomalyMitigation: true, loadBalancingAlgorithmType: ROUND_ROBIN }, 'enableAnomalyMitigation (true) cannot be combined with loadBalancingAlgorithmType (round_robin)'],
  ])('%j', (options, message) => {
    expect(() => exposed(options)).toThrow(`[Stack/Api] ${message}`);
  });

  test.each([GRPC, HTTP2])('with %s behind an HTTP listener', protocolVersion => {
    expect(() => exposed({ protocolVersion }, OVER_HTTP)).toThrow(`protocolVersion (${protocolVersion}) requires an HTTPS listener, and this one uses HTTP; use a listener with a certificate`);
  });
});

describe('a target group is accepted', () => {
  test.each<[string, AlbTargetGroupOptions]>([
    ['with HTTP/1 behind an HTTP listener', { protocolVersion: HTTP1 }],
    ['with no slow start and another algorithm', { slowStart: Duration.seconds(0), loadBalancingAlgorithmType: LEAST_OUTSTANDING_REQUESTS }],
    ['without anomaly mitigation, and round robin', { enableAnomalyMitigation: false }],
    ['with stickiness across zones', { stickinessCookieDuration: Duration.hours(1), crossZoneEnabled: true }],
    ['with stickiness without cross-zone load balancing, about which the validator warns', { stickinessCookieDuration: Duration.hours(1), crossZoneEnabled: false }],
    ['with a path that is known only at deployment', { protocolVersion: HTTP1, healthCheckPath: Token.asString({ Ref: 'Path' }) }],
    ['with a cookie that is known only at deployment', { stickinessCookieName: Token.asString({ Ref: 'Cookie' }), stickinessCookieDuration: Duration.hours(1) }],
    ['with codes that are known only at deployment', { healthCheck: { healthyHttpCodes: Token.asString({ Ref: 'Codes' }) } }],
    ['with several codes and ranges', { healthCheck: { healthyHttpCodes: '200, 204, 300-399' } }],
  ])('%s', (_, options) => expect(() => exposed(options, OVER_HTTP)).not.toThrow());
});
