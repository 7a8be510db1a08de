/**
 * Entities that are joined from several places of an app: those that are known, and whether these are all.
 *
 * `every` is a question, as those of `Value`: if the list is incomplete, the answer is no. `maySome` is for guards that make a rule report less.
 */
export class JoinedList<T> implements Iterable<T> {
  /** A list without known items, which may have any. */
  public static readonly UNKNOWN = new JoinedList<never>([], false);

  public static complete<T>(items: readonly T[]): JoinedList<T> { return new JoinedList(items, true); }

  /** A list of lookup results. A lookup without result leaves the list incomplete. */
  public static found<T>(results: readonly (T | undefined)[], isComplete: boolean): JoinedList<T> {
    const known = results.filter(result => result !== undefined);
    return new JoinedList(known, isComplete && known.length === results.length);
  }

  public constructor(public readonly known: readonly T[], public readonly isComplete: boolean) {}

  public [Symbol.iterator](): Iterator<T> { return this.known[Symbol.iterator](); }

  /** All items if the list is complete, or else none. */
  public get all(): readonly T[] { return this.isComplete ? this.known : []; }

  /** Whether a test certainly holds for every item. */
  public every(test: (item: T) => boolean): boolean { return this.isComplete && this.known.every(test); }

  /** Whether a test holds for a known item, or may hold for an unknown one. */
  public maySome(test: (item: T) => boolean): boolean { return !this.isComplete || this.known.some(test); }
}
