import { POLICY_FORMATS, POLICY_REQUIRED, TARGET_FORMATS, TARGET_REQUIRED } from '../../../facts/scaling';
import type { RequiredMembers } from '../../../facts/task-members';
import type { ValueFormat } from '../../../facts/value-format';
import type { Resource } from '../../model/evaluation/resource';
import { missingMembers } from '../../model/queries/missing-member';
import { wrongValues } from '../../model/queries/value-format';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'Settings of scalable targets and scaling policies are complete and have a format that Application Auto Scaling accepts',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation does not check most of these settings. Application Auto Scaling refuses the scalable target, its scheduled action or the scaling policy.',
  fix: 'Set the property in the format that the message names, with `autoScale()` of ContainerService, `autoScaleTaskCount()`, or the props of CfnScalableTarget and CfnScalingPolicy. In CloudFormation: the property that the message names.',
  docs: 'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html',

  subject: 'application',
  *check({ scalableTargets, scalingPolicies }) {
    for (const { resource } of scalableTargets.filter(({ isOfEcs }) => isOfEcs)) {
      yield* problemsOf(resource, 'the scalable target', TARGET_FORMATS, TARGET_REQUIRED);
    }
    for (const { resource } of scalingPolicies) { yield* problemsOf(resource, 'the scaling policy', POLICY_FORMATS, POLICY_REQUIRED); }
  },

  scene: 'an auto scaled Fargate service',
  bad: {
    'a negative minimum': { ScalableTarget: { MinCapacity: -1 } },
    'a scheduled action without bounds': { ScalableTarget: { ScheduledActions: [{ ScheduledActionName: 'night', Schedule: 'cron(0 20 * * ? *)' }] } },
    'a scheduled action with empty bounds': { ScalableTarget: { ScheduledActions: [{ ScheduledActionName: 'night', Schedule: 'cron(0 20 * * ? *)', ScalableTargetAction: {} }] } },
    'a slash in the name of a scheduled action': {
      ScalableTarget: { ScheduledActions: [{ ScheduledActionName: 'scale/night', Schedule: 'cron(0 20 * * ? *)', ScalableTargetAction: { MinCapacity: 1 } }] },
    },
    'another type of policy': { ScaleOnCpu: { PolicyType: 'SimpleScaling' } },
    'no metric': { ScaleOnCpu: { TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification: undefined } } },
    'a negative cooldown': { ScaleOnCpu: { TargetTrackingScalingPolicyConfiguration: { ScaleInCooldown: -60 } } },
    'a percentile of a customized metric': {
      ScaleOnCpu: {
        TargetTrackingScalingPolicyConfiguration: {
          PredefinedMetricSpecification: undefined, CustomizedMetricSpecification: { Namespace: 'Shop', MetricName: 'Latency', Statistic: 'p99' },
        },
      },
    },
  },
  good: {
    'settings in the required format': {
      ScalableTarget: { MinCapacity: 0, ScheduledActions: [{ ScheduledActionName: 'night', Schedule: 'cron(0 20 * * ? *)', ScalableTargetAction: { MinCapacity: 1 } }] },
      ScaleOnCpu: { TargetTrackingScalingPolicyConfiguration: { ScaleInCooldown: 0, ScaleOutCooldown: 60 } },
    },
    'settings from parameters': { ScalableTarget: { MinCapacity: { Ref: 'AParameter' } }, ScaleOnCpu: { PolicyType: { Ref: 'AParameter' } } },
    'a table of DynamoDB': {
      ScalableTarget: { ServiceNamespace: 'dynamodb', ScalableDimension: 'dynamodb:table:ReadCapacityUnits', ResourceId: 'table/orders', MinCapacity: -1 },
      ScaleOnCpu: { TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification: undefined } },
    },
  },
});

function* problemsOf(
  { properties }: Resource, what: string, formats: readonly ValueFormat[], required: readonly RequiredMembers[],
): Iterable<Violation> {
  yield* wrongValues(properties, formats, () => what);
  for (const { location, problem } of missingMembers(properties, required)) {
    yield { location, message: `${what} has ${problem}; Application Auto Scaling requires it` };
  }
}
