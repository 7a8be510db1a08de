import { Duration } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { healthCheckProblems } from './alb-health-check';
import { AlbTargetGroupOptions } from './alb-target-group-options';
import { DEREGISTRATION_DELAY, HTTPS_ONLY_VERSIONS } from '../../../facts/load-balancers';
import { ATTRIBUTE_CONFLICTS, AttributeState, RESERVED_COOKIE_PREFIX, SLOW_START, STICKINESS_DURATION } from '../../../facts/target-group-attributes';
import { isKnownLater, secondsProblem } from '../../checks';

/** A prop that sets an attribute. */
interface Setting {
  readonly prop: string;
  /** The value of the attribute; undefined when the prop is not set. */
  readonly value?: string;
  /** The value of the prop, where it differs. */
  readonly shown?: string;
}

/** Why Elastic Load Balancing would refuse the target group, behind a listener of this protocol as far as it is known. */
export function targetProblems(scope: IConstruct, options: AlbTargetGroupOptions, listenerProtocol: string | undefined): string[] {
  const { deregistrationDelay, protocolVersion, stickinessCookieDuration } = options;
  return [
    ...healthCheckProblems(options),
    ...secondsProblem('deregistrationDelay', deregistrationDelay, DEREGISTRATION_DELAY),
    ...secondsProblem('stickinessCookieDuration', stickinessCookieDuration, STICKINESS_DURATION),
    ...cookieProblems(options),
    ...(isZero(options.slowStart) ? [] : secondsProblem('slowStart', options.slowStart, SLOW_START)),
    ...conflictProblems(options),
    ...(isHttp2(options) && listenerProtocol === 'HTTP'
      ? [`protocolVersion (${protocolVersion}) requires an HTTPS listener, and this one uses HTTP; use a listener with a certificate`]
      : []),
    ...authenticationProblems(scope, options, listenerProtocol),
  ];
}

/** HTTP/2 from the load balancer to the tasks, or gRPC, which is HTTP/2. */
function isHttp2({ protocolVersion }: AlbTargetGroupOptions): boolean {
  return protocolVersion !== undefined && HTTPS_ONLY_VERSIONS.includes(protocolVersion);
}

/** Why requests of HTTP/1.1 do not reach the tasks. */
export function http1Obstacles(options: AlbTargetGroupOptions): readonly string[] {
  return isHttp2(options) ? [`protocolVersion (${options.protocolVersion}) accepts requests of HTTP/2 only, and the function sends HTTP/1.1`] : [];
}

function authenticationProblems(scope: IConstruct, options: AlbTargetGroupOptions, listenerProtocol: string | undefined): readonly string[] {
  const { authentication, protocolVersion } = options;
  if (!authentication) { return []; }
  return [
    ...(listenerProtocol === 'HTTP' ? ['authentication requires an HTTPS listener, and this one uses HTTP; use a listener with a certificate'] : []),
    ...(isHttp2(options) ? [`authentication cannot be combined with protocolVersion (${protocolVersion}), because a listener can only forward to such a target group`] : []),
    ...authentication._kind.problems(scope),
  ];
}

function isZero(duration: Duration | undefined): boolean { return duration?.isUnresolved() === false && duration.toSeconds() === 0; }

function cookieProblems({ stickinessCookieName: name, stickinessCookieDuration }: AlbTargetGroupOptions): string[] {
  if (name === undefined) { return []; }
  return [
    ...(stickinessCookieDuration ? [] : [`stickinessCookieName ('${name}') requires stickinessCookieDuration; set it too`]),
    ...(name === '' ? ['stickinessCookieName must not be empty'] : []),
    ...(!isKnownLater(name) && name.startsWith(RESERVED_COOKIE_PREFIX)
      ? [`stickinessCookieName ('${name}') must not begin with ${RESERVED_COOKIE_PREFIX}, which Elastic Load Balancing reserves`]
      : []),
  ];
}

function conflictProblems(options: AlbTargetGroupOptions): string[] {
  const settings = settingsOf(options);
  return ATTRIBUTE_CONFLICTS.filter(({ otherwise }) => otherwise === 'refused').flatMap(({ one, other }) => {
    const [first, second] = [settings[one.key], settings[other.key]];
    if (!holds(first, one) || !holds(second, other)) { return []; }
    return [`${first.prop} (${shown(first)}) cannot be combined with ${second.prop} (${shown(second, other)})`];
  });
}

function holds({ value }: Setting, state: AttributeState): boolean { return state.holds(value ?? state.fallback); }

function shown({ value, shown: text }: Setting, state?: AttributeState): string {
  return value === undefined ? `${state?.fallback}, the default` : text ?? value;
}

/** By attribute. */
function settingsOf(options: AlbTargetGroupOptions): Readonly<Record<string, Setting>> {
  const { stickinessCookieDuration, slowStart, loadBalancingAlgorithmType, enableAnomalyMitigation } = options;
  return {
    'stickiness.enabled': { prop: 'stickinessCookieDuration', value: stickinessCookieDuration && 'true', shown: stickinessCookieDuration?.toHumanString() },
    'slow_start.duration_seconds': { prop: 'slowStart', value: secondsOf(slowStart), shown: slowStart && `${secondsOf(slowStart)} seconds` },
    'load_balancing.algorithm.type': { prop: 'loadBalancingAlgorithmType', value: loadBalancingAlgorithmType },
    'load_balancing.algorithm.anomaly_mitigation': { prop: 'enableAnomalyMitigation', value: enableAnomalyMitigation ? 'on' : undefined, shown: 'true' },
  };
}

function secondsOf(duration: Duration | undefined): string | undefined {
  return duration === undefined || duration.isUnresolved() ? undefined : String(duration.toSeconds());
}
