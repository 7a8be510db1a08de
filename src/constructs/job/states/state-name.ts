import { createHash } from 'crypto';

/**
 * The longest name of a state.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html
 */
const LONGEST = 80;
const HASH_LENGTH = 8;

/** The name of a further state of a state: a long one is cut, with a hash of all of it. */
export function stateName(of: string, what: string): string {
  const name = `${of}${what}`;
  if (name.length <= LONGEST) { return name; }
  const hash = createHash('sha256').update(name).digest('hex').slice(0, HASH_LENGTH);
  return `${of.slice(0, LONGEST - what.length - HASH_LENGTH - 1)} ${hash}${what}`;
}
