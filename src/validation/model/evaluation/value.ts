/** A single value of a template. */
export type Literal = string | number | boolean;

/** One outcome of an expression: a literal, absent, or anything else. */
interface Outcome {
  readonly kind: string;
  readonly value?: Literal;
}

type Alternative<T> = { readonly state: 'known'; readonly value: T } | { readonly state: 'absent' } | { readonly state: 'deferred' };

const ABSENT = { state: 'absent' } as const;
const DEFERRED = { state: 'deferred' } as const;

type Known<T> = Extract<Alternative<T>, { readonly state: 'known' }>;

function isKnown<T>(alternative: Alternative<T>): alternative is Known<T> { return alternative.state === 'known'; }

function alternativeOf<T>(value: T | undefined): Alternative<T> { return value === undefined ? DEFERRED : { state: 'known', value }; }

function readBy<T>(parse: (literal: Literal) => T | undefined, { kind, value }: Outcome): Alternative<T> {
  return kind === 'absent' ? ABSENT : alternativeOf(value === undefined ? undefined : parse(value));
}

/**
 * A template value: known, absent, or deferred to the deployment.
 *
 * Under `Fn::If` it can be several of these, and a question is answered "yes" only if it holds for each.
 * A deferred value answers `false` to every question, so a rule that is built from questions reports nothing about an unknown value.
 * Never negate a question: use the opposite question (`differs`, not `!is`).
 */
export class Value<T> {
  public static known<T>(value: T): Value<T> { return new Value<T>([{ state: 'known', value }]); }

  public static absent<T>(): Value<T> { return Value.NOTHING; }

  public static deferred<T>(): Value<T> { return Value.ANYTHING; }

  /** Reads the outcomes of a place. A literal that `parse` cannot convert is deferred. */
  public static of<T>(outcomes: readonly Outcome[], parse: (literal: Literal) => T | undefined): Value<T> {
    if (outcomes.length > 1) { return new Value(outcomes.map(outcome => readBy(parse, outcome))); }
    return outcomes[0].kind === 'absent' ? Value.NOTHING : new Value([readBy(parse, outcomes[0])]);
  }

  private static readonly NOTHING = new Value<never>([ABSENT]);
  private static readonly ANYTHING = new Value<never>([DEFERRED]);

  /** The alternative, if there is one only, as for most values: what is asked of all is then asked of this one, which is faster. */
  private readonly only: Alternative<T> | undefined;

  private constructor(private readonly alternatives: readonly Alternative<T>[]) {
    this.only = alternatives.length === 1 ? alternatives[0] : undefined;
  }

  /** The value, if it is the same in every outcome. */
  public get known(): T | undefined {
    const first = this.only ?? this.alternatives[0];
    if (first.state !== 'known') { return undefined; }
    return this.only || this.is(first.value) ? first.value : undefined;
  }

  /** Every known possible value. */
  public get possible(): readonly T[] {
    return this.alternatives.flatMap(alternative => alternative.state === 'known' ? [alternative.value] : []);
  }

  public get isAbsent(): boolean { return this.only ? this.only.state === 'absent' : this.alternatives.every(({ state }) => state === 'absent'); }

  /** Whether every outcome is a known value. */
  public get isKnown(): boolean { return this.only ? this.only.state === 'known' : this.alternatives.every(({ state }) => state === 'known'); }

  public get isDeferred(): boolean { return this.alternatives.some(({ state }) => state === 'deferred'); }

  public is(expected: T): boolean {
    return this.only ? isKnown(this.only) && this.only.value === expected : this.satisfies(value => value === expected);
  }

  public differs(expected: T): boolean {
    return this.only ? isKnown(this.only) && this.only.value !== expected : this.satisfies(value => value !== expected);
  }

  public isOneOf(expected: readonly T[]): boolean {
    return this.only ? isKnown(this.only) && expected.includes(this.only.value) : this.satisfies(value => expected.includes(value));
  }

  public isNoneOf(expected: readonly T[]): boolean {
    return this.only ? isKnown(this.only) && !expected.includes(this.only.value) : this.satisfies(value => !expected.includes(value));
  }

  public satisfies(predicate: (value: T) => boolean): boolean {
    if (this.only) { return isKnown(this.only) && predicate(this.only.value); }
    return this.alternatives.every(alternative => isKnown(alternative) && predicate(alternative.value));
  }

  /** Replaces an absent value with the default of the service. A deferred value stays deferred. */
  public orDefault(fallback: T): Value<T> {
    return this.only && this.only.state !== 'absent' ? this : this.orElse(Value.known(fallback));
  }

  /** Like `orDefault`, for a default that may be unknown. */
  public orElse(fallback: Value<T>): Value<T> {
    if (this.only) { return this.only.state === 'absent' ? fallback : this; }
    return new Value(this.alternatives.flatMap(alternative => alternative.state === 'absent' ? fallback.alternatives : [alternative]));
  }

  public map<U>(convert: (value: T) => U | undefined): Value<U> {
    if (this.only?.state === 'absent') { return Value.NOTHING; }
    return new Value(this.alternatives.map((each): Alternative<U> => isKnown(each) ? alternativeOf(convert(each.value)) : each));
  }

  /** The value as messages print it. */
  public toString(): string {
    const all = [...new Set(this.alternatives.map(alternative => alternative.state === 'known' ? String(alternative.value) : `(${alternative.state})`))];
    return all.join(' or ');
  }
}
