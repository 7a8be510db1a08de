/**
 * How sure it is that something does not work: ECS was seen to refuse it or says that it does (`refused`),
 * or its documentation says that it has no place there (`doubtful`).
 */
export type Verdict = 'refused' | 'doubtful';

/** Which of the values that may be written a row of a table speaks of; every value when it says nothing. */
export interface Values {
  readonly oneOf?: readonly string[];
  readonly noneOf?: readonly string[];
  readonly above?: number;
  readonly below?: number;
  readonly matching?: RegExp;
  readonly notMatching?: RegExp;
}
