import { CODE_DEPLOY_SCENES } from './code-deploy';
import { LOAD_BALANCING_SCENES } from './load-balancing';
import { merge } from './merge';
import { FARGATE_SERVICE, Resources } from './parts';
import { TRAFFIC_SHIFT_SCENES } from './traffic-shift';

export const SCALING_SCENES = {
  'an auto scaled Fargate service': autoScaled(FARGATE_SERVICE),

  'an auto scaled Fargate service with blue/green deployments': autoScaled(TRAFFIC_SHIFT_SCENES['a Fargate service with blue/green deployments']),

  'an auto scaled Fargate service that CodeDeploy deploys': autoScaled(CODE_DEPLOY_SCENES['a Fargate service that CodeDeploy deploys']),
  'an auto scaled Fargate service behind a load balancer': autoScaled(LOAD_BALANCING_SCENES['a Fargate service behind a load balancer']),

  'a Fargate service that scales in steps': inSteps(autoScaled(FARGATE_SERVICE)),
} satisfies Record<string, Resources>;

/** Steps in place of target tracking, with the alarm that starts them. */
function inSteps({ ScaleOnCpu: _, ...resources }: Resources): Resources {
  return {
    ...resources,
    ScaleOut: {
      Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
      Properties: {
        PolicyName: 'out',
        PolicyType: 'StepScaling',
        ScalingTargetId: { Ref: 'ScalableTarget' },
        StepScalingPolicyConfiguration: {
          AdjustmentType: 'ChangeInCapacity',
          MetricAggregationType: 'Average',
          StepAdjustments: [
            { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 20, ScalingAdjustment: 1 },
            { MetricIntervalLowerBound: 20, ScalingAdjustment: 3 },
          ],
        },
      },
    },
    HighCpu: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        Namespace: 'AWS/ECS',
        MetricName: 'CPUUtilization',
        Dimensions: [{ Name: 'ClusterName', Value: { Ref: 'Cluster' } }, { Name: 'ServiceName', Value: { 'Fn::GetAtt': ['Service', 'Name'] } }],
        Statistic: 'Average',
        Period: 60,
        EvaluationPeriods: 3,
        Threshold: 70,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        AlarmActions: [{ Ref: 'ScaleOut' }],
      },
    },
  };
}

function autoScaled(resources: Resources): Resources {
  return {
    ...merge(resources, { Service: { Properties: { DesiredCount: undefined } } }),
    ScalableTarget: {
      Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
      Properties: {
        MinCapacity: 2,
        MaxCapacity: 10,
        ResourceId: { 'Fn::Join': ['', ['service/', { Ref: 'Cluster' }, '/', { 'Fn::GetAtt': ['Service', 'Name'] }]] },
        ScalableDimension: 'ecs:service:DesiredCount',
        ServiceNamespace: 'ecs',
      },
    },
    ScaleOnCpu: {
      Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
      Properties: {
        PolicyName: 'cpu',
        PolicyType: 'TargetTrackingScaling',
        ScalingTargetId: { Ref: 'ScalableTarget' },
        TargetTrackingScalingPolicyConfiguration: {
          PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' }, TargetValue: 60,
        },
      },
    },
  };
}
