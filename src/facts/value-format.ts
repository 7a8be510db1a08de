import type { Verdict } from './verdict';

/** The format of a value: a pattern, a list, bounds, or not empty. */
export interface Format {
  readonly pattern?: RegExp;
  /** Whether only an empty text is invalid. */
  readonly isFilled?: true;
  readonly oneOf?: readonly string[];
  readonly anyCase?: boolean;
  readonly min?: number;
  readonly max?: number;
  /** The unit of the bounds. */
  readonly unit?: string;
  /** The format in words, after "must be"; by default the list or the bounds. */
  readonly form?: string;
}

/** Not empty. AWS documents for few properties whether an empty text means none, so a table has this as a row of its own. */
export const FILLED: Format = { isFilled: true, form: 'at least 1 character long' };

/** The format of the values at a path. */
export interface ValueFormat extends Format {
  /** Where the value is; a star matches each element of a list. */
  readonly path: string;
  readonly otherwise: Verdict;
}

/** The formats of the values in a resource type. */
export interface TypeFormats {
  readonly type: string;
  readonly formats: readonly ValueFormat[];
}

/** Whether a value has a format. */
export function hasFormat(value: string | number, { isFilled, pattern, oneOf, anyCase, min = -Infinity, max = Infinity }: Format): boolean {
  const text = String(value);
  if (isFilled) { return text !== ''; }
  if (pattern) { return pattern.test(text); }
  if (oneOf) { return oneOf.includes(anyCase ? text.toLowerCase() : text); }
  return Number(value) >= min && Number(value) <= max;
}

/** A format in words, after "must be". */
export function inWords({ form, oneOf, min, max, unit }: Format): string {
  return form ?? (oneOf ? anyOf(oneOf) : `from ${min} to ${max}${unit === undefined ? '' : ` ${unit}`}`);
}

function anyOf(words: readonly string[]): string { return words.join(', ').replace(/, ([^,]*)$/, ' or $1'); }
