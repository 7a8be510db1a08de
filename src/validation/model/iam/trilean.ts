/** What synthesis can say about a permission. `unknown` is what it says of everything that it cannot read to the end. */
export type Trilean = 'yes' | 'no' | 'unknown';

/** `yes` when every answer is, `no` when one is. */
export function allOf(answers: Iterable<Trilean>): Trilean {
  let all: Trilean = 'yes';
  for (const answer of answers) {
    if (answer === 'no') { return 'no'; }
    if (answer === 'unknown') { all = 'unknown'; }
  }
  return all;
}

/** `yes` when one answer is, `no` when every one is. */
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

/** The answer, where something else may still add to it. */
export function atLeastUnknown(answer: Trilean): Trilean {
  return answer === 'no' ? 'unknown' : answer;
}

/** The answer, where something else may still undo it. */
export function atMostUnknown(answer: Trilean): Trilean {
  return answer === 'yes' ? 'unknown' : answer;
}
