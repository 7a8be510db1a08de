import { defineRule } from '../rule';
import { queryProblems } from './policies/metric-queries';
import { customizedProblems } from './policies/metrics';
import { queriesIn } from './policies/predictions';

export default defineRule({
  title: 'A customized metric is one metric, or a list of metrics with one result',
  severity: 'error',
  outcome: 'refused',
  why: 'Application Auto Scaling reports "The customized metric specification is not valid." for a metric without name, namespace or statistic, for a list combined with a single metric, and for a list whose entries have no valid id or not exactly one result.',
  fix: 'Pass a cloudwatch.Metric to `scaleToTrackCustomMetric()`, or set metrics of customizedMetricSpecification on CfnScalingPolicy with returnData true for the last expression only. In CloudFormation: CustomizedMetricSpecification.',
  docs: 'https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking-metric-math.html',

  subject: 'scalingPolicy',
  *check({ predicting, customized: metric }) {
    yield* customizedProblems(metric, { results: 1 });
    for (const list of queriesIn(predicting)) { yield* queryProblems(list); }
  },

  scene: 'an auto scaled Fargate service',
  bad: {
    'no statistic': { ScaleOnCpu: customized({ Namespace: 'Shop', MetricName: 'Orders' }) },
    'a list and a name': { ScaleOnCpu: customized({ MetricName: 'Orders', Metrics: perTask() }) },
    'two results': { ScaleOnCpu: customized({ Metrics: [{ ...orders(), ReturnData: true }, ...perTask().slice(1)] }) },
    'two entries without ReturnData': { ScaleOnCpu: customized({ Metrics: [{ ...orders(), ReturnData: undefined }, { ...perTask()[1], ReturnData: undefined }] }) },
    'no result': { ScaleOnCpu: customized({ Metrics: [orders()] }) },
    'an id in upper case': { ScaleOnCpu: customized({ Metrics: [{ ...orders(), Id: 'Orders', ReturnData: true }] }) },
    'no id': { ScaleOnCpu: customized({ Metrics: [{ ...orders(), Id: undefined, ReturnData: true }] }) },
    'an id twice': { ScaleOnCpu: customized({ Metrics: [orders(), orders(), ...perTask().slice(1)] }) },
    'an expression with a metric': { ScaleOnCpu: customized({ Metrics: [{ ...orders(), Expression: '1', ReturnData: true }] }) },
    'neither expression nor metric': { ScaleOnCpu: customized({ Metrics: [{ Id: 'orders', ReturnData: true }] }) },
    'two results of a predicted load': {
      ScaleOnCpu: {
        PolicyType: 'PredictiveScaling',
        TargetTrackingScalingPolicyConfiguration: undefined,
        PredictiveScalingPolicyConfiguration: {
          MetricSpecifications: [{
            TargetValue: 60,
            PredefinedScalingMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
            CustomizedLoadMetricSpecification: { MetricDataQueries: [{ ...orders(), ReturnData: true }, ...perTask().slice(1)] },
          }],
        },
      },
    },
  },
  good: {
    'one metric': { ScaleOnCpu: customized({ Namespace: 'Shop', MetricName: 'Orders', Statistic: 'Average' }) },
    'orders for each task': { ScaleOnCpu: customized({ Metrics: perTask() }) },
    'one entry without ReturnData': { ScaleOnCpu: customized({ Metrics: [{ ...orders(), ReturnData: undefined }] }) },
    'values from parameters': { ScaleOnCpu: customized({ Namespace: { Ref: 'AParameter' }, MetricName: { Ref: 'AParameter' }, Statistic: { Ref: 'AParameter' } }) },
    'a list under a condition': {
      ScaleOnCpu: customized({ Namespace: 'Shop', MetricName: 'Orders', Statistic: 'Sum', Metrics: { 'Fn::If': ['Math', perTask(), { Ref: 'AWS::NoValue' }] } }),
    },
    'a list from a parameter': { ScaleOnCpu: customized({ Metrics: { Ref: 'AParameter' } }) },
    'a result from a parameter': { ScaleOnCpu: customized({ Metrics: [{ ...orders(), ReturnData: { Ref: 'AParameter' } }] }) },
    'a result under a condition': { ScaleOnCpu: customized({ Metrics: [orders(), { 'Fn::If': ['More', perTask()[1], { Ref: 'AWS::NoValue' }] }] }) },
  },
});

function orders() { return { Id: 'orders', MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'Orders' }, Stat: 'Sum' }, ReturnData: false }; }

function perTask() { return [orders(), { Id: 'perTask', Expression: 'orders / 4', ReturnData: true }]; }

function customized(CustomizedMetricSpecification: object) {
  return { TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification: undefined, CustomizedMetricSpecification } };
}
