/** The candidate with the fewest edits to the wanted text, if it is close enough to suggest. */
export function nearest(wanted: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map(candidate => ({ candidate, edits: editsBetween(wanted.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const [best] = ranked;
  return best && best.edits <= Math.max(2, wanted.length / 2) ? best.candidate : undefined;
}

function editsBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column++) {
      next.push(Math.min(next[column - 1] + 1, row[column] + 1, row[column - 1] + (letter === to[column - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[to.length];
}
