import { repetitions } from '../../model/index/repetitions';
import { policiesOf } from '../../model/queries/scaling-policies';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Scaling policies of a scalable target have different names',
  severity: 'warning',
  outcome: 'ignored',
  why: 'Application Auto Scaling identifies a policy by its name and its scalable target. It replaces a policy that has the name already, so only the last one scales, and deleting either deletes both. In a deployed stack both have one ARN: when one is renamed, CloudFormation deletes the policy with the old ARN, which the other one still uses.',
  fix: 'Give each policy its own policyName, or use `onCpu()` and `scaleToTrackMetric()`, which generate it. If the policies are deployed, give both of them new names. In CloudFormation: PolicyName.',
  docs: 'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html',

  subject: 'scalableTarget',
  *check(target, application) {
    if (!target.isOfEcs) { return; }
    const policies = policiesOf(target, application).known.map(({ resource }) => resource);
    for (const { again, first } of repetitions(policies, ({ properties }) => properties.partialString('PolicyName')?.literal)) {
      yield {
        location: again.at('PolicyName'),
        related: [first.at('PolicyName')],
        message: `policy ${first.logicalId} of the same scalable target has PolicyName ${again.properties.text('PolicyName')} too; the last one replaces the other, so give both new names`,
      };
    }
  },

  scene: 'an auto scaled Fargate service',
  bad: {
    'two policies with the same name': { Second: memory('cpu') },
    'a policy that names the resource': {
      ScalableTarget: { ResourceId: 'service/web/shop' },
      Second: named('cpu', { ResourceId: 'service/web/shop', ScalableDimension: 'ecs:service:DesiredCount', ServiceNamespace: 'ecs' }, ['ScalableTarget']),
    },
  },
  good: {
    'two names': { Second: memory('memory') },
    'a name from a parameter': { ScaleOnCpu: { PolicyName: { Ref: 'AParameter' } }, Second: memory({ Ref: 'AParameter' }) },
    'a policy under a condition': { Second: { ...memory('cpu'), Condition: 'Large' } },
    'a table of DynamoDB': {
      ScalableTarget: { ServiceNamespace: 'dynamodb', ScalableDimension: 'dynamodb:table:ReadCapacityUnits', ResourceId: 'table/orders' }, Second: memory('cpu'),
    },
  },
});

function memory(PolicyName: unknown) { return named(PolicyName, { ScalingTargetId: { Ref: 'ScalableTarget' } }); }

function named(PolicyName: unknown, more: object, DependsOn: readonly string[] = []) {
  return {
    Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
    DependsOn,
    Properties: {
      PolicyName,
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageMemoryUtilization' }, TargetValue: 70 },
      ...more,
    },
  };
}
