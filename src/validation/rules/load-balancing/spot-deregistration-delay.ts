import { DEFAULT_DEREGISTRATION_DELAY, SPOT_NOTICE_SECONDS } from '../../../facts/target-groups';
import { defineRule } from '../rule';

const DELAY = 'deregistration_delay.timeout_seconds';
const ON_SPOT = { LaunchType: undefined, CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }] };

export default defineRule({
  title: 'A task on Fargate Spot is deregistered before it is interrupted',
  severity: 'warning',
  outcome: 'outage-risk',
  why: 'Fargate Spot stops a task two minutes after the notice. ECS deregisters the task at the notice and waits for the deregistration delay. Requests that still run after the two minutes fail.',
  fix: 'Set `deregistrationDelay` below 120 seconds. In CloudFormation: deregistration_delay.timeout_seconds, which is 300 by default.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html',

  subject: 'taskRunner',
  *check({ strategy, attachments, resource }) {
    const usesSpot = strategy.items.some(({ providerName, weight, base }) => providerName.is('FARGATE_SPOT') && (weight.differs(0) || base.differs(0)));
    if (!usesSpot) { return; }
    for (const targetGroup of attachments.flatMap(attachment => attachment.targetGroup ?? [])) {
      const delay = targetGroup.attribute(DELAY).orDefault(String(DEFAULT_DEREGISTRATION_DELAY));
      if (delay.satisfies(text => Number(text) >= SPOT_NOTICE_SECONDS)) {
        const isDefault = targetGroup.attribute(DELAY).isAbsent;
        yield {
          location: targetGroup.attributeAt(DELAY),
          related: [resource.at('CapacityProviderStrategy')],
          message: `${DELAY} (${delay}${isDefault ? ', the default' : ''}) must be less than the ${SPOT_NOTICE_SECONDS} seconds between the interruption notice of FARGATE_SPOT and the stop of the tasks of ${resource.logicalId}`,
        };
      }
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'the default delay': { Service: ON_SPOT },
    'a base on Spot': { Service: { LaunchType: undefined, CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }, { CapacityProvider: 'FARGATE_SPOT', Base: 1 }] } },
    'two minutes': { Service: ON_SPOT, Targets: { TargetGroupAttributes: [{ Key: DELAY, Value: '120' }] } },
  },
  good: {
    'a minute': { Service: ON_SPOT, Targets: { TargetGroupAttributes: [{ Key: DELAY, Value: '60' }] } },
    'five minutes on Fargate': { Targets: { TargetGroupAttributes: [{ Key: DELAY, Value: '300' }] } },
    'a weight of 0 for Spot': { Service: { LaunchType: undefined, CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }, { CapacityProvider: 'FARGATE_SPOT', Weight: 0 }] } },
    'Spot under a condition': {
      Service: { LaunchType: undefined, CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }, { 'Fn::If': ['IsTest', { CapacityProvider: 'FARGATE_SPOT', Weight: 1 }, { Ref: 'AWS::NoValue' }] }] },
    },
    'a delay from a parameter': { Service: ON_SPOT, Targets: { TargetGroupAttributes: [{ Key: DELAY, Value: { Ref: 'Delay' } }] } },
    'attributes from a parameter': { Service: ON_SPOT, Targets: { TargetGroupAttributes: { Ref: 'Attributes' } } },
  },
});
