import { Exclusive, GROUP_EXCLUSIVES, GROUP_LISTS, GroupList } from '../../../../facts/auto-scaling-groups';
import type { Node } from '../../../model/evaluation/node';
import { parameterName, places } from '../../../model/evaluation/places';
import type { Violation } from '../../rule';

/** Settings of an Auto Scaling group that exclude each other, and lists that are too long or have repeated entries. */
export function* tableProblems(node: Node): Iterable<Violation> {
  for (const row of GROUP_EXCLUSIVES) { yield* exclusiveProblems(node, row); }
  for (const row of GROUP_LISTS) { yield* listProblems(node, row); }
}

function* exclusiveProblems(node: Node, { path, keys, isRequired }: Exclusive): Iterable<Violation> {
  for (const place of path === '' ? [node] : places(node, path)) {
    const given = keys.filter(key => place.get(key).isGiven);
    if (given.length > 1) { yield { location: place.at(given[1]), message: `${given.join(' and ')} exclude each other; remove one` }; }
    if (isRequired && keys.every(key => place.get(key).isAbsent)) {
      yield { location: place.at(keys[0]), message: `one of ${keys.join(', ')} is required` };
    }
  }
}

function* listProblems(node: Node, { path, most, unique }: GroupList): Iterable<Violation> {
  for (const place of places(node, path)) {
    const list = place.asList;
    if (list.atLeast > most) { yield { location: place.location, message: `${parameterName(path)} has ${list.atLeast} entries; at most ${most} are possible` }; }
    const seen = new Set<string>();
    if (unique === undefined) { continue; }
    for (const value of list.sure.map(entry => entry.get(unique))) {
      const text = value.asText.known;
      if (text === undefined) { continue; }
      if (seen.has(text)) { yield { location: value.location, message: `${unique} ${text} occurs twice in ${parameterName(path)}` }; }
      seen.add(text);
    }
  }
}
