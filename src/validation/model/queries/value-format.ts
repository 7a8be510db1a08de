import { Format, hasFormat, inWords, TypeFormats, ValueFormat } from '../../../facts/value-format';
import type { Node } from '../evaluation/node';
import { parameterName, places } from '../evaluation/places';
import type { Location } from '../evaluation/resource';
import type { ResourceIndex } from '../index/resource-index';

/** The number of characters of a value that a message shows. */
const LONG = 300;

/** A literal in a format that a service does not accept, as rules report it: a warning, unless AWS certainly refuses it. */
export interface WrongValue {
  readonly location: Location;
  readonly message: string;
  readonly severity?: 'warning';
}

/** The values under a node that break the rows of a table. Messages begin with the owner of the place. */
export function* wrongValues(from: Node, formats: readonly ValueFormat[], ownerOf: (place: Node) => string): Iterable<WrongValue> {
  for (const format of formats) {
    for (const place of places(from, format.path).filter(each => breaksFormat(each, format))) {
      const message = `${ownerOf(place)} has ${parameterName(format.path)} ${shown(place)}; it must be ${inWords(format)}`;
      yield { location: place.location, message, ...isRefused(place, format) ? {} : { severity: 'warning' } };
    }
  }
}

/** The values of all resources of some types that break the rows of their tables. */
export function* wrongValuesOfTypes(application: ResourceIndex, tables: readonly TypeFormats[]): Iterable<WrongValue> {
  for (const { type, formats } of tables) {
    for (const { properties, logicalId } of application.ofType(type)) { yield* wrongValues(properties, formats, () => logicalId); }
  }
}

/** Whether the value at a place is known and does not have a format. */
export function breaksFormat(place: Node, format: Format): boolean {
  const isNumeric = format.min !== undefined || format.max !== undefined;
  return isNumeric ? place.asNumber.satisfies(value => !hasFormat(value, format)) : place.asText.satisfies(text => !hasFormat(text, format));
}

/** AWS documents for few properties whether ECS treats an empty string as absent. The tables have separate rows for these. */
function isRefused(place: Node, { otherwise, isFilled }: ValueFormat): boolean {
  return otherwise === 'refused' && (isFilled === true || place.asText.differs(''));
}

function shown(place: Node): string {
  if (typeof place.asNumber.known === 'number') { return place.asText.toString(); }
  const text = place.asText.toString();
  return `"${text.length > LONG ? `${text.slice(0, LONG)}…` : text}"`;
}
