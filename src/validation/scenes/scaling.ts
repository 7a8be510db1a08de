import { CODE_DEPLOY_SCENES } from './code-deploy';
import { merge } from './merge';
import { FARGATE_SERVICE, Resources } from './parts';
import { TRAFFIC_SHIFT_SCENES } from './traffic-shift';

export const SCALING_SCENES = {
  'an auto scaled Fargate service': autoScaled(FARGATE_SERVICE),

  'an auto scaled Fargate service with blue/green deployments': autoScaled(TRAFFIC_SHIFT_SCENES['a Fargate service with blue/green deployments']),

  'an auto scaled Fargate service that CodeDeploy deploys': autoScaled(CODE_DEPLOY_SCENES['a Fargate service that CodeDeploy deploys']),
} satisfies Record<string, Resources>;

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
