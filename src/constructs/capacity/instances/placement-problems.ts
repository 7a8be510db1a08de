import * as ecs from 'aws-cdk-lib/aws-ecs';
import { InstancesShare } from './instances-share';
import { PLACEMENT_LIMITS } from '../../../facts/placement';
import { REBALANCED_ATTRIBUTE, REBALANCING_LIMITS } from '../../../facts/zone-rebalancing';

/** Where ECS places the tasks. A service has one list for all its groups. */
export function placementOf([{ options: { placementStrategies, placementConstraints } }]: readonly InstancesShare[]) {
  return { placementStrategies, placementConstraints };
}

/** Why the options of several groups cannot be those of one service: network mode and placement are settings of the task or service. */
export function combinedOptionProblem(shares: readonly InstancesShare[]): string | undefined {
  for (const name of ['networkMode', 'placementStrategies', 'placementConstraints'] as const) {
    const values = [...new Set(shares.map(({ options }) => name === 'networkMode' ? modeOf(options[name]) : valueOf(options[name])))];
    if (values.length > 1) { return `${name} differs (${values.join(', ')}), and all tasks of a service have the same; set the same value for each group`; }
  }
  const systems = [...new Set(shares.map(({ group }) => group.operatingSystemFamily._operatingSystemFamily))];
  return systems.length > 1 ? `the groups have different operating systems (${systems.join(', ')}), and a task needs one; use a service for each` : undefined;
}

/** Why ECS would refuse the placement of a service. */
export function placementProblems(shares: readonly InstancesShare[], rebalancing?: ecs.AvailabilityZoneRebalancing): string[] {
  const { placementStrategies = [], placementConstraints = [] } = placementOf(shares);
  const strategies = placementStrategies.flatMap(each => each.toJson());
  const constraints = placementConstraints.flatMap(each => each.toJson());
  return [
    ...tooMany('placementStrategies', strategies.length, PLACEMENT_LIMITS.strategies),
    ...tooMany('placementConstraints', constraints.length, PLACEMENT_LIMITS.constraints),
    ...(rebalancing === ecs.AvailabilityZoneRebalancing.ENABLED ? [...firstProblems(strategies), ...constraints.flatMap(zoneProblems)] : []),
  ];
}

function firstProblems([first]: readonly ecs.CfnService.PlacementStrategyProperty[]): string[] {
  const zones = `attribute:${REBALANCED_ATTRIBUTE}`;
  if (!first || first.type === 'spread' && first.field === zones) { return []; }
  const given = [first.type, ...first.field === undefined ? [] : [first.field]].join(' ');
  return [`availabilityZoneRebalancing (ENABLED) requires that the first of placementStrategies (${given}) spreads tasks across Availability Zones; put ecs.PlacementStrategy.spreadAcross(ecs.BuiltInAttributes.AVAILABILITY_ZONE) first, or remove availabilityZoneRebalancing`];
}

function zoneProblems({ expression = '' }: ecs.CfnService.PlacementConstraintProperty): string[] {
  const limit = REBALANCING_LIMITS.find(({ path, values }) => path.startsWith('PlacementConstraints') && values?.matching?.test(expression));
  return limit ? [`availabilityZoneRebalancing (ENABLED) cannot be combined with ${limit.what} ('${expression}'); remove one of them`] : [];
}

function tooMany(name: string, count: number, limit: number): string[] {
  return count > limit ? [`${name} has ${count} entries, and ECS allows ${limit}; remove some`] : [];
}

type Listed = readonly (ecs.PlacementStrategy | ecs.PlacementConstraint)[];

/** A group without a network mode has the default, so it agrees with a group that sets the same. */
function modeOf(mode: ecs.NetworkMode = ecs.NetworkMode.AWS_VPC): string {
  return mode === ecs.NetworkMode.AWS_VPC ? `${mode} by default` : mode;
}

function valueOf(value: Listed | undefined): string {
  return value === undefined ? 'none' : JSON.stringify(value.flatMap(each => each.toJson()));
}
