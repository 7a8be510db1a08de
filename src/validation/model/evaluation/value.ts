/** A single value of a template. */
export type Literal = string | number | boolean;

/** One outcome of an expression: a literal, absent, or anything else. */
interface Outcome {
  readonly kind: string;
  readonly value?: Literal;
}

type Alternative<T> = { readonly state: 'known'; readonly value: T } | { readonly state: 'absent' } | { readonly state: 'deferred' };

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
    if (outcomes.length === 1 && outcomes[0].kind === 'absent') { return Value.absent(); }
    return new Value(outcomes.map((outcome): Alternative<T> => {
      if (outcome.kind === 'absent') { return { state: 'absent' }; }
      const value = outcome.value === undefined ? undefined : parse(outcome.value);
      return value === undefined ? { state: 'deferred' } : { state: 'known', value };
    }));
  }

  private static readonly NOTHING = new Value<never>([{ state: 'absent' }]);
  private static readonly ANYTHING = new Value<never>([{ state: 'deferred' }]);

  private constructor(private readonly alternatives: readonly Alternative<T>[]) {}

  /** The value, if it is the same in every outcome. */
  public get known(): T | undefined {
    const [first, ...others] = this.alternatives;
    return first.state === 'known' && others.every(other => other.state === 'known' && other.value === first.value) ? first.value : undefined;
  }

  /** Every known possible value. */
  public get possible(): readonly T[] {
    return this.alternatives.flatMap(alternative => alternative.state === 'known' ? [alternative.value] : []);
  }

  public get isAbsent(): boolean { return this.alternatives.every(({ state }) => state === 'absent'); }

  /** Whether every outcome is a known value. */
  public get isKnown(): boolean { return this.alternatives.every(({ state }) => state === 'known'); }

  public get isDeferred(): boolean { return this.alternatives.some(({ state }) => state === 'deferred'); }

  public is(expected: T): boolean { return this.satisfies(value => value === expected); }

  public differs(expected: T): boolean { return this.satisfies(value => value !== expected); }

  public isOneOf(expected: readonly T[]): boolean { return this.satisfies(value => expected.includes(value)); }

  public isNoneOf(expected: readonly T[]): boolean { return this.satisfies(value => !expected.includes(value)); }

  public satisfies(predicate: (value: T) => boolean): boolean {
    return this.alternatives.every(alternative => alternative.state === 'known' && predicate(alternative.value));
  }

  /** Replaces an absent value with the default of the service. A deferred value stays deferred. */
  public orDefault(fallback: T): Value<T> {
    return this.alternatives.some(({ state }) => state === 'absent')
      ? new Value(this.alternatives.map(alternative => alternative.state === 'absent' ? { state: 'known', value: fallback } : alternative))
      : this;
  }

  /** Like `orDefault`, for a default that may be unknown. */
  public orElse(fallback: Value<T>): Value<T> {
    return this.alternatives.some(({ state }) => state === 'absent')
      ? new Value(this.alternatives.flatMap(alternative => alternative.state === 'absent' ? fallback.alternatives : [alternative]))
      : this;
  }

  public map<U>(convert: (value: T) => U | undefined): Value<U> {
    return new Value(this.alternatives.map((alternative): Alternative<U> => {
      if (alternative.state !== 'known') { return alternative; }
      const value = convert(alternative.value);
      return value === undefined ? { state: 'deferred' } : { state: 'known', value };
    }));
  }

  /** The value as messages print it. */
  public toString(): string {
    const all = [...new Set(this.alternatives.map(alternative => alternative.state === 'known' ? String(alternative.value) : `(${alternative.state})`))];
    return all.join(' or ');
  }
}
