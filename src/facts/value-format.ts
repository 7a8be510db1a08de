import type { Verdict } from './verdict';

/** The format of a value: a pattern, a list, bounds, or not empty. */
export interface ValueFormat {
  /** Where the value is; a star matches each element of a list. */
  readonly path: string;
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
  readonly otherwise: Verdict;
}
