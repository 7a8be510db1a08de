import type { Subnet } from './subnet';
import { isAvailabilityZone } from '../../../facts/load-balancers';
import { LISTED_ZONE } from '../evaluation/listed-zone';
import type { Part } from '../evaluation/outcome';

/** The id of an Availability Zone, such as euw1-az1; the ids of other zones name their place too, such as usw2-lax1-az1. */
const ID_OF_ZONE = /^[a-z]+\d-az\d+$/;

/** The Availability Zone of a subnet, equal for subnets that are certainly in the same; `undefined` if it may be a Local Zone, a Wavelength Zone or an Outpost. */
export function availabilityZoneOf({ node }: Subnet): string | undefined {
  const id = node.text('AvailabilityZoneId').known;
  if (id !== undefined && ID_OF_ZONE.test(id) && node.get('AvailabilityZone').isAbsent && node.get('OutpostArn').isAbsent) { return id; }
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
