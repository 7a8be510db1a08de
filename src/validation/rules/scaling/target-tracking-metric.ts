import type { Resource } from '../../model/evaluation/resource';
import { repetitions } from '../../model/index/repetitions';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Target tracking policies of a scalable target use different metrics',
  severity: 'error',
  outcome: 'refused',
  why: 'Application Auto Scaling accepts one target tracking policy for each metric of a scalable target, and refuses a second one.',
  fix: 'Call `onCpu()`, `onMemory()` or `onRequests()` once for a service, or remove one of the policies. In CloudFormation: PredefinedMetricType.',
  docs: 'https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking.html',

  subject: 'scalableTarget',
  *check({ isOfEcs, policies }) {
    if (!isOfEcs) { return; }
    for (const { again, first } of repetitions(policies, metricOf)) {
      const metric = metricPlace(again).text('PredefinedMetricType');
      yield {
        location: metricPlace(again).at('PredefinedMetricType'),
        related: [metricPlace(first).at('PredefinedMetricType')],
        message: `tracks ${metric}, as does policy ${first.logicalId} of the same scalable target; remove one of them`,
      };
    }
  },

  scene: 'an auto scaled Fargate service',
  bad: {
    'two policies on CPU': { Second: tracking({ PredefinedMetricType: 'ECSServiceAverageCPUUtilization' }) },
    'two policies on the requests of a target group': { Second: tracking(requestsOf('a')), Third: tracking(requestsOf('a'), 'third') },
  },
  good: {
    'CPU and memory': { Second: tracking({ PredefinedMetricType: 'ECSServiceAverageMemoryUtilization' }) },
    'requests of two target groups from parameters': {
      Second: tracking({ PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel: { 'Fn::Sub': 'app/shop/50dc6c495c0c9188/${GroupA}' } }),
      Third: tracking({ PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel: { 'Fn::Sub': 'app/shop/50dc6c495c0c9188/${GroupB}' } }, 'third'),
    },
    'requests of two target groups': { Second: tracking(requestsOf('a')), Third: tracking(requestsOf('b'), 'third') },
    'metrics from parameters for one target group': {
      Second: tracking({ ...requestsOf('a'), PredefinedMetricType: { Ref: 'MetricA' } }), Third: tracking({ ...requestsOf('a'), PredefinedMetricType: { Ref: 'MetricB' } }, 'third'),
    },
    'requests of unknown target groups': {
      Second: tracking({ PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel: { Ref: 'LabelA' } }),
      Third: tracking({ PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel: { Ref: 'LabelB' } }, 'third'),
    },
    'metrics from parameters': { Second: tracking({ PredefinedMetricType: { Ref: 'MetricA' } }), Third: tracking({ PredefinedMetricType: { Ref: 'MetricB' } }, 'third') },
    'a table of DynamoDB': {
      ScalableTarget: { ServiceNamespace: 'dynamodb', ScalableDimension: 'dynamodb:table:ReadCapacityUnits', ResourceId: 'table/orders' }, Second: tracking({ PredefinedMetricType: 'ECSServiceAverageCPUUtilization' }),
    },
    'a policy under a condition': { Second: { ...tracking({ PredefinedMetricType: 'ECSServiceAverageCPUUtilization' }), Condition: 'IsTest' } },
  },
});

/** The metric, and the target group whose requests are counted. */
function metricOf(policy: Resource): string | undefined {
  const place = metricPlace(policy);
  const metric = place.text('PredefinedMetricType').known;
  const label = place.get('ResourceLabel');
  if (metric === undefined || label.isAbsent) { return metric; }
  return label.asPartialString?.isTraceable ? `${metric} ${label.asPartialString.key}` : undefined;
}

function metricPlace({ properties }: Resource) {
  return properties.get('TargetTrackingScalingPolicyConfiguration').get('PredefinedMetricSpecification');
}

function requestsOf(targetGroup: string) {
  return { PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel: `app/shop/50dc6c495c0c9188/targetgroup/${targetGroup}/943f017f100becff` };
}

function tracking(PredefinedMetricSpecification: object, PolicyName = 'further') {
  return {
    Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
    Properties: {
      PolicyName,
      PolicyType: 'TargetTrackingScaling',
      ScalingTargetId: { Ref: 'ScalableTarget' },
      TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification, TargetValue: 70 },
    },
  };
}
