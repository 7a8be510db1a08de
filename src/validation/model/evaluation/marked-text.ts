import type { Part } from './outcome';
import { PartialString } from './partial-string';
import { isRelay } from '../../../facts/external-access';

const HOLE = /\uE000(\d+)\uE001/;
const BARE_VALUE = /(=[ \t]*)\uE000(\d+)\uE001(?=[ \t]*(?:#.*)?$)/gm;
const MARKS = /[\uE000\uE001]/;

/** A text as a string, in which marks stand for the parts that only the deployment knows. */
export class MarkedText {
  /** `undefined` if the text contains such marks itself. */
  public static of({ parts }: PartialString): MarkedText | undefined {
    return parts.some(part => typeof part === 'string' && MARKS.test(part)) ? undefined : new MarkedText(parts);
  }

  public readonly text: string;

  private constructor(private readonly parts: readonly Part[]) {
    this.text = parts.map((part, index) => typeof part === 'string' ? part : `\uE000${index}\uE001`).join('');
  }

  /** The string, in which 1 stands for each number that is a whole value of a TOML document. */
  public get toml(): string {
    return this.text.replace(BARE_VALUE, (all, start: string, index: string) => isNumber(this.parts[Number(index)]) ? `${start}1` : all);
  }

  /** A piece of the string with its parts. */
  public restored(piece: string): PartialString {
    return PartialString.made(piece.split(HOLE).map((text, index) => index % 2 === 0 ? text : this.parts[Number(text)]));
  }

  /** Whether a piece has a part that may be any text, of several lines too. */
  public hasGap(piece: string): boolean { return MARKS.test(piece) && !this.restored(piece).parts.every(isOneWord); }
}

/** Whether a part is certainly no text of several words: a literal, or the name, id or address of a resource. */
export function isOneWord(part: Part): boolean {
  if (typeof part === 'string' || part.kind === 'pseudo') { return true; }
  return part.kind === 'attribute' && part.resource.type.startsWith('AWS::') && !isRelay(part.resource.type);
}

function isNumber(part: Part): boolean {
  return typeof part === 'object' && (part.kind === 'pseudo' ? part.name === 'AWS::AccountId' : part.kind === 'attribute' && part.attribute.endsWith('Number'));
}
