import { SERVICE_DEFAULTS } from '../../../facts/defaults';
import { HEALTH_CHECK_DEFAULTS, UNHEALTHY_THRESHOLD } from '../../../facts/target-health-checks';
import type { TargetGroup } from '../../model/entities/target-group';
import { defineRule } from '../rule';

const GRACE_PERIOD = 'HealthCheckGracePeriodSeconds';

export default defineRule({
  title: 'The health check grace period covers the start period of the container',
  severity: 'warning',
  outcome: 'outage-risk',
  why: 'The start period is the time that the container may need to start. The load balancer does not know it, and counts failed checks from the start. ECS ignores them only during the health check grace period; after it, ECS stops a task that is still starting, and starts another one.',
  fix: 'Set healthCheckGracePeriod of the service to the startPeriod of the container health check or more. In CloudFormation: HealthCheckGracePeriodSeconds of the service.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',

  subject: 'service',
  *check({ node, attachments }) {
    const grace = node.number(GRACE_PERIOD).orDefault(SERVICE_DEFAULTS.healthCheckGracePeriodSeconds).known;
    for (const { container, targetGroup } of attachments) {
      if (!container || !targetGroup) { continue; }
      const start = container.healthCheck.number('StartPeriod').known;
      const failure = failureOf(targetGroup);
      if (grace === undefined || start === undefined || !failure || start <= grace + failure.seconds) { continue; }
      yield {
        location: node.at(GRACE_PERIOD),
        related: [container.healthCheck.at('StartPeriod'), failure.location],
        message: `StartPeriod of ${container.label} is ${start} seconds, but with a grace period of ${grace} seconds and ${failure.checks}, ECS stops a task that does not respond after at most ${grace} + ${failure.seconds} = ${grace + failure.seconds} seconds`,
      };
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'a start period above the grace period and two checks': { ...starting(121) },
    'no grace period': { ...starting(90), Service: { HealthCheckGracePeriodSeconds: undefined } },
    'frequent checks': { ...starting(100), Targets: { HealthCheckIntervalSeconds: 10, UnhealthyThresholdCount: 3 } },
    'a network load balancer': { scene: 'a Fargate service behind a network load balancer', change: starting(300) },
  },
  good: {
    'as long as grace period and checks': { ...starting(120) },
    'a longer grace period': { ...starting(300), Service: { HealthCheckGracePeriodSeconds: 300 } },
    'a health check without a start period': { Task: { ContainerDefinitions: { 0: { HealthCheck: { Command: ['CMD', '/bin/healthy'] } } } } },
    'a grace period from a parameter': { ...starting(300), Service: { HealthCheckGracePeriodSeconds: { Ref: 'Grace' } } },
    'an interval from a parameter': { ...starting(300), Targets: { HealthCheckIntervalSeconds: { Ref: 'Interval' } } },
    'a threshold from a parameter': { ...starting(300), Targets: { UnhealthyThresholdCount: { Ref: 'Threshold' } } },
    'a protocol from a parameter': { ...starting(300), Targets: { Protocol: { Ref: 'Protocol' } } },
    'a start period from a parameter': { ...starting({ Ref: 'Start' }) },
    'many checks': { ...starting(300), Targets: { UnhealthyThresholdCount: 10 } },
  },
});

/** How long a target fails its checks until it is unhealthy, for target groups whose defaults are known. */
function failureOf({ node, isOfApplication, isOfNetwork }: TargetGroup) {
  const interval = node.number('HealthCheckIntervalSeconds').orDefault(HEALTH_CHECK_DEFAULTS.intervalSeconds).known;
  const threshold = node.number('UnhealthyThresholdCount').orDefault(UNHEALTHY_THRESHOLD).known;
  if (interval === undefined || threshold === undefined || !(isOfApplication || isOfNetwork)) { return undefined; }
  return { seconds: interval * threshold, checks: `${threshold} failed checks at intervals of ${interval} seconds`, location: node.at('UnhealthyThresholdCount') };
}

function starting(StartPeriod: unknown): { readonly Task: object } {
  return { Task: { ContainerDefinitions: { 0: { HealthCheck: { Command: ['CMD', '/bin/healthy'], StartPeriod } } } } };
}
