import type { Outcome } from './outcome';
import { PartialString } from './partial-string';

/** Deeper than any property of a resource. */
const MAX_DEPTH = 100;

/** Whether a text or a part of a text somewhere in an expression matches, or may match because it is unknown. */
export function mayContain(pattern: RegExp, outcomes: readonly Outcome[], depth = MAX_DEPTH): boolean {
  return depth === 0 || outcomes.some(outcome => {
    switch (outcome.kind) {
      case 'absent': return false;
      case 'list': return outcome.items.some(item => mayContain(pattern, outcome.reader.evaluate(item), depth - 1));
      case 'map': return outcome.isOpen || Object.values(outcome.entries).some(entry => mayContain(pattern, outcome.reader.evaluate(entry), depth - 1));
      default: return mayMatch(pattern, PartialString.of(outcome));
    }
  });
}

function mayMatch(pattern: RegExp, text: PartialString | undefined): boolean {
  return !text || text.parts.some(part => typeof part === 'string' ? pattern.test(part) : part.kind === 'gap');
}
