/**
 * How certain a failure is. `refused`: ECS refuses it, by its documentation or in a real deployment. `doubtful`: the
 * documentation does not support it, but a deployment may succeed.
 */
export type Verdict = 'refused' | 'doubtful';

/** The values that a row of a table applies to; all values by default. */
export interface Values {
  readonly oneOf?: readonly string[];
  readonly noneOf?: readonly string[];
  readonly above?: number;
  readonly below?: number;
  readonly matching?: RegExp;
  readonly notMatching?: RegExp;
}
