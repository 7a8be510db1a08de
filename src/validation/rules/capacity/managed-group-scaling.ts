import type { CapacityProvider } from '../../model/entities/capacity-provider';
import { ServingGroup, servingGroups } from '../../model/queries/serving-group';
import { defineRule, Violation } from '../rule';

const SCALING = { 'AWS::AutoScaling::ScalingPolicy': 'the scaling policy', 'AWS::AutoScaling::ScheduledAction': 'the scheduled action' } as const;

export default defineRule({
  title: 'Only ECS scales a group with managed scaling',
  severity: 'warning',
  outcome: 'outage-risk',
  why: 'With managed scaling, ECS creates its own scaling policy and sets the desired capacity. Other policies and scheduled actions work against it: AWS advises to use none. DesiredCapacity in the template sets the group back to that number at each update that changes it, and stops instances with tasks.',
  fix: 'Remove the policy, the scheduled action or desiredCapacity of the group, and set minCapacity and maxCapacity; or set enableManagedScaling: false in AsgCapacityProvider. In CloudFormation: DesiredCapacity of the group, ManagedScaling.Status of the capacity provider.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html',

  subject: 'application',
  *check(application) {
    for (const serving of servingGroups(application)) {
      if (serving.providers.some(isManaged)) { yield* problemsOf(serving); }
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'a scaling policy': { Policy: policy() },
    'a scheduled action': { Night: { Type: 'AWS::AutoScaling::ScheduledAction', Properties: { AutoScalingGroupName: { Ref: 'Group' }, MinSize: 2, Recurrence: '0 22 * * *' } } },
    'a desired capacity': { Group: { DesiredCapacity: '2' } },
  },
  good: {
    'a policy without managed scaling': { Policy: policy(), Instances: { AutoScalingGroupProvider: { ManagedScaling: { Status: 'DISABLED' } } } },
    'a policy without an instruction': { Policy: policy(), Instances: { AutoScalingGroupProvider: { ManagedScaling: undefined } } },
    'predictive scaling that only forecasts': { Policy: policy({ PolicyType: 'PredictiveScaling', PredictiveScalingConfiguration: { Mode: 'ForecastOnly', ...forecast() } }) },
    'a policy that is switched by a parameter': { Policy: policy(), Instances: { AutoScalingGroupProvider: { ManagedScaling: { Status: { Ref: 'AParameter' } } } } },
    'the smallest number': { Group: { DesiredCapacity: '1' } },
    'a desired capacity from a parameter': { Group: { DesiredCapacity: { Ref: 'AParameter' } } },
  },
});

function policy(properties: object = { PolicyType: 'TargetTrackingScaling', TargetTrackingConfiguration: tracking() }) {
  return { Type: 'AWS::AutoScaling::ScalingPolicy', Properties: { AutoScalingGroupName: { Ref: 'Group' }, ...properties } };
}

function tracking(): object { return { TargetValue: 50, PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' } }; }

function forecast(): object { return { MetricSpecifications: [{ TargetValue: 50, PredefinedMetricPairSpecification: { PredefinedMetricType: 'ASGCPUUtilization' } }] }; }

function isManaged({ node }: CapacityProvider): boolean { return node.get('AutoScalingGroupProvider').get('ManagedScaling').text('Status').is('ENABLED'); }

function* problemsOf({ group, providers }: ServingGroup): Iterable<Violation> {
  const { node, resource, application, minSize } = group;
  const related = providers.map(provider => provider.resource.at('AutoScalingGroupProvider.ManagedScaling'));
  for (const [type, name] of Object.entries(SCALING)) {
    for (const { properties, logicalId } of application.referringTo(resource, type, 'AutoScalingGroupName')) {
      if (properties.get('PredictiveScalingConfiguration').text('Mode').is('ForecastOnly')) { continue; }
      yield { location: properties.at('AutoScalingGroupName'), related, message: `${name} ${logicalId} scales ${resource.logicalId}, which ECS scales` };
    }
  }
  const desired = node.number('DesiredCapacity');
  if (desired.satisfies(number => minSize.satisfies(least => number > least))) {
    yield { location: node.at('DesiredCapacity'), related, message: `DesiredCapacity is ${desired}, but ECS sets the number of instances of ${resource.logicalId}; remove it` };
  }
}
