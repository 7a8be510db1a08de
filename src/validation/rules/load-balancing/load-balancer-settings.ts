import { TIMED_ATTRIBUTES } from '../../../facts/load-balancers';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Timeouts and durations of load balancers and target groups are in range',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation does not check these values. Elastic Load Balancing refuses the load balancer or the target group.',
  fix: 'Set a value in the range that the message names: `deregistrationDelay`, `idleTimeout`, `clientKeepAlive`, `slowStart` or `stickinessCookieDuration`. In CloudFormation: the attribute.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html',

  subject: 'application',
  *check(application) {
    for (const { type, list, key, min, max, zero } of TIMED_ATTRIBUTES) {
      for (const attribute of application.ofType(type).flatMap(({ properties }) => properties.list(list).sure)) {
        const seconds = attribute.number('Value');
        if (attribute.text('Key').is(key) && seconds.satisfies(value => (value < min || value > max) && !(zero && value === 0))) {
          yield { location: attribute.at('Value'), message: `${key} (${seconds}) must be ${zero ? '0, or ' : ''}from ${min} to ${max} seconds` };
        }
      }
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'a deregistration delay above the maximum': { Targets: { TargetGroupAttributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '7200' }] } },
    'an idle timeout above the maximum': { Balancer: { LoadBalancerAttributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '4001' }] } },
    'an idle timeout of 0': { Balancer: { LoadBalancerAttributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '0' }] } },
    'a slow start of ten seconds': { Targets: { TargetGroupAttributes: [{ Key: 'slow_start.duration_seconds', Value: '10' }] } },
    'a client keep-alive of 0': { Balancer: { LoadBalancerAttributes: [{ Key: 'client_keep_alive.seconds', Value: '0' }] } },
    'stickiness of two weeks': { Targets: { TargetGroupAttributes: [{ Key: 'stickiness.lb_cookie.duration_seconds', Value: '1209600' }] } },
  },
  good: {
    'the largest values': {
      Targets: { TargetGroupAttributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '3600' }] },
      Balancer: { LoadBalancerAttributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '4000' }] },
    },
    'a deregistration delay of 0': { Targets: { TargetGroupAttributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: 0 }] } },
    'no slow start': { Targets: { TargetGroupAttributes: [{ Key: 'slow_start.duration_seconds', Value: '0' }] } },
    'a value from a parameter': { Targets: { TargetGroupAttributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: { Ref: 'Delay' } }] } },
    'a client keep-alive of a week': { Balancer: { LoadBalancerAttributes: [{ Key: 'client_keep_alive.seconds', Value: '604800' }] } },
    'another attribute with a large value': { Balancer: { LoadBalancerAttributes: [{ Key: 'connection_logs.s3.prefix', Value: '604801' }] } },
  },
});
