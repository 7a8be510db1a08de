import { Node } from './node';
import { ABSENT, Part, Reader, Outcome, textOf, UNKNOWN } from './outcome';
import { PartialString } from './partial-string';

/** Private-use characters: two enclose the number of an unknown part, and one replaces an unknown part outside quotes. */
const HOLE = /\uE000(\d+)\uE001/;
const BLANK = '\uE002';
const MARKS = /[\uE000-\uE002]/;

/** A place with JSON text, read like a part of the template; unknown if the text is not JSON. */
export function readJson(place: Node): Node {
  return place.readBy(outcomes => outcomes.flatMap(jsonOf));
}

/** Parses a text as JSON. Parts that only the deployment knows stay unknown. */
export function jsonOf(outcome: Outcome): readonly Outcome[] {
  if (outcome.kind === 'absent') { return [outcome]; }
  const partial = PartialString.of(outcome);
  return partial ? parse(partial.parts) : [UNKNOWN];
}

/** The value of a JSON text; `undefined` if it is not JSON. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parse(parts: readonly Part[]): readonly Outcome[] {
  if (parts.some(part => typeof part === 'string' && MARKS.test(part))) { return [UNKNOWN]; }
  const holes: Part[] = [];
  let isQuoted = false;
  let text = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part;
      isQuoted = endsQuoted(part, isQuoted);
    } else {
      text += isQuoted ? `\uE000${holes.push(part) - 1}\uE001` : `"${BLANK}"`;
    }
  }
  try {
    return new JsonReader(holes).evaluate(JSON.parse(text));
  } catch {
    return [UNKNOWN];
  }
}

function endsQuoted(text: string, startsQuoted: boolean): boolean {
  const quotes = [...text.matchAll(/\\.|"/gs)].filter(([token]) => token === '"').length;
  return quotes % 2 === 0 ? startsQuoted : !startsQuoted;
}

/** Reads parsed JSON, and restores its unknown parts. */
class JsonReader implements Reader {
  public constructor(private readonly holes: readonly Part[]) {}

  public evaluate(raw: unknown): readonly Outcome[] {
    if (raw === undefined || raw === null) { return [ABSENT]; }
    if (raw === BLANK) { return [UNKNOWN]; }
    if (typeof raw === 'string') { return [this.text(raw)]; }
    if (Array.isArray(raw)) { return [{ kind: 'list', items: raw, reader: this }]; }
    if (typeof raw === 'object') { return [this.map(raw)]; }
    return [{ kind: 'literal', value: raw as number | boolean }];
  }

  private text(raw: string): Outcome {
    return textOf(raw.split(HOLE).map((piece, index) => index % 2 === 0 ? piece : this.holes[Number(piece)]));
  }

  /** A key with an unknown part may be any key. */
  private map(raw: object): Outcome {
    const entries = Object.entries(raw);
    const whole = entries.filter(([key]) => key !== BLANK && !HOLE.test(key));
    return { kind: 'map', entries: Object.fromEntries(whole), isOpen: whole.length < entries.length, reader: this };
  }
}
