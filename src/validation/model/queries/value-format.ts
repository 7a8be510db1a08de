import type { ValueFormat } from '../../../facts/task-formats';
import type { Node } from '../evaluation/node';
import { parameterName, places } from '../evaluation/places';

/** A value that certainly does not have its format. */
export interface WrongValue {
  readonly place: Node;
  /** The property, its value and the format, as messages print them. */
  readonly problem: string;
  /** Whether AWS certainly refuses it. */
  readonly isRefused: boolean;
}

/** The values of a resource that do not have their format. */
export function wrongValues(node: Node, formats: readonly ValueFormat[]): readonly WrongValue[] {
  return formats.flatMap(format => places(node, format.path).filter(place => isWrong(place, format)).map(place => ({
    place, problem: `${parameterName(format.path)} ${shown(place)}; it must be ${wording(format)}`, isRefused: isRefused(place, format),
  })));
}

function isWrong(place: Node, { isFilled, pattern, oneOf, anyCase, min = -Infinity, max = Infinity }: ValueFormat): boolean {
  if (isFilled) { return place.asText.is(''); }
  if (pattern) { return place.asText.satisfies(text => !pattern.test(text)); }
  if (oneOf) { return place.asText.satisfies(text => !oneOf.includes(anyCase ? text.toLowerCase() : text)); }
  return place.asNumber.satisfies(value => value < min || value > max);
}

/** AWS documents for few properties whether ECS treats an empty string as absent. The table has separate rows for these. */
function isRefused(place: Node, { otherwise, isFilled }: ValueFormat): boolean {
  return otherwise === 'refused' && (isFilled === true || place.asText.differs(''));
}

function wording({ form, oneOf, min, max, unit }: ValueFormat): string {
  return form ?? (oneOf ? anyOf(oneOf) : `from ${min} to ${max}${unit === undefined ? '' : ` ${unit}`}`);
}

function anyOf(words: readonly string[]): string { return words.join(', ').replace(/, ([^,]*)$/, ' or $1'); }

function shown(place: Node): string {
  return typeof place.asNumber.known === 'number' ? place.asText.toString() : `"${place.asText}"`;
}
