import type { Outcome } from './outcome';
import { mapOf, under } from './raw';

const MAX_DEPTH = 40;

/** The conditions of a template that compare known values, and so are decided before the deployment. */
export class Conditions {
  private readonly known = new Map<string, boolean | undefined>();
  private depth = 0;

  public constructor(private readonly written: Readonly<Record<string, unknown>>, private readonly evaluate: (raw: unknown) => readonly Outcome[]) {}

  /** Whether a condition is certainly true or certainly false; `undefined` if the deployment decides, or if there is no such condition. */
  public holds(name: unknown): boolean | undefined {
    if (typeof name !== 'string') { return undefined; }
    if (!this.known.has(name)) {
      // a reference of a condition to itself is undecided
      this.known.set(name, undefined);
      this.known.set(name, this.decide(under(this.written, name)));
    }
    return this.known.get(name);
  }

  private decide(raw: unknown): boolean | undefined {
    const [name, ...others] = Object.keys(mapOf(raw));
    if (others.length > 0 || this.depth > MAX_DEPTH) { return undefined; }
    this.depth += 1;
    try {
      return this.decideFunction(name, under(raw, name));
    } finally {
      this.depth -= 1;
    }
  }

  private decideFunction(name: string, argument: unknown): boolean | undefined {
    const list: readonly unknown[] = Array.isArray(argument) ? argument : [];
    switch (name) {
      case 'Condition': return this.holds(argument);
      case 'Fn::Equals': return this.areEqual(list[0], list[1]);
      case 'Fn::Not': return negated(this.decide(list[0]));
      case 'Fn::And': return negated(this.any(list, each => negated(this.decide(each))));
      case 'Fn::Or': return this.any(list, each => this.decide(each));
      default: return undefined;
    }
  }

  private areEqual(left: unknown, right: unknown): boolean | undefined {
    const [one, other] = [this.text(left), this.text(right)];
    return one === undefined || other === undefined ? undefined : one === other;
  }

  private text(raw: unknown): string | undefined {
    const [outcome, ...others] = this.evaluate(raw);
    return others.length === 0 && outcome.kind === 'literal' ? String(outcome.value) : undefined;
  }

  /** Whether one of several is true. `Fn::And` uses it with negated values. */
  private any(list: readonly unknown[], decide: (raw: unknown) => boolean | undefined): boolean | undefined {
    const decided = list.map(decide);
    if (decided.includes(true)) { return true; }
    return list.length > 0 && decided.every(each => each === false) ? false : undefined;
  }
}

function negated(decided: boolean | undefined): boolean | undefined { return decided === undefined ? undefined : !decided; }
