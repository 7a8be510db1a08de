import { SCALING_QUOTAS } from '../../../facts/scaling';
import type { ScalableTarget } from '../../model/entities/scalable-target';
import type { Node } from '../../model/evaluation/node';
import { places } from '../../model/evaluation/places';
import { repeated } from '../../model/evaluation/repeated';
import type { Value } from '../../model/evaluation/value';
import { defineRule, Violation } from '../rule';

/** The capacities that a scheduled action sets. */
interface Bounds {
  readonly place: Node;
  readonly min: Value<number>;
  readonly max: Value<number>;
}

export default defineRule({
  title: 'Scheduled actions have different names, and bounds that do not contradict',
  severity: 'error',
  outcome: 'refused',
  why: 'Application Auto Scaling reports "Maximum capacity cannot be less than minimum capacity". An action that sets one bound fails at its time if it contradicts the other bound that holds then. The last of two actions with the same name replaces the first.',
  fix: 'Set both minTasks and maxTasks in `onSchedule()` (minCapacity and maxCapacity in `scaleOnSchedule()`), the minimum not above the maximum. In CloudFormation: ScalableTargetAction of ScheduledActions.',
  docs: 'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTargetAction.html',

  subject: 'scalableTarget',
  *check(target) {
    if (!target.isOfEcs) { return; }
    const actions = places(target.node, 'ScheduledActions/*');
    for (const { again, name } of repeated(actions, 'ScheduledActionName')) {
      yield { location: again.at('ScheduledActionName'), severity: 'warning', message: `two scheduled actions are named "${name}"; the last replaces the others; rename one` };
    }
    if (actions.length > SCALING_QUOTAS.scheduledActions) {
      yield { location: target.node.at('ScheduledActions'), message: `ScheduledActions has ${actions.length} entries; the quota of a scalable target is ${SCALING_QUOTAS.scheduledActions}` };
    }
    yield* contradictions(actions.map(boundsOf), target);
  },

  scene: 'an auto scaled Fargate service',
  bad: {
    'a minimum above the maximum': { ScalableTarget: { ScheduledActions: [action('day', { MinCapacity: 8, MaxCapacity: 4 })] } },
    'two actions with the same name': { ScalableTarget: { ScheduledActions: [action('day', { MinCapacity: 4 }), action('day', { MinCapacity: 2 })] } },
    'more actions than the quota': { ScalableTarget: { ScheduledActions: Array.from({ length: 201 }, (_, index) => action(`day ${index}`, { MinCapacity: 4 })) } },
    'a minimum above the maximum of the target': { ScalableTarget: { ScheduledActions: [action('day', { MinCapacity: 20 })] } },
    'a maximum below the minimum of the target': { ScalableTarget: { ScheduledActions: [action('night', { MaxCapacity: 1 })] } },
  },
  good: {
    'bounds in order': { ScalableTarget: { ScheduledActions: [action('day', { MinCapacity: 4, MaxCapacity: 20 }), action('night', { MinCapacity: 2, MaxCapacity: 2 })] } },
    'a minimum that is the maximum of the target': { ScalableTarget: { ScheduledActions: [action('day', { MinCapacity: 10 })] } },
    'a maximum that is the minimum of the target': { ScalableTarget: { ScheduledActions: [action('night', { MaxCapacity: 2 })] } },
    'a maximum that another action sets before': { ScalableTarget: { ScheduledActions: [action('early', { MaxCapacity: 30 }), action('day', { MinCapacity: 20 })] } },
    'a minimum that another action sets before': { ScalableTarget: { ScheduledActions: [action('early', { MinCapacity: 0 }), action('night', { MaxCapacity: 0 })] } },
    'bounds from parameters': { ScalableTarget: { ScheduledActions: [action('day', { MinCapacity: 20, MaxCapacity: { Ref: 'AParameter' } })] } },
    'a maximum of the target from a parameter': { ScalableTarget: { MaxCapacity: { Ref: 'AParameter' }, ScheduledActions: [action('day', { MinCapacity: 20 })] } },
    'actions from a parameter': { ScalableTarget: { ScheduledActions: { Ref: 'AParameter' } } },
    'a second action under a condition': {
      ScalableTarget: { ScheduledActions: [action('day', { MinCapacity: 20 }), { 'Fn::If': ['More', action('early', { MaxCapacity: 30 }), { Ref: 'AWS::NoValue' }] }] },
    },
    'a table of DynamoDB': {
      ScalableTarget: {
        ServiceNamespace: 'dynamodb', ScalableDimension: 'dynamodb:table:ReadCapacityUnits', ResourceId: 'table/orders', ScheduledActions: [action('day', { MinCapacity: 8, MaxCapacity: 4 })],
      },
    },
  },
});

function boundsOf(place: Node): Bounds {
  const bounds = place.get('ScalableTargetAction');
  return { place: bounds, min: bounds.number('MinCapacity'), max: bounds.number('MaxCapacity') };
}

/** Bounds of one action, and single bounds against every other bound that may hold at their time: that of the target, and those of all other actions. */
function* contradictions(actions: readonly Bounds[], { node, minCapacity, maxCapacity }: ScalableTarget): Iterable<Violation> {
  for (const { place, min, max } of actions) {
    if (min.satisfies(from => max.satisfies(to => from > to))) { yield { location: place.at('MinCapacity'), message: `MinCapacity (${min}) is above MaxCapacity (${max})` }; }
  }
  if (!node.list('ScheduledActions').isKnown) { return; }
  const [lowest, highest] = [[minCapacity, ...actions.map(({ min }) => min)], [maxCapacity, ...actions.map(({ max }) => max)]];
  for (const { place, min, max } of actions) {
    if (min.satisfies(from => highest.every(to => to.isAbsent || to.satisfies(most => from > most)))) {
      yield { location: place.at('MinCapacity'), severity: 'warning', message: `MinCapacity (${min}) is above the maximum of the scalable target (${maxCapacity}) and of all other actions; set MaxCapacity too` };
    }
    if (max.satisfies(to => lowest.every(from => from.isAbsent || from.satisfies(least => to < least)))) {
      yield { location: place.at('MaxCapacity'), severity: 'warning', message: `MaxCapacity (${max}) is below the minimum of the scalable target (${minCapacity}) and of all other actions; set MinCapacity too` };
    }
  }
}

function action(ScheduledActionName: string, ScalableTargetAction: object) { return { ScheduledActionName, Schedule: 'cron(0 8 * * ? *)', ScalableTargetAction }; }
