import type { Node } from './node';

/** The elements with a value of the key that an earlier element has too. */
export function repeated(elements: readonly Node[], key: string): readonly { readonly again: Node; readonly name: string }[] {
  const seen = new Set<string>();
  return elements.flatMap(element => {
    const name = element.text(key).known;
    if (name === undefined) { return []; }
    const isAgain = seen.has(name);
    seen.add(name);
    return isAgain ? [{ again: element, name }] : [];
  });
}
