import { literalBytes } from './literal-bytes';
import { Attribute, Outcome, UNKNOWN, ABSENT, partsOf } from './outcome';
import { PartialString } from './partial-string';
import type { Location, Resource } from './resource';
import { Value } from './value';
import { own } from '../../../facts/own';

/**
 * A place in a resource and the outcomes it may have: reads maps, lists and single values.
 * A place that is not set can be read like any other; its value is absent.
 */
export class Node {
  public static root(resource: Resource, raw: unknown): Node {
    return new Node(resource, undefined, '', resource.template.evaluate(raw));
  }

  /** Its outcome, if that is certain. Most places have one: what is asked of all outcomes is then asked of this one, which is faster. */
  private readonly only: Outcome | undefined;
  /** Its keys and values, if these are certainly all. */
  private readonly entries: Readonly<Record<string, unknown>> | undefined;
  private children?: Map<string, Node>;
  private elements?: List;
  private textValue?: Value<string>;
  private partialStringValue?: PartialString;

  private constructor(
    public readonly resource: Resource,
    private readonly parent: Node | undefined,
    private readonly step: string,
    /** Every possible outcome of this place. */
    public readonly outcomes: readonly Outcome[],
  ) {
    this.only = outcomes.length === 1 ? outcomes[0] : undefined;
    this.entries = this.only && entriesOf(this.only);
  }

  /** The place of a key of this map, or `undefined` if this certainly does not have the key. */
  public find(key: string): Node | undefined {
    if (this.entries !== undefined && !Object.hasOwn(this.entries, key)) { return undefined; }
    return this.children?.get(key) ?? this.read(key);
  }

  /** The place of a key of this map. */
  public get(key: string): Node { return this.find(key) ?? new Node(this.resource, this, key, NOTHING); }

  /** The value as text. */
  public get asText(): Value<string> { return this.textValue ??= Value.of(this.outcomes, String); }

  /** The value as a number; CloudFormation accepts numbers in quotes too. */
  public get asNumber(): Value<number> { return Value.of(this.outcomes, parseNumber); }

  /** The value as true or false; CloudFormation accepts them in quotes too. */
  public get asFlag(): Value<boolean> { return Value.of(this.outcomes, parseFlag); }

  /** The text, as far as it is known. */
  public get asPartialString(): PartialString | undefined {
    return this.only && (this.partialStringValue ??= PartialString.of(this.only));
  }

  /** The elements of the list. */
  public get asList(): List { return this.elements ??= this.readList(); }

  /** The resource attribute that this place refers to, if it refers to exactly one. */
  public get asAttribute(): Attribute | undefined {
    if (this.only?.kind !== 'text' || this.only.parts.length !== 1) { return undefined; }
    const part = this.only.parts[0];
    return typeof part === 'object' && part.kind === 'attribute' ? part : undefined;
  }

  public text(key: string): Value<string> { return this.find(key)?.asText ?? Value.absent(); }
  public number(key: string): Value<number> { return this.find(key)?.asNumber ?? Value.absent(); }
  public flag(key: string): Value<boolean> { return this.find(key)?.asFlag ?? Value.absent(); }
  public list(key: string): List { return this.find(key)?.asList ?? List.EMPTY; }
  public partialString(key: string): PartialString | undefined { return this.find(key)?.asPartialString; }

  /** The resource that a key refers to, if it refers to exactly one. */
  public target(key: string): Resource | undefined { return this.find(key)?.asAttribute?.resource; }

  /** The services that resolve the dynamic references, `{{resolve:…}}`, in this value. */
  public get resolvedBy(): readonly string[] {
    return this.outcomes.flatMap(partsOf).flatMap(part => typeof part === 'object' && part.kind === 'gap' ? part.resolvedBy ?? [] : []);
  }

  /** Whether it is certainly not set. */
  public get isAbsent(): boolean { return this.only ? this.only.kind === 'absent' : this.outcomes.every(outcome => outcome.kind === 'absent'); }

  /** Whether it is set and can be read: a literal, a map, a list, or a text with parts that only the deployment knows. */
  public get isGiven(): boolean { return this.only ? isGiven(this.only) : this.outcomes.every(isGiven); }

  /** Whether it is certainly set to something that is not empty, whatever conditions decide. */
  public get isFilled(): boolean { return this.only ? isFilled(this.only) : this.outcomes.every(isFilled); }

  /** Whether it is set whatever conditions decide, to a known value or to a deferred one. */
  public get isSure(): boolean { return this.only ? this.only.kind !== 'absent' : this.outcomes.every(outcome => outcome.kind !== 'absent'); }

  /** The keys of the map that are certainly set. */
  public get keys(): readonly string[] {
    return this.only?.kind === 'map' ? Object.keys(this.only.entries).filter(key => this.get(key).isSure) : [];
  }

  /** The least number of bytes in the names and literals of this place. Unknown values count as 0. */
  public get literalBytes(): number { return literalBytes(this.outcomes); }

  /** The same place with converted outcomes. */
  public readBy(read: (outcomes: readonly Outcome[]) => readonly Outcome[]): Node {
    return new Node(this.resource, this.parent, this.step, read(this.outcomes));
  }

  public get location(): Location { return this.resource.at(this.path); }

  public at(key: string): Location { return this.get(key).location; }

  private read(key: string): Node | undefined {
    const outcomes = this.only ? entry(this.only, key) : this.outcomes.flatMap(outcome => entry(outcome, key));
    // rules read many keys that templates do not set; caching those would fill the memory
    if (outcomes === NOTHING) { return undefined; }
    const child = new Node(this.resource, this, key, outcomes);
    (this.children ??= new Map()).set(key, child);
    return child;
  }

  private get path(): string {
    let path = this.step;
    for (let node = this.parent; node?.parent; node = node.parent) { path = `${node.step}.${path}`; }
    return path;
  }

  private readList(): List {
    const { only } = this;
    const isSure = only !== undefined;
    if (only?.kind === 'absent') { return List.EMPTY; }
    const nodes = this.outcomes.flatMap(outcome => outcome.kind === 'list'
      ? outcome.items.map((item, index) => new Node(this.resource, this, String(index), maybe(outcome.reader.evaluate(item), isSure)))
      : []);
    return new List(nodes, only?.kind === 'list');
  }
}

/** The elements of a list, as far as they are known. */
export class List implements Iterable<Node> {
  public static readonly EMPTY = new List([], true);

  private sureNodes?: readonly Node[];

  public constructor(private readonly nodes: readonly Node[], private readonly isWhole: boolean) {}

  public [Symbol.iterator](): Iterator<Node> { return this.nodes[Symbol.iterator](); }

  /** Whether these are all elements, and each exists whatever conditions decide. */
  public get isComplete(): boolean { return this.isWhole && this.nodes.every(node => node.isSure); }

  /** Whether these are all elements, and each can be read. */
  public get isKnown(): boolean { return this.isWhole && this.nodes.every(node => node.isGiven); }

  /** Whether the list certainly has no elements. */
  public get isEmpty(): boolean { return this.isWhole && this.nodes.length === 0; }

  /** The number of elements, including those that a condition may remove. */
  public get length(): number { return this.nodes.length; }

  /** The least number of elements. */
  public get atLeast(): number { return this.isWhole ? this.sure.length : 0; }

  /** The elements that exist whatever conditions decide. */
  public get sure(): readonly Node[] { return this.sureNodes ??= this.nodes.filter(node => node.isSure); }

  public map<T>(convert: (node: Node, index: number) => T): T[] { return this.nodes.map(convert); }

  /** The known texts among the elements. */
  public get texts(): readonly string[] {
    return this.nodes.flatMap(node => node.asText.known ?? []);
  }
}

const NOTHING: readonly Outcome[] = [ABSENT];
const ANYTHING: readonly Outcome[] = [UNKNOWN];

const EMPTY: Readonly<Record<string, unknown>> = {};

/** The keys and values of a map or of nothing, unless a macro may add others. */
function entriesOf(outcome: Outcome): Readonly<Record<string, unknown>> | undefined {
  return outcome.kind === 'absent' ? EMPTY : outcome.kind === 'map' && !outcome.isOpen ? outcome.entries : undefined;
}

function isGiven({ kind }: Outcome): boolean { return kind !== 'absent' && kind !== 'unknown'; }

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

/** Whether no condition can remove an element or key. */
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
