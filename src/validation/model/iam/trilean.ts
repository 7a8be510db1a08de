/** The answer to a question about a permission; `unknown` if a policy cannot be read completely. */
export type Trilean = 'yes' | 'no' | 'unknown';

/** `yes` if every answer is `yes`, `no` if one is `no`. */
export function allOf(answers: Iterable<Trilean>): Trilean {
  let all: Trilean = 'yes';
  for (const answer of answers) {
    if (answer === 'no') { return 'no'; }
    if (answer === 'unknown') { all = 'unknown'; }
  }
  return all;
}

/** `yes` if one answer is `yes`, `no` if every answer is `no`. */
export function anyOf(answers: Iterable<Trilean>): Trilean {
  let any: Trilean = 'no';
  for (const answer of answers) {
    if (answer === 'yes') { return 'yes'; }
    if (answer === 'unknown') { any = 'unknown'; }
  }
  return any;
}

export function opposite(answer: Trilean): Trilean {
  return answer === 'unknown' ? 'unknown' : answer === 'yes' ? 'no' : 'yes';
}

/** The answer if another policy may still allow the action. */
export function atLeastUnknown(answer: Trilean): Trilean {
  return answer === 'no' ? 'unknown' : answer;
}

/** The answer if something else may still forbid the action. */
export function atMostUnknown(answer: Trilean): Trilean {
  return answer === 'yes' ? 'unknown' : answer;
}
