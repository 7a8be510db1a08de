import { Conditions } from './conditions';
import { zoneAmong } from './listed-zone';
import { ABSENT, GAP, Part, partsOf, Reader, Outcome, textOf, UNKNOWN } from './outcome';
import { NOT_KNOWN, under } from './raw';
import type { DeclaringTemplate, Resource } from './resource';
import { piecesOf } from './substitution';
import { isPlaceholder } from '../../../facts/lookup-placeholders';
import { own } from '../../../facts/own';

/** An expression with more outcomes is unknown. */
const MAX_ALTERNATIVES = 16;
const MAX_DEPTH = 40;
const NOTHING_KNOWN: readonly Outcome[] = [UNKNOWN];
const DYNAMIC_REFERENCE = /\{\{resolve:([^:]*)/;

/** The depth of nested references in the current evaluation, across all templates of an application. */
export class Nesting {
  public depth = 0;
}

/** The other templates of the application, as a template uses them. */
export interface Neighbours {
  /** The depth of the current evaluation, across all templates. */
  readonly nesting: Nesting;
  /** The outcomes of an export of any stack in an environment. */
  exported(name: string, environment: string): readonly Outcome[];
  /** The outcomes of an output of the stack with that name. */
  outputOf(stackName: string, output: string): readonly Outcome[];
  /** The template that a nested stack resource deploys. */
  nestedUnder(resource: Resource): DeclaringTemplate | undefined;
  /** The resource that deploys a nested template. */
  parentOf(template: DeclaringTemplate): Resource | undefined;
}

/** Evaluates the expressions of one template, each once. */
export class Evaluator {
  private readonly known = new Map<object, readonly Outcome[]>();
  private readonly parameters = new Map<string, readonly Outcome[]>();
  /** For each list, the number of elements before the first that a condition may remove. */
  private readonly fixedParts = new WeakMap<readonly unknown[], number>();
  private readonly conditions: Conditions;

  public constructor(private readonly template: DeclaringTemplate, private readonly neighbours: Neighbours) {
    this.conditions = new Conditions(template.section('Conditions'), raw => this.evaluate(raw));
  }

  /** Whether a condition is certainly true or certainly false. */
  public holds(condition: unknown): boolean | undefined { return this.conditions.holds(condition); }

  /** Every outcome of an expression: one, or one for each branch of its `Fn::If`s. */
  public evaluate(raw: unknown): readonly Outcome[] {
    if (raw === undefined || raw === null) { return [ABSENT]; }
    if (typeof raw !== 'object') { return [scalar(raw)]; }
    if (Array.isArray(raw)) { return [{ kind: 'list', items: raw, reader: this.template }]; }
    const keys = Object.keys(raw);
    const name = intrinsicAmong(keys);
    return name === undefined ? [this.map(raw, keys)] : this.known.get(raw) ?? this.evaluateIntrinsic(name, raw);
  }

  private map(raw: object, keys: readonly string[]): Outcome {
    return { kind: 'map', entries: raw as Record<string, unknown>, isOpen: this.template.isRewritten || keys.some(key => key.startsWith('Fn::')), reader: this.template };
  }

  private evaluateIntrinsic(name: string, raw: object): readonly Outcome[] {
    const { nesting } = this.neighbours;
    if (nesting.depth > MAX_DEPTH) { return NOTHING_KNOWN; }
    nesting.depth += 1;
    // a reference of an expression to itself is unknown
    this.known.set(raw, NOTHING_KNOWN);
    try {
      const found = this.intrinsic(name, under(raw, name));
      const outcomes = found.length > 0 && found.length <= MAX_ALTERNATIVES ? found : NOTHING_KNOWN;
      this.known.set(raw, outcomes);
      return outcomes;
    } finally {
      nesting.depth -= 1;
    }
  }

  private intrinsic(name: string, argument: unknown): readonly Outcome[] {
    const list: readonly unknown[] = Array.isArray(argument) ? argument : [];
    switch (name) {
      case 'Ref': return this.ref(argument);
      case 'Fn::GetAtt': return this.attribute(argument);
      case 'Fn::Sub': return this.substitute(argument);
      case 'Fn::Join': return this.join(list[0], list[1]);
      case 'Fn::If': return this.branch(list);
      case 'Fn::FindInMap': return this.findInMap(list);
      case 'Fn::Select': return this.zone(list[0], list[1]) ?? this.select(list[0], list[1]);
      case 'Fn::Split': return this.split(list[0], list[1]);
      case 'Fn::ImportValue': return this.each(argument, exported => this.neighbours.exported(exported, this.template.environment));
      case 'Fn::GetStackOutput': return this.stackOutput(argument);
      default: return [UNKNOWN];
    }
  }

  private branch([condition, ifTrue, ifFalse]: readonly unknown[]): readonly Outcome[] {
    const holds = this.conditions.holds(condition);
    if (holds !== undefined) { return this.evaluate(holds ? ifTrue : ifFalse); }
    return distinct([...this.evaluate(ifTrue), ...this.evaluate(ifFalse)]);
  }

  private ref(name: unknown): readonly Outcome[] {
    if (typeof name !== 'string') { return [UNKNOWN]; }
    if (name === 'AWS::NoValue') { return [ABSENT]; }
    if (name.startsWith('AWS::')) { return [this.pseudo(name)]; }
    const resource = this.template.resources.get(name);
    if (resource) { return [{ kind: 'text', parts: [{ kind: 'attribute', resource, attribute: 'Ref' }] }]; }
    return this.parameter(name);
  }

  private pseudo(name: string): Outcome {
    const { account, region, stackName } = this.template.source;
    const value = own({ 'AWS::Region': region, 'AWS::AccountId': account, 'AWS::StackName': stackName }, name);
    return value === undefined ? { kind: 'text', parts: [{ kind: 'pseudo', name }] } : { kind: 'literal', value };
  }

  /** A parameter of a nested stack has the value that its parent passes. Any other is deferred, even if it has a default. */
  private parameter(name: string): readonly Outcome[] {
    const known = this.parameters.get(name) ?? this.handedIn(name);
    this.parameters.set(name, known);
    return known;
  }

  private handedIn(name: string): readonly Outcome[] {
    const parent = this.neighbours.parentOf(this.template);
    const type = this.template.parameterType(name);
    if (!parent || type.startsWith('AWS::SSM::Parameter::')) { return [UNKNOWN]; }
    const handed = parent.properties.get('Parameters').get(name);
    if (handed.isAbsent) { return [UNKNOWN]; }
    return isListType(type) ? handed.outcomes.map(outcome => splitOutcome(outcome, ',', text => text.trim())) : handed.outcomes;
  }

  private attribute(argument: unknown): readonly Outcome[] {
    const [name, attribute]: readonly unknown[] = typeof argument === 'string' ? splitOnce(argument, '.') : Array.isArray(argument) ? argument : [];
    const resource = typeof name === 'string' ? this.template.resources.get(name) : undefined;
    if (!resource || typeof attribute !== 'string') { return [UNKNOWN]; }
    const nested = this.neighbours.nestedUnder(resource);
    if (nested && attribute.startsWith('Outputs.')) {
      return nested.evaluate(nested.output(attribute.slice('Outputs.'.length)) ?? NOT_KNOWN);
    }
    return [{ kind: 'text', parts: [{ kind: 'attribute', resource, attribute }] }];
  }

  private substitute(argument: unknown): readonly Outcome[] {
    const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
    if (typeof text !== 'string' || typeof variables !== 'object' || variables === null) { return [UNKNOWN]; }
    const pieces = piecesOf(text).map((piece): readonly Outcome[] => {
      if (!piece.isReference) { return [scalar(piece.text)]; }
      const name = piece.text.trim();
      if (name.startsWith('!')) { return [{ kind: 'literal', value: `\${${name.slice(1)}}` }]; }
      if (Object.hasOwn(variables, name)) { return this.evaluate(under(variables, name)); }
      return name.includes('.') ? this.attribute(name) : this.ref(name);
    });
    return concatenate(pieces, '');
  }

  private join(separator: unknown, argument: unknown): readonly Outcome[] {
    if (typeof separator !== 'string') { return [UNKNOWN]; }
    const [list, ...others] = this.evaluate(argument);
    if (list.kind !== 'list' || others.length > 0) { return [UNKNOWN]; }
    // `map` would skip the holes of a sparse array, which JSON cannot contain but a caller can pass
    return concatenate(Array.from(list.items, item => list.reader.evaluate(item)), separator);
  }

  private findInMap(keys: readonly unknown[]): readonly Outcome[] {
    let found: unknown = this.template.section('Mappings');
    for (const key of keys.slice(0, 3)) {
      const [outcome, ...others] = this.evaluate(key);
      if (outcome.kind !== 'literal' || others.length > 0) { return [UNKNOWN]; }
      found = under(found, String(outcome.value));
    }
    return found === undefined ? [UNKNOWN] : this.evaluate(found);
  }

  private select(index: unknown, argument: unknown): readonly Outcome[] {
    const [position, ...otherPositions] = this.evaluate(index);
    const [list, ...otherLists] = this.evaluate(argument);
    if (position.kind !== 'literal' || list.kind !== 'list' || otherPositions.length > 0 || otherLists.length > 0) { return [UNKNOWN]; }
    const { items, reader } = list;
    const at = Number(position.value);
    return at in items && at < this.fixedPart(items, reader) ? reader.evaluate(items[at]) : [UNKNOWN];
  }

  /** An element that a condition removes changes the index of those after it. */
  private fixedPart(items: readonly unknown[], reader: Reader): number {
    const known = this.fixedParts.get(items);
    if (known !== undefined) { return known; }
    const first = items.findIndex(item => reader.evaluate(item).some(outcome => outcome.kind === 'absent'));
    const length = first < 0 ? items.length : first;
    this.fixedParts.set(items, length);
    return length;
  }

  private zone(index: unknown, argument: unknown): readonly Outcome[] | undefined {
    const zones = under(argument, 'Fn::GetAZs');
    if (zones === undefined) { return undefined; }
    const [at, ...others] = this.evaluate(index);
    const [region, ...otherRegions] = this.evaluate(zones === '' ? { Ref: 'AWS::Region' } : zones);
    return others.length + otherRegions.length > 0 ? undefined : zoneAmong(at, region);
  }

  private split(separator: unknown, argument: unknown): readonly Outcome[] {
    return typeof separator === 'string' && separator !== '' ? this.evaluate(argument).map(text => splitOutcome(text, separator)) : [UNKNOWN];
  }

  private stackOutput(argument: unknown): readonly Outcome[] {
    return this.each(under(argument, 'StackName'), stack => this.each(under(argument, 'OutputName'), name => this.neighbours.outputOf(stack, name)));
  }

  /** Evaluates an expression that is a name, and follows the name. */
  private each(raw: unknown, follow: (name: string) => readonly Outcome[]): readonly Outcome[] {
    return this.evaluate(raw).flatMap(outcome => outcome.kind === 'literal' ? follow(String(outcome.value)) : [UNKNOWN]);
  }
}

/** The name of the intrinsic function, if a map with these keys is a call of one. */
function intrinsicAmong(keys: readonly string[]): string | undefined {
  const [name] = keys;
  return keys.length === 1 && (name === 'Ref' || name.startsWith('Fn::')) ? name : undefined;
}

function scalar(raw: unknown): Outcome {
  if (typeof raw === 'string') {
    const [, resolvedBy] = DYNAMIC_REFERENCE.exec(raw) ?? [];
    if (resolvedBy !== undefined) { return { kind: 'unknown', resolvedBy }; }
    return isPlaceholder(raw) ? UNKNOWN : { kind: 'literal', value: raw };
  }
  return typeof raw === 'number' || typeof raw === 'boolean' ? { kind: 'literal', value: raw } : UNKNOWN;
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** Removes equal outcomes: if both branches are equal, the condition does not matter. */
function distinct(outcomes: readonly Outcome[]): readonly Outcome[] {
  return outcomes.filter((outcome, index) => !outcomes.slice(0, index).some(earlier => isSame(earlier, outcome)));
}

function isSame(one: Outcome, other: Outcome): boolean {
  if (one.kind === 'literal') { return other.kind === 'literal' && one.value === other.value; }
  if (one.kind !== 'text' || other.kind !== 'text') { return one.kind === other.kind && one.kind === 'absent'; }
  return one.parts.length === other.parts.length && one.parts.every((part, index) => isSamePart(part, other.parts[index]));
}

function isSamePart(one: Part, other: Part): boolean {
  if (typeof one === 'string' || typeof other === 'string') { return one === other; }
  if (one.kind === 'pseudo') { return other.kind === 'pseudo' && one.name === other.name; }
  return one.kind === 'attribute' && other.kind === 'attribute' && one.resource === other.resource && one.attribute === other.attribute;
}

/** Separators of lists of ids and names, which never contain them: `,` in parameters, `||` in exports of the CDK. */
const LIST_SEPARATORS: readonly string[] = [',', '||'];

/** Splits a text into a list. A text with unknown parts is split only if these cannot contain the separator. */
function splitOutcome(text: Outcome, separator: string, tidy = (piece: string) => piece): Outcome {
  const parts = partsOf(text);
  const isSafe = LIST_SEPARATORS.includes(separator) && parts.every(part => typeof part === 'string' || part.kind === 'attribute');
  if (text.kind !== 'literal' && !isSafe) { return text.kind === 'list' ? text : UNKNOWN; }
  const items: Part[][] = [[]];
  for (const part of parts) {
    const [first, ...others] = typeof part === 'string' ? part.split(separator).map(tidy) : [part];
    items[items.length - 1].push(first);
    items.push(...others.map(other => [other]));
  }
  return { kind: 'list', items, reader: { evaluate: item => [textOf(item as Part[])] } };
}

function isListType(type: string): boolean { return type === 'CommaDelimitedList' || type.startsWith('List<'); }

/** Every text that the outcomes of the pieces can form. */
function concatenate(pieces: readonly (readonly Outcome[])[], separator: string): readonly Outcome[] {
  let texts: (Part[] | undefined)[] = [undefined];
  for (const outcomes of pieces) {
    // the last outcome reuses the array instead of a copy: most pieces have one outcome
    const last = outcomes.length - 1;
    texts = texts.flatMap(before => outcomes.map((outcome, index) => appended(index < last ? before?.slice() : before, separator, outcome)));
    if (texts.length > MAX_ALTERNATIVES) { texts = [[GAP]]; }
  }
  return texts.map(text => {
    const outcome = textOf(text ?? []);
    return outcome.kind === 'literal' ? scalar(outcome.value) : outcome;
  });
}

function appended(before: Part[] | undefined, separator: string, outcome: Outcome): Part[] | undefined {
  if (outcome.kind === 'absent') { return before; }
  const parts = before ?? [];
  if (before) { parts.push(separator); }
  for (const part of partsOf(outcome)) { parts.push(part); }
  return parts;
}
