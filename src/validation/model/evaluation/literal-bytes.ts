import { Outcome } from './outcome';

/** Deeper than any property of a resource. */
const MAX_DEPTH = 100;

/** The least number of bytes in the names and literals of an expression. Values that are unknown, or nested very deeply, count as 0. */
export function literalBytes(outcomes: readonly Outcome[], depth = MAX_DEPTH): number {
  let least = Infinity;
  for (const outcome of outcomes) { least = Math.min(least, depth === 0 ? 0 : bytesOf(outcome, depth)); }
  return least;
}

function bytesOf(outcome: Outcome, depth: number): number {
  let sum = 0;
  switch (outcome.kind) {
    case 'literal': return Buffer.byteLength(String(outcome.value));
    case 'text':
      for (const part of outcome.parts) { if (typeof part === 'string') { sum += Buffer.byteLength(part); } }
      return sum;
    case 'list':
      for (const item of outcome.items) { sum += literalBytes(outcome.reader.evaluate(item), depth - 1); }
      return sum;
    case 'map':
      for (const [key, entry] of Object.entries(outcome.entries)) { sum += key.length + literalBytes(outcome.reader.evaluate(entry), depth - 1); }
      return sum;
    default: return 0;
  }
}
