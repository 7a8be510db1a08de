import { jsonOf } from '../evaluation/json-text';
import { Node } from '../evaluation/node';
import { GAP, Part, partsOf, Reader, Outcome, textOf, UNKNOWN } from '../evaluation/outcome';
import { PartialString } from '../evaluation/partial-string';
import type { Resource } from '../evaluation/resource';

/** One state of a state machine, at any depth. */
export interface State {
  readonly name: string;
  readonly node: Node;
  /** The settings of the child workflow in which a distributed map runs it. */
  readonly child?: Node;
}

/** States that run in the same workflow. */
interface Workflow {
  readonly states: Node;
  readonly child?: Node;
}

/** The states of a state machine, as far as its definition is known. */
export function statesOf({ properties }: Resource): readonly State[] {
  return statesIn(definitionOf(properties));
}

/** The arguments that a Task state passes to the service; unknown if it sets none, because it then passes its input. */
export function argumentsOf({ node }: State): Node {
  const written = [node.get('Parameters'), node.get('Arguments')].find(place => !place.isAbsent);
  return written ?? node.get('Parameters').readBy(() => [UNKNOWN]);
}

/** A place where some values are unknown until run time: paths, expressions, and keys that end with `.$`. */
export function decidedLate(place: Node): Node {
  return place.readBy(outcomes => outcomes.map(outcome => read(outcome)));
}

/** The states in the order of the definition. */
function statesIn(definition: Node): readonly State[] {
  const found: State[] = [];
  const waiting: (State | Workflow)[] = [{ states: definition.get('States') }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { child } = next;
    if ('states' in next) {
      const { states } = next;
      for (const name of [...states.keys].reverse()) { waiting.push({ name, node: states.get(name), child }); }
    } else {
      found.push(next);
      for (const machine of machinesIn(next).reverse()) { waiting.push({ states: machine.get('States'), child: childOf(machine) ?? child }); }
    }
  }
  return found;
}

function machinesIn({ node }: State): Node[] { return [node.get('ItemProcessor'), node.get('Iterator'), ...node.list('Branches')]; }

/** The settings of the processor of a distributed map, which has child workflows. */
function childOf(machine: Node): Node | undefined {
  const config = machine.get('ProcessorConfig');
  return config.text('Mode').orDefault('INLINE').is('INLINE') ? undefined : config;
}

function definitionOf(machine: Node): Node {
  const substitutions = machine.get('DefinitionSubstitutions');
  const text = machine.get('DefinitionString');
  if (text.isAbsent) { return machine.get('Definition').readBy(outcomes => outcomes.map(outcome => read(outcome, substitutions))); }
  return text.readBy(outcomes => outcomes.flatMap(outcome => jsonOf(substitute(outcome, substitutions))).map(outcome => read(outcome)));
}

/** Reads a definition with the values that an execution uses. */
class DefinitionReader implements Reader {
  public constructor(private readonly inner: Reader, private readonly substitutions?: Node) {}

  public evaluate(raw: unknown): readonly Outcome[] {
    return raw === CHOSEN_LATER ? [UNKNOWN] : this.inner.evaluate(raw).map(outcome => read(outcome, this.substitutions));
  }
}

const CHOSEN_LATER = Symbol('chosen when the state runs');
/** Expressions that JSONata, JSONPath or the input of a pipe resolves at run time. */
const EXPRESSION = /^\s*(?:\{%|\$\.|\$$|<\$)/;

function read(outcome: Outcome, substitutions?: Node): Outcome {
  switch (outcome.kind) {
    case 'map': return { ...outcome, entries: withoutPaths(outcome.entries), reader: new DefinitionReader(outcome.reader, substitutions) };
    case 'list': return { ...outcome, reader: new DefinitionReader(outcome.reader, substitutions) };
    default: return decided(substitutions ? substitute(outcome, substitutions) : outcome);
  }
}

function decided(outcome: Outcome): Outcome {
  return EXPRESSION.test(PartialString.of(outcome)?.head ?? '') ? UNKNOWN : outcome;
}

function withoutPaths(entries: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!Object.keys(entries).some(key => key.endsWith('.$'))) { return entries; }
  return Object.fromEntries(Object.entries(entries).map(([key, entry]) => key.endsWith('.$') ? [key.slice(0, -2), CHOSEN_LATER] : [key, entry]));
}

/** Replaces `${Name}` with its value, as CloudFormation does before it creates the state machine. */
function substitute(outcome: Outcome, substitutions: Node): Outcome {
  const isText = outcome.kind === 'text' || outcome.kind === 'literal' && typeof outcome.value === 'string';
  return isText ? textOf(partsOf(outcome).flatMap(part => typeof part === 'string' ? substituted(part, substitutions) : [part])) : outcome;
}

function substituted(text: string, substitutions: Node): readonly Part[] {
  return text.split(/\$\{([^${}]*)\}/).flatMap((piece, index): readonly Part[] => {
    if (index % 2 === 0) { return [piece]; }
    const value = substitutions.get(piece);
    if (value.isAbsent) { return [`\${${piece}}`]; }
    const [outcome, ...others] = value.outcomes;
    return others.length === 0 ? partsOf(outcome) : [GAP];
  });
}
