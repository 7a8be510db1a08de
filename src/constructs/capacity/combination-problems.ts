import { CapacityKind } from './compute';
import { hasSeveralBases, hasTooManyProviders, mixesKinds, repeatsProvider, STRATEGY_ITEMS } from '../../facts/capacity-strategy';
import { COMPUTE_NAMES } from '../../facts/compute';

interface Item {
  readonly label: string;
  readonly provider: string;
  readonly base?: number;
}

/** Why ECS refuses several capacities as one strategy. The rules of the validator report the same. */
export function combinationProblems(kinds: readonly CapacityKind[]): readonly string[] {
  const [withoutProvider] = kinds.filter(({ strategy }) => strategy === undefined);
  if (withoutProvider) { return [`Capacity.${withoutProvider.factory}() has a launch type and no capacity provider, so it cannot be combined`]; }
  const [first] = kinds;
  const other = kinds.find(({ compute }) => compute !== first.compute);
  if (other) { return [mixesKinds(inWords(first), inWords(other))]; }
  return itemProblems(kinds.flatMap(itemsOf));
}

function itemProblems(items: readonly Item[]): readonly string[] {
  const based = items.filter(({ base }) => (base ?? 0) > 0);
  const repeated = items.filter(({ provider }, index) => items.findIndex(each => each.provider === provider) < index);
  return [
    ...(based.length > 1 ? [hasSeveralBases(based.map(({ label, base }) => `${label} ${base}`))] : []),
    ...(items.length > STRATEGY_ITEMS ? [hasTooManyProviders(items.length)] : []),
    ...repeated.map(({ label }) => repeatsProvider(label)),
  ];
}

function itemsOf({ strategy = [], sources }: CapacityKind): readonly Item[] {
  return strategy.map(({ capacityProvider: provider, base }, index) => ({ label: sources.at(index)?.node.path ?? provider, provider, base }));
}

function inWords(kind: CapacityKind): string { return `${itemsOf(kind).map(({ label }) => label).join(' and ')} (${COMPUTE_NAMES[kind.compute]})`; }
