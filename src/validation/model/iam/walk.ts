/** `one` consumes a token of each side, `any` any number of tokens of the other side, `skip` none of the other side. */
export type Step = 'any' | 'one' | 'skip' | 'none';

interface Walk {
  readonly length: number;
  readonly otherLength: number;
  readonly step: (at: number, from: number) => Step;
  /** Which tokens of the second text may be skipped. */
  readonly isOptional?: (from: number) => boolean;
}

/** Whether two texts match from start to end. Keeps only the reached positions, which are few in most texts. */
export function canWalk({ length, otherLength, step, isOptional }: Walk): boolean {
  const spread = (reached: readonly number[]) => isOptional ? spreadOver(reached, otherLength, isOptional) : reached;
  let reached = spread([0]);
  for (let at = 0; at < length && reached.length > 0; at++) { reached = spread(placesAfter(at, reached, otherLength, step)); }
  return reached.at(-1) === otherLength;
}

/** The possible positions in the other text after a token of the first, in order. */
function placesAfter(at: number, reached: readonly number[], otherLength: number, step: Walk['step']): readonly number[] {
  const next: number[] = [];
  let index = 0;
  for (let from: number | undefined = reached[0]; from !== undefined;) {
    const isReached = reached[index] === from;
    if (isReached) { index += 1; }
    const taken = step(at, from);
    if (isReached && (taken === 'any' || taken === 'skip') && next.at(-1) !== from) { next.push(from); }
    if (from < otherLength && (taken === 'one' && isReached || taken === 'any')) { next.push(from + 1); }
    from = next.at(-1) === from + 1 ? from + 1 : reached[index];
  }
  return next;
}

function spreadOver(reached: readonly number[], otherLength: number, isOptional: (from: number) => boolean): readonly number[] {
  const all: number[] = [];
  for (const start of reached) {
    for (let from = start; from > (all.at(-1) ?? -1); from++) {
      all.push(from);
      if (from === otherLength || !isOptional(from)) { break; }
    }
  }
  return all;
}
