import type { Subnet } from './subnet';
import { isAvailabilityZone } from '../../../facts/load-balancers';
import { LISTED_ZONE } from '../evaluation/listed-zone';
import type { Part } from '../evaluation/outcome';

/** The Availability Zone of a subnet, equal for subnets that are certainly in the same; `undefined` if it may be a Local Zone, a Wavelength Zone or an Outpost. */
export function availabilityZoneOf({ node }: Subnet): string | undefined {
  const zone = node.partialString('AvailabilityZone');
  if (!zone?.isTraceable || !node.get('OutpostArn').isAbsent) { return undefined; }
  const [part] = zone.parts;
  const isOfList = zone.parts.length === 1 && typeof part === 'object' && part.kind === 'pseudo' && LISTED_ZONE.test(part.name);
  return isOfList || isAvailabilityZone(zone.literal ?? '') ? zone.key : undefined;
}

/** Whether two subnets are certainly in different Availability Zones. The name of a zone is not compared with the id of one. */
export function areInDifferentZones(one: Subnet, other: Subnet): boolean {
  return ['AvailabilityZone', 'AvailabilityZoneId'].some(key => differ(one.node.partialString(key)?.parts, other.node.partialString(key)?.parts));
}

function differ([one, ...more]: readonly Part[] = [], [other, ...others]: readonly Part[] = []): boolean {
  if (one === undefined || other === undefined || more.length + others.length > 0) { return false; }
  if (typeof one === 'string' || typeof other === 'string') { return typeof one === typeof other && one !== other; }
  const [place, otherPlace] = [one, other].map(part => part.kind === 'pseudo' ? LISTED_ZONE.exec(part.name) : null);
  return place != null && otherPlace != null && place[2] === otherPlace[2] && place[1] !== otherPlace[1];
}
