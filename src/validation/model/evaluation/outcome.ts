import type { Resource } from './resource';

/** An attribute of a resource that exists only after deployment; `Ref` stands for what `Ref` returns. */
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

/** Something in a text of which nothing is known. */
export interface Gap {
  readonly kind: 'gap';
  /** The service that a dynamic reference, `{{resolve:…}}`, asks for it. */
  readonly resolvedBy?: string;
}

export type Part = string | Attribute | Pseudo | Gap;

/** Says what the things inside a list or map come to: the template they stand in does, or what reads a text as JSON. */
export interface Reader {
  evaluate(raw: unknown): readonly Outcome[];
}

/** What a template expression comes to, as far as synthesis can tell. */
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

/** Longer texts than these are not followed: references to references could make them of any length. */
const MAX_LENGTH = 1_000_000;
const MAX_PARTS = 50_000;

/** The text that parts come to: a literal when every part is one. */
export function textOf(parts: readonly Part[]): Outcome {
  const merged = mergeLiterals(parts);
  if (merged.length > MAX_PARTS || lengthOf(merged) > MAX_LENGTH) { return UNKNOWN; }
  if (merged.length === 0) { return { kind: 'literal', value: '' }; }
  return merged.length === 1 && typeof merged[0] === 'string' ? { kind: 'literal', value: merged[0] } : { kind: 'text', parts: merged };
}

/** The parts of a term inside a text. */
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
