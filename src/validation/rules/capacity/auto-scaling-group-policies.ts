import { servingGroups } from '../../model/queries/serving-group';
import { defineRule } from '../rule';
import { groupPolicyProblems } from '../scaling/policies/group-policies';
import { groupScheduleProblems } from '../scaling/policies/group-schedules';

export default defineRule({
  title: 'Scaling policies and schedules of the group of a capacity provider have settings that EC2 Auto Scaling accepts',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation does not check which settings belong to a type of policy, whether steps leave a gap, or whether a schedule can be read. EC2 Auto Scaling refuses the policy or the scheduled action.',
  fix: 'Change the setting that the message names, in group.scaleOnMetric(), group.scaleToTrackMetric() or group.scaleOnSchedule(). In CloudFormation: AWS::AutoScaling::ScalingPolicy and AWS::AutoScaling::ScheduledAction.',
  docs: 'https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScalingPolicy.html',

  subject: 'application',
  *check(application) {
    for (const { group } of servingGroups(application)) {
      for (const { properties } of application.referringTo(group.resource, 'AWS::AutoScaling::ScalingPolicy', 'AutoScalingGroupName')) { yield* groupPolicyProblems(properties); }
      yield* groupScheduleProblems(application.referringTo(group.resource, 'AWS::AutoScaling::ScheduledAction', 'AutoScalingGroupName').map(({ properties }) => properties));
    }
  },

  scene: 'a service on a capacity provider without managed scaling',
  bad: {
    'simple scaling without a type of adjustment': policy({ ScalingAdjustment: 1 }),
    'steps with the adjustment of simple scaling': policy({ ...steps([0, 10]), ScalingAdjustment: 1 }),
    'steps with a gap': policy(steps([0, 10], [20])),
    'steps that overlap': policy(steps([0, 30], [20])),
    'a step without bounds': policy({ PolicyType: 'StepScaling', AdjustmentType: 'ChangeInCapacity', StepAdjustments: [{ ScalingAdjustment: 1 }] }),
    'a step that ends where it begins': policy(steps([10, 10])),
    'steps that end': policy(steps([0, 10], [10, 20])),
    'steps that begin below 0': policy(steps([-10, 0], [0])),
    'too many steps': policy(steps(...Array.from({ length: 21 }, (_, index) => index < 20 ? [index, index + 1] : [index]))),
    'a capacity below 0': policy({ PolicyType: 'SimpleScaling', AdjustmentType: 'ExactCapacity', ScalingAdjustment: -1 }),
    'a least adjustment of a number': policy({ AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1, MinAdjustmentMagnitude: 2 }),
    'a target of 0': policy(tracking({ TargetValue: 0, PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' } })),
    'two metrics': policy(tracking({ PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' }, CustomizedMetricSpecification: metric() })),
    'no metric': policy(tracking({})),
    'requests without a target group': policy(tracking({ PredefinedMetricSpecification: { PredefinedMetricType: 'ALBRequestCountPerTarget' } })),
    'a target group for CPU': policy(tracking({ PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization', ResourceLabel: 'app/a/1/targetgroup/b/2' } })),
    'a metric without a statistic': policy(tracking({ CustomizedMetricSpecification: { MetricName: 'Jobs', Namespace: 'Web' } })),
    'a metric beside metric math': policy(tracking({ CustomizedMetricSpecification: { Namespace: 'Web', Metrics: [{ Id: 'a', Expression: 'TIME_SERIES(1)' }] } })),
    'two results of metric math': policy(tracking({ CustomizedMetricSpecification: { Metrics: [{ Id: 'a', Expression: 'TIME_SERIES(1)' }, { Id: 'b', Expression: 'a * 2' }] } })),
    'a query without a metric': policy(tracking({ CustomizedMetricSpecification: { Metrics: [{ Id: 'a' }] } })),
    'two predictions': policy(predicting({ MetricSpecifications: [pair(), pair()] })),
    'a maximum that grows without a buffer': policy(predicting({ MaxCapacityBreachBehavior: 'IncreaseMaxCapacity', MetricSpecifications: [pair()] })),
    'a buffer without growth': policy(predicting({ MaxCapacityBuffer: 10, MetricSpecifications: [pair()] })),
    'a pair and a load metric': policy(predicting({ MetricSpecifications: [{ ...pair(), PredefinedLoadMetricSpecification: { PredefinedMetricType: 'ASGTotalCPUUtilization' } }] })),
    'a capacity metric alone': policy(predicting({ MetricSpecifications: [{ ...pair(), CustomizedCapacityMetricSpecification: { MetricDataQueries: [] } }] })),
    'a capacity metric without a load': policy(predicting({ MetricSpecifications: [{ ...capacity(), CustomizedLoadMetricSpecification: undefined }] })),
    'a capacity metric without a scaling metric': policy(predicting({ MetricSpecifications: [{ ...capacity(), PredefinedScalingMetricSpecification: undefined }] })),
    'a schedule in the form of EventBridge': schedule({ Recurrence: 'cron(0 8 * * ? *)', MinSize: 1 }),
    'an hour of 24': schedule({ Recurrence: '0 24 * * *', MinSize: 1 }),
    'a schedule without a size': schedule({ Recurrence: '0 8 * * *' }),
    'a schedule with sizes in no order': schedule({ Recurrence: '0 8 * * *', MinSize: 3, MaxSize: 2 }),
    'an end without a begin': schedule({ EndTime: '2030-01-01T00:00:00Z', MinSize: 1 }),
    'an end before the begin': schedule({ StartTime: '2030-01-02T00:00:00Z', EndTime: '2030-01-01T00:00:00Z', MinSize: 1 }),
    'two schedules at once': { ...schedule({ StartTime: '2030-01-01T00:00:00Z', MinSize: 1 }), Other: { Type: 'AWS::AutoScaling::ScheduledAction', Properties: { AutoScalingGroupName: { Ref: 'Group' }, StartTime: '2030-01-01T00:00:00Z', MinSize: 2 } } },
    'two periods': policy(tracking({ CustomizedMetricSpecification: { Metrics: [query('a', 60), { ...query('b', 300), ReturnData: true }] } })),
    'two queries with one id': policy(tracking({ CustomizedMetricSpecification: { Metrics: [query('a', 60), { ...query('a', 60), ReturnData: true }] } })),
    'a prediction of requests without a target group': policy(predicting({ MetricSpecifications: [{ TargetValue: 50, PredefinedMetricPairSpecification: { PredefinedMetricType: 'ALBRequestCount' } }] })),
    'a time zone in words': schedule({ Recurrence: '0 8 * * *', TimeZone: 'Berlin time', MinSize: 1 }),
    'a misspelled time zone': schedule({ Recurrence: '0 8 * * *', TimeZone: 'Europe/Berln', MinSize: 1 }),
  },
  good: {
    'steps': policy(steps([0, 10], [10])),
    'steps from a parameter': policy({ PolicyType: 'StepScaling', AdjustmentType: 'ChangeInCapacity', StepAdjustments: { Ref: 'AParameter' } }),
    'a bound from a parameter': policy({ ...steps([0, 10]), StepAdjustments: [{ MetricIntervalLowerBound: { Ref: 'AParameter' }, ScalingAdjustment: 1 }, { MetricIntervalLowerBound: 20, ScalingAdjustment: 2 }] }),
    'a target': policy(tracking({ CustomizedMetricSpecification: metric() })),
    'metric math': policy(tracking({ CustomizedMetricSpecification: { Metrics: [{ Id: 'a', Expression: 'TIME_SERIES(1)', ReturnData: false }, { Id: 'b', Expression: 'a * 2' }] } })),
    'a capacity metric with a load and a scaling metric': policy(predicting({ MetricSpecifications: [capacity()] })),
    'an end of a recurrence': schedule({ Recurrence: '0 8 * * *', EndTime: '2030-01-01T00:00:00Z', MinSize: 1 }),
    'a prediction': policy(predicting({ MaxCapacityBreachBehavior: 'IncreaseMaxCapacity', MaxCapacityBuffer: 10, MetricSpecifications: [pair()] })),
    'a policy whose type is a parameter': policy({ PolicyType: { Ref: 'AParameter' }, ScalingAdjustment: 1 }),
    'a schedule that a condition replaces': {
      ...schedule({ StartTime: '2030-01-01T00:00:00Z', MinSize: 1 }),
      Other: { Type: 'AWS::AutoScaling::ScheduledAction', Condition: 'IsTest', Properties: { AutoScalingGroupName: { Ref: 'Group' }, StartTime: '2030-01-01T00:00:00Z', MinSize: 2 } },
    },
    'a schedule': schedule({ Recurrence: '*/15 8-18 * * 1-5', TimeZone: 'Europe/Berlin', MinSize: 1, MaxSize: 2 }),
    'an old time zone': schedule({ Recurrence: '0 8 * * *', TimeZone: 'CET', MinSize: 1 }),
    'the time zone of the service': schedule({ Recurrence: '0 8 * * *', TimeZone: 'Local', MinSize: 1 }),
    'a group outside of ECS': { ...policy({}), Instances: undefined, Providers: undefined, Service: undefined },
  },
});

function policy(properties: object) {
  return { Policy: { Type: 'AWS::AutoScaling::ScalingPolicy', Properties: { AutoScalingGroupName: { Ref: 'Group' }, ...properties } } };
}

function schedule(properties: object) {
  return { Daily: { Type: 'AWS::AutoScaling::ScheduledAction', Properties: { AutoScalingGroupName: { Ref: 'Group' }, ...properties } } };
}

function steps(...bounds: readonly (readonly number[])[]) {
  const StepAdjustments = bounds.map(([MetricIntervalLowerBound, ...upper]) => ({
    MetricIntervalLowerBound, ScalingAdjustment: 1, ...Object.fromEntries(upper.map(bound => ['MetricIntervalUpperBound', bound])),
  }));
  return { PolicyType: 'StepScaling', AdjustmentType: 'ChangeInCapacity', StepAdjustments };
}

function tracking(settings: object): object { return { PolicyType: 'TargetTrackingScaling', TargetTrackingConfiguration: { TargetValue: 50, ...settings } }; }

function metric(): object { return { MetricName: 'Jobs', Namespace: 'Web', Statistic: 'Average' }; }

function query(Id: string, Period: number): object { return { Id, ReturnData: false, MetricStat: { Metric: { MetricName: 'Jobs', Namespace: 'Web' }, Stat: 'Sum' }, Period }; }

function predicting(settings: object): object { return { PolicyType: 'PredictiveScaling', PredictiveScalingConfiguration: settings }; }

function capacity(): object {
  const queries = { MetricDataQueries: [{ Id: 'a', MetricStat: { Metric: { MetricName: 'Jobs', Namespace: 'Web' }, Stat: 'Sum' } }] };
  return {
    TargetValue: 50,
    PredefinedScalingMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
    CustomizedLoadMetricSpecification: queries,
    CustomizedCapacityMetricSpecification: queries,
  };
}

function pair(): object { return { TargetValue: 50, PredefinedMetricPairSpecification: { PredefinedMetricType: 'ASGCPUUtilization' } }; }
