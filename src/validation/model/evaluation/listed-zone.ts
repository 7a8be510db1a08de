import type { Outcome } from './outcome';
import { PartialString } from './partial-string';

const NAME = 'AWS::AvailabilityZones';

/** The name of the pseudo parameter that stands for a place in the list of zones of a Region. */
export const LISTED_ZONE = new RegExp(`^${NAME}\\.(\\d+) (.+)$`);

/** A place in the list of zones of a Region: which it is, is not known, but it is the same wherever it is asked for. */
export function zoneAmong(at: Outcome, region: Outcome): readonly Outcome[] | undefined {
  const among = PartialString.of(region);
  if (at.kind !== 'literal' || among?.isTraceable !== true) { return undefined; }
  return [{ kind: 'text', parts: [{ kind: 'pseudo', name: `${NAME}.${at.value} ${among.key}` }] }];
}
