import { isAbove } from './sizes';
import { MIXED_PATHS, MOST_REQUIREMENTS, WITH_REQUIREMENTS_EXCLUDED } from '../../../../facts/auto-scaling-groups';
import { REQUIREMENT_RANGES } from '../../../../facts/managed-instances';
import type { Node } from '../../../model/evaluation/node';
import { places } from '../../../model/evaluation/places';
import type { Violation } from '../../rule';

/** Settings of a mixed instances policy that EC2 Auto Scaling refuses together, and instance weights, which ECS does not support. */
export function* mixedProblems(node: Node): Iterable<Violation> {
  const overrides = places(node, MIXED_PATHS.overrides);
  const required = overrides.filter(override => override.get('InstanceRequirements').isGiven);
  for (const distribution of places(node, MIXED_PATHS.distribution)) { yield* distributionProblems(distribution, required); }
  yield* requirementProblems(required);
  const weight = overrides.map(override => override.get('WeightedCapacity')).find(each => each.isGiven);
  if (weight) { yield { location: weight.location, message: `WeightedCapacity is ${weight.asText}; a group of a capacity provider cannot have instance weights` }; }
}

function* distributionProblems(distribution: Node, required: readonly Node[]): Iterable<Violation> {
  for (const [key, value] of required.length > 0 ? WITH_REQUIREMENTS_EXCLUDED : []) {
    if (distribution.text(key).is(value)) {
      yield { location: distribution.at(key), message: `${key} ${value} needs instance types in an order, but an override has InstanceRequirements` };
    }
  }
  const strategy = distribution.text('SpotAllocationStrategy');
  if (distribution.get('SpotInstancePools').isGiven && strategy.differs('lowest-price')) {
    yield { location: distribution.at('SpotInstancePools'), message: `SpotInstancePools needs SpotAllocationStrategy lowest-price; it is ${strategy}` };
  }
}

function* requirementProblems(required: readonly Node[]): Iterable<Violation> {
  if (required.length > MOST_REQUIREMENTS) {
    const location = required[MOST_REQUIREMENTS].at('InstanceRequirements');
    yield { location, message: `${required.length} overrides have InstanceRequirements; at most ${MOST_REQUIREMENTS} are possible` };
  }
  for (const range of required.flatMap(override => REQUIREMENT_RANGES.map(({ property }) => override.get('InstanceRequirements').get(property)))) {
    if (isAbove(range.number('Min'), range.number('Max'))) {
      yield { location: range.at('Min'), message: `Min ${range.text('Min')} is above Max ${range.text('Max')}` };
    }
  }
}
