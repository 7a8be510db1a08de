import { literalBytes } from './literal-bytes';
import { Attribute, Outcome, UNKNOWN, ABSENT, partsOf } from './outcome';
import { PartialString } from './partial-string';
import type { Location, Resource } from './resource';
import { Value } from './value';
import { own } from '../../../facts/own';

/**
 * A place in a resource, and what may stand there: reads maps, lists and single values.
 * Places that a template leaves out can be read like any other; their values are absent.
 */
export class Node {
  public static root(resource: Resource, raw: unknown): Node {
    return new Node(resource, undefined, '', resource.template.evaluate(raw));
  }

  private children?: Map<string, Node>;
  private elements?: List;
  private textValue?: Value<string>;
  private phraseValue?: PartialString;

  private constructor(
    public readonly resource: Resource,
    private readonly parent: Node | undefined,
    private readonly step: string | number,
    /** Every value that may stand here. */
    public readonly outcomes: readonly Outcome[],
  ) {}

  /** What stands under a key of this map. */
  public get(key: string): Node {
    const known = this.children?.get(key);
    if (known) { return known; }
    const outcomes = this.outcomes.length === 1 ? entry(this.outcomes[0], key) : this.outcomes.flatMap(outcome => entry(outcome, key));
    const child = new Node(this.resource, this, key, outcomes);
    // rules ask for much that nobody writes: keeping that would fill the memory
    if (outcomes !== NOTHING) { (this.children ??= new Map()).set(key, child); }
    return child;
  }

  /** Whether something may be written under a key of this map; cheaper than to get it. */
  public mayHave(key: string): boolean {
    for (const outcome of this.outcomes) {
      if (outcome.kind === 'map' ? outcome.isOpen || Object.hasOwn(outcome.entries, key) : outcome.kind !== 'absent') { return true; }
    }
    return false;
  }

  /** The single value here, as text. */
  public get asText(): Value<string> { return this.textValue ??= Value.of(this.outcomes, String); }

  /** The single value here, as a number; CloudFormation takes numbers in quotes too. */
  public get asNumber(): Value<number> { return Value.of(this.outcomes, parseNumber); }

  /** The single value here, as true or false; CloudFormation takes them in quotes too. */
  public get asFlag(): Value<boolean> { return Value.of(this.outcomes, parseFlag); }

  /** The text here, as far as it is known. */
  public get asPartialString(): PartialString | undefined {
    const [outcome] = this.outcomes;
    return this.outcomes.length === 1 ? this.phraseValue ??= PartialString.of(outcome) : undefined;
  }

  /** The elements of the list here. */
  public get asList(): List { return this.elements ??= this.readList(); }

  /** The resource attribute this place refers to, when it refers to exactly one. */
  public get asAttribute(): Attribute | undefined {
    const [first] = this.outcomes;
    if (this.outcomes.length !== 1 || first.kind !== 'text' || first.parts.length !== 1) { return undefined; }
    const [part] = first.parts;
    return typeof part === 'object' && part.kind === 'attribute' ? part : undefined;
  }

  public text(key: string): Value<string> { return this.get(key).asText; }
  public number(key: string): Value<number> { return this.get(key).asNumber; }
  public flag(key: string): Value<boolean> { return this.get(key).asFlag; }
  public list(key: string): List { return this.get(key).asList; }
  public partialString(key: string): PartialString | undefined { return this.get(key).asPartialString; }

  /** The resource a key refers to, when it refers to exactly one. */
  public target(key: string): Resource | undefined { return this.get(key).asAttribute?.resource; }

  /** The services that dynamic references, `{{resolve:…}}`, in this value ask. */
  public get resolvedBy(): readonly string[] {
    return this.outcomes.flatMap(partsOf).flatMap(part => typeof part === 'object' && part.kind === 'gap' ? part.resolvedBy ?? [] : []);
  }

  /** Whether nothing is written here. */
  public get isAbsent(): boolean { return this.outcomes === NOTHING || this.outcomes.every(outcome => outcome.kind === 'absent'); }

  /** Whether a map, a list or a known value is certainly written here; a bare parameter is not certain. */
  public get isGiven(): boolean { return this.outcomes.every(outcome => outcome.kind !== 'absent' && outcome.kind !== 'unknown'); }

  /** Whether a map or list with something in it in any case, or a known value that is not empty, is certainly written here. */
  public get isFilled(): boolean { return this.outcomes.every(isFilled); }

  /** Whether what stands here exists in any case, known or not. */
  public get isSure(): boolean { return this.outcomes !== NOTHING && this.outcomes.every(outcome => outcome.kind !== 'absent'); }

  /** The keys of the map here that are certainly written, and whether these are all. */
  public get keys(): readonly string[] {
    return this.outcomes.length === 1 && this.outcomes[0].kind === 'map' ? Object.keys(this.outcomes[0].entries).filter(key => this.get(key).isSure) : [];
  }

  /** How many bytes of names and literals stand here at the least; what is not known counts for nothing. */
  public get literalBytes(): number { return literalBytes(this.outcomes); }

  /** The same place, where what stands there is read otherwise than the template does. */
  public readBy(read: (outcomes: readonly Outcome[]) => readonly Outcome[]): Node {
    return new Node(this.resource, this.parent, this.step, read(this.outcomes));
  }

  public get location(): Location { return this.resource.at(this.path); }

  public at(key: string): Location { return this.get(key).location; }

  private get path(): string {
    let path = String(this.step);
    for (let node = this.parent; node?.parent; node = node.parent) { path = `${node.step}.${path}`; }
    return path;
  }

  private readList(): List {
    const [only] = this.outcomes;
    const isSure = this.outcomes.length === 1;
    if (isSure && only.kind === 'absent') { return List.EMPTY; }
    const nodes = this.outcomes.flatMap(outcome => outcome.kind === 'list'
      ? outcome.items.map((item, index) => new Node(this.resource, this, index, maybe(outcome.reader.evaluate(item), isSure)))
      : []);
    return new List(nodes, isSure && only.kind === 'list');
  }
}

/** The elements of a list, as far as they are known. */
export class List implements Iterable<Node> {
  public static readonly EMPTY = new List([], true);

  private sureNodes?: readonly Node[];

  public constructor(private readonly nodes: readonly Node[], private readonly isWhole: boolean) {}

  public [Symbol.iterator](): Iterator<Node> { return this.nodes[Symbol.iterator](); }

  /** Whether these are all the elements, and each exists in any case. */
  public get isComplete(): boolean { return this.isWhole && this.nodes.every(node => node.isSure); }

  /** Whether these are all the elements, and each can be read. */
  public get isKnown(): boolean { return this.isWhole && this.nodes.every(node => node.isGiven); }

  /** Whether the list is certainly without elements. */
  public get isEmpty(): boolean { return this.isWhole && this.nodes.length === 0; }

  /** How many elements are written, whether they exist in any case or not. */
  public get length(): number { return this.nodes.length; }

  /** How many elements there are at the least. */
  public get atLeast(): number { return this.isWhole ? this.sure.length : 0; }

  /** The elements that exist in any case. */
  public get sure(): readonly Node[] { return this.sureNodes ??= this.nodes.filter(node => node.isSure); }

  public map<T>(convert: (node: Node, index: number) => T): T[] { return this.nodes.map(convert); }

  /** The texts that are known among the elements. */
  public get texts(): readonly string[] {
    return this.nodes.flatMap(node => node.asText.known ?? []);
  }
}

const NOTHING: readonly Outcome[] = [ABSENT];
const ANYTHING: readonly Outcome[] = [UNKNOWN];

function entry(outcome: Outcome, key: string): readonly Outcome[] {
  switch (outcome.kind) {
    case 'absent': return NOTHING;
    case 'map': return Object.hasOwn(outcome.entries, key) ? outcome.reader.evaluate(own(outcome.entries, key)) : outcome.isOpen ? ANYTHING : NOTHING;
    default: return ANYTHING;
  }
}

function isFilled(outcome: Outcome): boolean {
  switch (outcome.kind) {
    case 'literal': return outcome.value !== '';
    case 'text': return true;
    case 'list': return outcome.items.some(item => isWritten(item, outcome));
    case 'map': return Object.values(outcome.entries).some(value => isWritten(value, outcome));
    default: return false;
  }
}

/** A condition may leave an element or a key out. */
function isWritten(raw: unknown, { reader }: Extract<Outcome, { readonly reader: unknown }>): boolean {
  return reader.evaluate(raw).every(({ kind }) => kind !== 'absent');
}

function maybe(outcomes: readonly Outcome[], isSure: boolean): readonly Outcome[] {
  return isSure ? outcomes : [...outcomes, ABSENT];
}

function parseNumber(literal: string | number | boolean): number | undefined {
  if (typeof literal === 'boolean' || String(literal).trim() === '') { return undefined; }
  const parsed = Number(literal);
  return Number.isNaN(parsed) ? undefined : parsed;
}

const FLAGS: Readonly<Record<string, boolean>> = { true: true, false: false };

function parseFlag(literal: string | number | boolean): boolean | undefined {
  if (typeof literal === 'boolean') { return literal; }
  return own(FLAGS, String(literal).toLowerCase());
}
