import { Term } from './term';

/** No property of a resource is nested more deeply. */
const MAX_DEPTH = 100;

/** How many bytes of names and literals an expression comes to at the least; what is not known, or nested very deeply, counts for nothing. */
export function literalBytes(outcomes: readonly Term[], depth = MAX_DEPTH): number {
  let least = Infinity;
  for (const term of outcomes) { least = Math.min(least, depth === 0 ? 0 : bytesOf(term, depth)); }
  return least;
}

function bytesOf(term: Term, depth: number): number {
  let sum = 0;
  switch (term.kind) {
    case 'literal': return Buffer.byteLength(String(term.value));
    case 'text':
      for (const part of term.parts) { if (typeof part === 'string') { sum += Buffer.byteLength(part); } }
      return sum;
    case 'list':
      for (const item of term.items) { sum += literalBytes(term.reader.evaluate(item), depth - 1); }
      return sum;
    case 'map':
      for (const [key, entry] of Object.entries(term.entries)) { sum += key.length + literalBytes(term.reader.evaluate(entry), depth - 1); }
      return sum;
    default: return 0;
  }
}
