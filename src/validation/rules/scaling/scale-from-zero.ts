import { TRACKED_METRICS } from '../../../facts/scaling-metrics';
import { policiesOf } from '../../model/queries/scaling-policies';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A service that may scale to zero has a policy or schedule that starts tasks again',
  severity: 'warning',
  outcome: 'outage-risk',
  why: 'A service without tasks has no utilization of CPU or memory, and its target group has no targets that receive requests. The alarms of target tracking then have no data, and the service stays at zero.',
  fix: 'Set minTasks (minCapacity) to 1 or more, or add a policy on a metric that exists without tasks, such as the length of a queue, or a schedule. In CloudFormation: MinCapacity, ScheduledActions, or a policy with a customized metric.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html',

  subject: 'scalableTarget',
  *check(target, application) {
    const { isOfEcs, minCapacity, maxCapacity, node } = target;
    if (!minCapacity.is(0)) { return; }
    if (!isOfEcs || maxCapacity.is(0) || !node.list('ScheduledActions').isEmpty) { return; }
    const policies = policiesOf(target, application);
    const metrics = policies.known.map(({ predefined }) => predefined.text('PredefinedMetricType'));
    if (metrics.length > 0 && policies.isComplete && metrics.every(metric => metric.isOneOf(TRACKED_METRICS))) {
      yield {
        location: node.at('MinCapacity'),
        related: policies.known.map(({ resource }) => resource.at('')),
        message: `MinCapacity is 0, but the service scales by ${[...new Set(metrics.map(String))].join(' and ')} alone, without data while no task runs`,
      };
    }
  },

  scene: 'an auto scaled Fargate service',
  bad: {
    CPU: { ScalableTarget: { MinCapacity: 0 } },
    memory: { ScalableTarget: { MinCapacity: 0 }, ScaleOnCpu: tracking({ PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageMemoryUtilization' } }) },
  },
  good: {
    'one task at least': { ScalableTarget: { MinCapacity: 1 } },
    'no task at all': { ScalableTarget: { MinCapacity: 0, MaxCapacity: 0 } },
    'a schedule': {
      ScalableTarget: { MinCapacity: 0, ScheduledActions: [{ ScheduledActionName: 'day', Schedule: 'cron(0 8 * * ? *)', ScalableTargetAction: { MinCapacity: 1 } }] },
    },
    'a customized metric': {
      ScalableTarget: { MinCapacity: 0 },
      ScaleOnCpu: tracking({ PredefinedMetricSpecification: undefined, CustomizedMetricSpecification: { Namespace: 'Shop', MetricName: 'Orders', Statistic: 'Average' } }),
    },
    'steps': { scene: 'a Fargate service that scales in steps', change: { ScalableTarget: { MinCapacity: 0 } } },
    'no policy': { ScalableTarget: { MinCapacity: 0 }, ScaleOnCpu: undefined },
    'a metric from a parameter': { ScalableTarget: { MinCapacity: 0 }, ScaleOnCpu: tracking({ PredefinedMetricSpecification: { PredefinedMetricType: { Ref: 'AParameter' } } }) },
    'a policy of an unknown target': { ScalableTarget: { MinCapacity: 0 }, Other: other({ Ref: 'AParameter' }) },
    'a table of DynamoDB': {
      ScalableTarget: { MinCapacity: 0, ServiceNamespace: 'dynamodb', ScalableDimension: 'dynamodb:table:ReadCapacityUnits', ResourceId: 'table/orders' },
    },
  },
});

function tracking(configuration: object) { return { TargetTrackingScalingPolicyConfiguration: configuration }; }

function other(ScalingTargetId: unknown) {
  return {
    Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
    Properties: {
      PolicyName: 'orders',
      PolicyType: 'TargetTrackingScaling',
      ScalingTargetId,
      ...tracking({ CustomizedMetricSpecification: { Namespace: 'Shop', MetricName: 'Orders', Statistic: 'Average' }, TargetValue: 10 }),
    },
  };
}
