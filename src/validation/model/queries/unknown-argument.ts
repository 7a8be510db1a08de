import { own } from '../../../facts/own';
import { ArgumentNames, spellingOf } from '../../../facts/run-task-arguments';
import type { Node } from '../evaluation/node';

/** A key that a table does not have. */
export interface UnknownArgument {
  readonly place: Node;
  readonly name: string;
  /** The key of the table with the same letters. */
  readonly spelling?: string;
}

/** The keys of a place, at any depth, that a table does not have. */
export function* unknownArguments(place: Node, names: ArgumentNames): Iterable<UnknownArgument> {
  for (const element of place.asList) { yield* unknownArguments(element, names); }
  for (const name of place.keys) {
    const inner = own(names, name);
    if (inner === undefined) {
      yield { place: place.get(name), name, spelling: spellingOf(name, names) };
    } else if (inner) {
      yield* unknownArguments(place.get(name), inner);
    }
  }
}
