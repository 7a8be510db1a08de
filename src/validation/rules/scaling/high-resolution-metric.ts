import { own } from '../../../facts/own';
import { HIGH_RESOLUTION } from '../../../facts/scaling-metrics';
import type { Node } from '../../model/evaluation/node';
import { serviceScaledBy } from '../../model/queries/scaling-policies';
import { defineRule } from '../rule';

const { seconds: SECONDS, metrics: METRICS } = HIGH_RESOLUTION;

export default defineRule({
  title: 'A service that scales by a high-resolution metric publishes it every 20 seconds',
  severity: 'warning',
  outcome: 'ignored',
  why: 'Services publish metrics every minute by default. AWS requires that a service enables high-resolution metrics before a policy with such a metric is created. Without them the policy has no data.',
  fix: 'Set monitoring of CfnService with metric CPUUtilization or MemoryUtilization and resolution 20, or use the metric without HighResolution. In CloudFormation: Monitoring.MetricConfigurations with MetricNames and ResolutionSeconds.',
  docs: 'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html',

  subject: 'scalingPolicy',
  *check(policy, application) {
    const tracked = policy.predefined.text('PredefinedMetricType');
    const metric = own(METRICS, tracked.known ?? '');
    if (metric === undefined) { return; }
    const service = serviceScaledBy(policy, application);
    if (!service) { return; }
    const configurations = service.node.get('Monitoring').list('MetricConfigurations');
    if (!configurations.isComplete || ![...configurations].every(each => publishesLess(each, metric))) { return; }
    yield {
      location: policy.predefined.at('PredefinedMetricType'),
      related: [service.resource.at('Monitoring')],
      message: `the policy tracks ${tracked}, but service ${service.resource.logicalId} does not publish ${metric} every ${SECONDS} seconds`,
    };
  },

  scene: 'an auto scaled Fargate service',
  bad: {
    'no monitoring': { ScaleOnCpu: tracking('ECSServiceAverageCPUUtilizationHighResolution') },
    'every minute': { ScaleOnCpu: tracking('ECSServiceAverageCPUUtilizationHighResolution'), Service: monitored(['CPUUtilization'], 60) },
    'another metric': { ScaleOnCpu: tracking('ECSServiceAverageMemoryUtilizationHighResolution'), Service: monitored(['CPUUtilization'], 20) },
  },
  good: {
    'every 20 seconds': { ScaleOnCpu: tracking('ECSServiceAverageCPUUtilizationHighResolution'), Service: monitored(['CPUUtilization'], 20) },
    'a resolution from a parameter': { ScaleOnCpu: tracking('ECSServiceAverageCPUUtilizationHighResolution'), Service: monitored(['CPUUtilization'], { Ref: 'AParameter' }) },
    'metrics from a parameter': { ScaleOnCpu: tracking('ECSServiceAverageCPUUtilizationHighResolution'), Service: monitored({ Ref: 'AParameter' }, 20) },
    'monitoring from a parameter': { ScaleOnCpu: tracking('ECSServiceAverageCPUUtilizationHighResolution'), Service: { Monitoring: { MetricConfigurations: { Ref: 'AParameter' } } } },
    'monitoring under a condition': {
      ScaleOnCpu: tracking('ECSServiceAverageCPUUtilizationHighResolution'),
      Service: { Monitoring: { 'Fn::If': ['Fine', monitored(['CPUUtilization'], 20).Monitoring, { Ref: 'AWS::NoValue' }] } },
    },
    'a target outside the app': { ScaleOnCpu: { ...tracking('ECSServiceAverageCPUUtilizationHighResolution'), ScalingTargetId: 'service/web/shop|ecs:service:DesiredCount|ecs' } },
  },
});

/** Whether a configuration is certainly about other metrics, or about another resolution. */
function publishesLess(configuration: Node, metric: string): boolean {
  const names = configuration.list('MetricNames');
  return configuration.number('ResolutionSeconds').differs(SECONDS) || (names.isKnown && [...names].every(each => each.asText.differs(metric)));
}

function tracking(PredefinedMetricType: string) {
  return { TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification: { PredefinedMetricType } } };
}

function monitored(MetricNames: unknown, ResolutionSeconds: unknown) {
  return { Monitoring: { MetricConfigurations: [{ MetricNames, ResolutionSeconds }] } };
}
