import { twoMetrics } from './policies/metrics';
import { UTILIZATION_PERCENT } from '../../../facts/scaling';
import {
  REQUESTS_PER_TARGET, METRICS_OF_OTHERS, PREDICTED_METRICS, PREDICTED_PAIRS, TRACKED_METRICS, UTILIZATIONS,
} from '../../../facts/scaling-metrics';
import type { ScalingPolicy } from '../../model/entities/scaling-policy';
import type { Node } from '../../model/evaluation/node';
import { places } from '../../model/evaluation/places';
import { defineRule, Violation } from '../rule';

const SPECIFICATIONS = 'MetricSpecifications/*';
const LABEL = { 'Fn::Sub': '${Balancer.LoadBalancerFullName}/${Targets.TargetGroupFullName}' };

export default defineRule({
  title: 'A scaling policy of a service uses one metric that services have, with a target that it can reach',
  severity: 'error',
  outcome: 'refused',
  why: 'Application Auto Scaling accepts predefined metrics of ECS services only: "Scalable dimension ecs:service:DesiredCount only supports the following predefined metric types". A policy tracks one metric. Utilization is a percentage, and a target that it cannot reach never adds tasks.',
  fix: 'Use `onCpu()`, `onMemory()` or `onRequests()` of ContainerService, or appscaling.PredefinedMetric.ECS_SERVICE_AVERAGE_CPU_UTILIZATION. In CloudFormation: PredefinedMetricType and TargetValue.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html',

  subject: 'scalingPolicy',
  *check(policy) {
    const { predefined, predicting } = policy;
    yield* twoMetrics(policy.tracking);
    yield* unknownMetric(predefined, TRACKED_METRICS);
    for (const pair of places(predicting, `${SPECIFICATIONS}/PredefinedMetricPairSpecification`)) { yield* unknownMetric(pair, PREDICTED_PAIRS, PREDICTED_METRICS); }
    for (const key of ['PredefinedScalingMetricSpecification', 'PredefinedLoadMetricSpecification']) {
      for (const metric of places(predicting, `${SPECIFICATIONS}/${key}`)) { yield* unknownMetric(metric, PREDICTED_METRICS); }
    }
    yield* unreachable(policy);
  },

  scene: 'an auto scaled Fargate service',
  bad: {
    'a metric of DynamoDB': { ScaleOnCpu: tracking({ PredefinedMetricType: 'DynamoDBReadCapacityUtilization' }) },
    'a misspelled metric': { ScaleOnCpu: tracking({ PredefinedMetricType: 'ECSServiceAverageCpuUtilization' }) },
    'two metrics': { ScaleOnCpu: { TargetTrackingScalingPolicyConfiguration: { CustomizedMetricSpecification: { Namespace: 'Shop', MetricName: 'Orders', Statistic: 'Average' } } } },
    'a target of 0 percent': { ScaleOnCpu: { TargetTrackingScalingPolicyConfiguration: { TargetValue: 0 } } },
    'no requests': {
      scene: 'an auto scaled Fargate service behind a load balancer',
      change: { ScaleOnCpu: tracking({ PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel: LABEL }, 0) },
    },
    'a metric that AWS does not document': { ScaleOnCpu: tracking({ PredefinedMetricType: 'ECSServiceGpuUtilization' }) },
    'a target above 100 percent': { ScaleOnCpu: { TargetTrackingScalingPolicyConfiguration: { TargetValue: 600 } } },
    'a pair of metrics of one kind': { ScaleOnCpu: forecast({ PredefinedMetricPairSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' } }) },
    'a predicted metric of a group': {
      ScaleOnCpu: forecast({
        PredefinedScalingMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
        PredefinedLoadMetricSpecification: { PredefinedMetricType: 'ECSServiceTotalCPUUtilization' },
      }),
    },
  },
  good: {
    'memory': { ScaleOnCpu: tracking({ PredefinedMetricType: 'ECSServiceAverageMemoryUtilization' }) },
    'a target of 100 percent': { ScaleOnCpu: { TargetTrackingScalingPolicyConfiguration: { TargetValue: 100 } } },
    'a target from a parameter': { ScaleOnCpu: { TargetTrackingScalingPolicyConfiguration: { TargetValue: { Ref: 'AParameter' } } } },
    'a target of 0 for a customized metric': {
      ScaleOnCpu: {
        TargetTrackingScalingPolicyConfiguration: {
          PredefinedMetricSpecification: undefined, CustomizedMetricSpecification: { Namespace: 'Shop', MetricName: 'Orders', Statistic: 'Average' }, TargetValue: 0,
        },
      },
    },
    'many requests': {
      scene: 'an auto scaled Fargate service behind a load balancer',
      change: { ScaleOnCpu: tracking({ PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel: LABEL }, 1000) },
    },
    'a metric from a parameter': { ScaleOnCpu: tracking({ PredefinedMetricType: { Ref: 'AParameter' } }) },
    'a pair of metrics': { ScaleOnCpu: forecast({ PredefinedMetricPairSpecification: { PredefinedMetricType: 'ECSServiceCPUUtilization' } }) },
  },
});

function* unknownMetric(place: Node, known: readonly string[], others: readonly string[] = []): Iterable<Violation> {
  const metric = place.text('PredefinedMetricType');
  if (!metric.isNoneOf(known)) { return; }
  // AWS adds metrics; a name that other resources or other specifications use is certainly refused
  const listed = [...known, ...others].map(name => name.toLowerCase());
  const isRefused = metric.satisfies(name => METRICS_OF_OTHERS.test(name) || listed.includes(name.toLowerCase()));
  yield {
    location: place.at('PredefinedMetricType'),
    message: `PredefinedMetricType is ${metric}; for a service it is ${known.join(', ')}`,
    ...isRefused ? {} : { severity: 'warning' },
  };
}

function* unreachable({ predefined, tracking: configuration }: ScalingPolicy): Iterable<Violation> {
  const target = configuration.number('TargetValue');
  const metric = predefined.text('PredefinedMetricType');
  const { above, max } = UTILIZATION_PERCENT;
  const isPercentage = metric.isOneOf(UTILIZATIONS);
  if (!isPercentage && !metric.isOneOf([REQUESTS_PER_TARGET])) { return; }
  if (!target.satisfies(value => value <= above || (isPercentage && value > max))) { return; }
  yield {
    location: configuration.at('TargetValue'),
    severity: 'warning',
    message: `TargetValue is ${target} for ${metric}; it must be ${isPercentage ? `a percentage above ${above}, up to ${max}` : `above ${above}`}`,
  };
}

function tracking(PredefinedMetricSpecification: object, TargetValue = 60) {
  return { TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification, TargetValue } };
}

function forecast(specification: object) {
  return {
    PolicyType: 'PredictiveScaling',
    TargetTrackingScalingPolicyConfiguration: undefined,
    PredictiveScalingPolicyConfiguration: { Mode: 'ForecastAndScale', MetricSpecifications: [{ TargetValue: 60, ...specification }] },
  };
}
