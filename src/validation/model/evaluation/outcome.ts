import type { Resource } from './resource';

/** An attribute of a resource, known only after the deployment. The attribute `Ref` is the value that `Ref` returns. */
export interface Attribute {
  readonly kind: 'attribute';
  readonly resource: Resource;
  readonly attribute: string;
}

/** A pseudo parameter that synthesis does not know, such as AWS::Region. */
export interface Pseudo {
  readonly kind: 'pseudo';
  readonly name: string;
}

/** An unknown part of a text. */
export interface Gap {
  readonly kind: 'gap';
  /** The service that resolves it, if it is a dynamic reference, `{{resolve:…}}`. */
  readonly resolvedBy?: string;
}

export type Part = string | Attribute | Pseudo | Gap;

/** Evaluates the elements of a list or map: a template, or the reader of a JSON text. */
export interface Reader {
  evaluate(raw: unknown): readonly Outcome[];
}

/** A possible result of a template expression, as far as synthesis can know it. */
export type Outcome =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly resolvedBy?: string }
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'text'; readonly parts: readonly Part[] }
  | { readonly kind: 'list'; readonly items: readonly unknown[]; readonly reader: Reader }
  | {
    readonly kind: 'map';
    readonly entries: Readonly<Record<string, unknown>>;
    /** Whether a macro or a loop may add keys. */
    readonly isOpen: boolean;
    readonly reader: Reader;
  };

export const ABSENT: Outcome = { kind: 'absent' };
export const UNKNOWN: Outcome = { kind: 'unknown' };
export const GAP: Gap = { kind: 'gap' };

/** A longer text is unknown, because references to references could produce a text of any length. */
const MAX_LENGTH = 1_000_000;
const MAX_PARTS = 50_000;

/** The text that parts form: a literal if every part is one. */
export function textOf(parts: readonly Part[]): Outcome {
  const merged = mergeLiterals(parts);
  if (merged.length > MAX_PARTS || lengthOf(merged) > MAX_LENGTH) { return UNKNOWN; }
  if (merged.length === 0) { return { kind: 'literal', value: '' }; }
  return merged.length === 1 && typeof merged[0] === 'string' ? { kind: 'literal', value: merged[0] } : { kind: 'text', parts: merged };
}

/** The parts of an outcome inside a text. */
export function partsOf(outcome: Outcome): readonly Part[] {
  switch (outcome.kind) {
    case 'literal': return [String(outcome.value)];
    case 'text': return outcome.parts;
    case 'unknown': return [outcome.resolvedBy === undefined ? GAP : { kind: 'gap', resolvedBy: outcome.resolvedBy }];
    default: return [GAP];
  }
}

function lengthOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0);
}

function mergeLiterals(parts: readonly Part[]): Part[] {
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part === '') { continue; }
    if (typeof part === 'string' && typeof last === 'string') { merged[merged.length - 1] = last + part; } else { merged.push(part); }
  }
  return merged;
}
