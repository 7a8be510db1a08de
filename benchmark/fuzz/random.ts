const MULTIPLIER = 48_271;
const MODULUS = 2_147_483_647;

/** A pseudorandom number generator: the same seed gives the same numbers (Lehmer). */
export class Random {
  private state: number;

  public constructor(seed: number) {
    this.state = 1 + (seed * 7919 + 104_729) % (MODULUS - 1);
    // the first numbers of adjacent seeds are similar
    for (let step = 0; step < 3; step++) { this.below(1); }
  }

  /** A whole number below a bound. */
  public below(bound: number): number {
    this.state = this.state * MULTIPLIER % MODULUS;
    return Math.floor(this.state / MODULUS * bound);
  }

  public pick<T>(among: readonly T[]): T { return among[this.below(among.length)]; }
}
