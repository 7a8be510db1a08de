/**
 * Things that are joined from several places of an app: those that are known, and whether these are all.
 *
 * As with `Value`, a question is answered "yes" only when it holds for everything that there may be.
 */
export class JoinedList<T> implements Iterable<T> {
  /** A list of which nothing is known. */
  public static readonly UNKNOWN = new JoinedList<never>([], false);

  public static complete<T>(items: readonly T[]): JoinedList<T> { return new JoinedList(items, true); }

  /** The results of lookups; one that found nothing leaves the list incomplete. */
  public static found<T>(results: readonly (T | undefined)[], isComplete: boolean): JoinedList<T> {
    const known = results.filter(result => result !== undefined);
    return new JoinedList(known, isComplete && known.length === results.length);
  }

  public constructor(public readonly known: readonly T[], public readonly isComplete: boolean) {}

  public [Symbol.iterator](): Iterator<T> { return this.known[Symbol.iterator](); }

  /** Everything in it; nothing where there may be more than what is known. */
  public get all(): readonly T[] { return this.isComplete ? this.known : []; }

  /** Whether a test certainly holds for everything in it. */
  public every(test: (item: T) => boolean): boolean { return this.isComplete && this.known.every(test); }

  /** Whether a test holds for something in it, or may hold for something that is not known. */
  public maySome(test: (item: T) => boolean): boolean { return !this.isComplete || this.known.some(test); }
}
