/** The most names in a message: a longer list does not help to find a misspelled one. */
const SHOWN = 20;

/** Names as messages list them. */
export function listed(names: readonly string[], shown: number = SHOWN): string {
  const rest = names.length - shown;
  return rest <= 1 ? names.join(', ') : `${names.slice(0, shown).join(', ')} and ${rest} others`;
}
