/** More names than these do not help to find one that is spelled wrong. */
const SHOWN = 20;

/** Names as a message lists them. */
export function listed(names: readonly string[], shown: number = SHOWN): string {
  const rest = names.length - shown;
  return rest <= 1 ? names.join(', ') : `${names.slice(0, shown).join(', ')} and ${rest} others`;
}
