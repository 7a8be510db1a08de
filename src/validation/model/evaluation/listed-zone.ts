import type { Outcome } from './outcome';
import { PartialString } from './partial-string';

const NAME = 'AWS::AvailabilityZones';

/** The name of the pseudo parameter that represents an entry in the list of zones of a Region. */
export const LISTED_ZONE = new RegExp(`^${NAME}\\.(\\d+) (.+)$`);

/** An entry in the list of zones of a Region. Its name is unknown, but equal wherever a template selects the same entry. */
export function zoneAmong(at: Outcome, region: Outcome): readonly Outcome[] | undefined {
  const among = PartialString.of(region);
  if (at.kind !== 'literal' || among?.isTraceable !== true) { return undefined; }
  return [{ kind: 'text', parts: [{ kind: 'pseudo', name: `${NAME}.${at.value} ${among.key}` }] }];
}
