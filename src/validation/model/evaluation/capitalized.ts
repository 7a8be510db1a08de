import { Node } from './node';
import type { Outcome, Reader } from './outcome';

/** A place whose keys begin with a capital letter, as in CloudFormation, where SDKs begin them with a small one. */
export function capitalized(place: Node): Node { return place.readBy(outcomes => outcomes.map(capitalize)); }

class CapitalReader implements Reader {
  public constructor(private readonly inner: Reader) {}

  public evaluate(raw: unknown): readonly Outcome[] { return this.inner.evaluate(raw).map(capitalize); }
}

/** Keys that begin with a capital letter already are other keys, which the SDK ignores. */
function capitalize(outcome: Outcome): Outcome {
  switch (outcome.kind) {
    case 'map': {
      const entries = Object.entries(outcome.entries).filter(([key]) => !/^[A-Z]/.test(key)).map(([key, entry]) => [key.charAt(0).toUpperCase() + key.slice(1), entry] as const);
      return { ...outcome, entries: Object.fromEntries(entries), reader: new CapitalReader(outcome.reader) };
    }
    case 'list': return { ...outcome, reader: new CapitalReader(outcome.reader) };
    default: return outcome;
  }
}
