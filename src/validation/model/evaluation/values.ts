import { JoinedList } from './joined-list';
import type { List, Node } from './node';
import { Values } from '../../../facts/verdict';

/** Whether a place certainly has one of the values of a table row. */
export function isAmong(place: Node, values: Values = {}): boolean {
  return place.isFilled
    && textTests(values).every(test => place.asText.satisfies(test))
    && numberTests(values).every(test => place.asNumber.satisfies(test));
}

/** The texts of a key in the elements of a list. */
export function textsUnder(list: List, key: string): JoinedList<string> {
  const texts = list.map(node => node.text(key));
  return JoinedList.found(texts.filter(text => !text.isAbsent).map(text => text.known), list.isKnown);
}

function textTests({ oneOf, noneOf, matching, notMatching }: Values): readonly ((text: string) => boolean)[] {
  return [
    ...oneOf ? [(text: string) => oneOf.includes(text)] : [],
    ...noneOf ? [(text: string) => !noneOf.includes(text)] : [],
    ...matching ? [(text: string) => matching.test(text)] : [],
    ...notMatching ? [(text: string) => !notMatching.test(text)] : [],
  ];
}

function numberTests({ above, below }: Values): readonly ((value: number) => boolean)[] {
  return [
    ...above === undefined ? [] : [(value: number) => value > above],
    ...below === undefined ? [] : [(value: number) => value < below],
  ];
}
