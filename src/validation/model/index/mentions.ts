import type { ResourceIndex } from './resource-index';
import { own } from '../../../facts/own';
import { PHYSICAL_NAMES } from '../../../facts/physical-names';
import { Reader, Outcome } from '../evaluation/outcome';
import { PartialString } from '../evaluation/partial-string';
import { eachCollection, mapOf, under } from '../evaluation/raw';
import type { DeclaringTemplate, Resource } from '../evaluation/resource';
import { Template } from '../evaluation/template';

/** Characters around names in JSON, scripts and ARNs. */
const AROUND_WORDS = /["'\\\s,;={}[\]]+/;
/** Results of expressions are not nested deeper. */
const MAX_DEPTH = 10;
const ARN_BEFORE_RESOURCE = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:/;

/** The resources that values mention: by reference at any depth, or by their physical name. */
export class Mentions {
  public readonly resources = new Set<Resource>();
  private readonly names = new Set<string>();

  public constructor(public readonly application: ResourceIndex) {}

  public has(resource: Resource): boolean { return this.resources.has(resource) || this.hasNameOf(resource); }

  public hasName(name: string): boolean { return this.names.has(name); }

  public addResource(resource: Resource): void {
    if (this.resources.has(resource)) { return; }
    this.resources.add(resource);
    const nested = this.application.nestedUnder(resource);
    if (nested) { this.add(nested, nested.outputs); }
  }

  /** Adds the resources that the properties of a resource mention: all properties, or those at a path. */
  public addProperties(resource: Resource, path = ''): void {
    valuesAt(resource.written('Properties'), path === '' ? [] : path.split('/')).forEach(value => this.add(resource.template, value));
  }

  /** Adds the resources that a value of a template mentions, including those in arguments of functions. */
  public add(template: DeclaringTemplate, raw: unknown, depth = 0): void {
    const texts: unknown[] = [raw];
    eachCollection(raw, collection => {
      // the visitor reaches the elements of lists and maps in the template itself
      const outcomes = template.evaluate(collection).filter(outcome => !('reader' in outcome) || outcome.reader !== template);
      this.addOutcomes(outcomes, depth);
      for (const value of Object.values(collection) as unknown[]) { texts.push(value); }
    });
    for (const text of texts) { if (typeof text === 'string') { this.addOutcomes(template.evaluate(text)); } }
  }

  /** Adds the resources that the outcomes of a place mention. */
  public addOutcomes(outcomes: readonly Outcome[], depth = 0): void {
    for (const outcome of outcomes) {
      if (outcome.kind === 'list') { for (const item of outcome.items) { this.addRead(item, outcome.reader, depth + 1); } }
      if (outcome.kind === 'map') { for (const entry of Object.values(outcome.entries)) { this.addRead(entry, outcome.reader, depth + 1); } }
      const partial = PartialString.of(outcome);
      if (partial) { this.addPartialString(partial); }
    }
  }

  private addRead(raw: unknown, reader: Reader, depth: number): void {
    if (depth > MAX_DEPTH) { return; }
    if (reader instanceof Template) { this.add(reader, raw, depth); } else { this.addOutcomes(reader.evaluate(raw), depth); }
  }

  private addPartialString(partial: PartialString): void {
    partial.resources.forEach(resource => this.addResource(resource));
    this.names.add(partial.key);
    for (const part of partial.parts) {
      if (typeof part === 'string') { part.split(AROUND_WORDS).flatMap(namesIn).forEach(name => this.names.add(name)); }
    }
  }

  private hasNameOf({ type, properties }: Resource): boolean {
    if (this.names.size === 0) { return false; }
    const key = own(PHYSICAL_NAMES, type);
    const name = key === undefined ? undefined : properties.partialString(key);
    return name?.isTraceable === true && this.names.has(name.key);
  }
}

/** The values at a path; if there is a function on the path, all of the function. */
function valuesAt(raw: unknown, steps: readonly string[], at = 0): readonly unknown[] {
  if (at === steps.length || isFunction(raw)) { return [raw]; }
  return steps[at] === '*' ? [raw].flat().flatMap(element => valuesAt(element, steps, at + 1)) : valuesAt(under(raw, steps[at]), steps, at + 1);
}

function isFunction(raw: unknown): boolean {
  const [key, ...others] = Object.keys(mapOf(raw));
  return others.length === 0 && (key === 'Ref' || key?.startsWith('Fn::') === true);
}

/** A word, and the names in it if it is an ARN. */
function namesIn(word: string): readonly string[] {
  const segments = word.replace(ARN_BEFORE_RESOURCE, '').split(':');
  return [word, ...segments.flatMap(segment => [segment, segment.slice(segment.indexOf('/') + 1), segment.slice(segment.lastIndexOf('/') + 1)])];
}
