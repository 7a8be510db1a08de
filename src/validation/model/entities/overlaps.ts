/** The first and last number of a range. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/** For each range, the index of the first earlier range that overlaps it. The time does not grow with the number of pairs. */
export function firstOverlaps(ranges: readonly Range[]): readonly (number | undefined)[] {
  return ranges.every(({ first, last }) => first === last) ? firstEquals(ranges) : firstCommon(ranges);
}

function firstEquals(numbers: readonly Range[]): readonly (number | undefined)[] {
  const takers = new Map<number, number>();
  return numbers.map(({ first }, index) => {
    const earlier = takers.get(first);
    if (earlier === undefined) { takers.set(first, index); }
    return earlier;
  });
}

function firstCommon(ranges: readonly Range[]): readonly (number | undefined)[] {
  // if two ranges overlap, an end of one is inside the other
  const ends = [...new Set(ranges.flatMap(({ first, last }) => [first, last]))].sort((one, other) => one - other);
  const positions = new Map(ends.map((end, position) => [end, position]));
  const takers = new Takers(ends.length);
  return ranges.map(({ first, last }, index) => {
    const [from, to] = [positions.get(first) ?? 0, positions.get(last) ?? 0];
    const earlier = takers.firstWithin(from, to);
    takers.take(from, to, index);
    return earlier;
  });
}

function half(node: number): number { return Math.floor(node / 2); }

/** The first taker of each position, as a tree: each node knows the first taker below it. */
class Takers {
  private readonly firsts: number[];
  /** For each position, itself if it is free, or else a later position on the way to the next free one. */
  private readonly free: number[];

  public constructor(private readonly length: number) {
    this.firsts = new Array<number>(2 * length).fill(Infinity);
    this.free = Array.from({ length: length + 1 }, (_, position) => position);
  }

  public firstWithin(from: number, to: number): number | undefined {
    let first = Infinity;
    for (let [low, high] = [from + this.length, to + this.length + 1]; low < high; [low, high] = [half(low), half(high)]) {
      if (low % 2 === 1) { first = Math.min(first, this.firsts[low++]); }
      if (high % 2 === 1) { first = Math.min(first, this.firsts[--high]); }
    }
    return first === Infinity ? undefined : first;
  }

  public take(from: number, to: number, taker: number): void {
    for (let position = this.nextFree(from); position <= to; position = this.nextFree(position)) {
      this.free[position] = position + 1;
      for (let node = position + this.length; node > 0; node = half(node)) { this.firsts[node] = Math.min(this.firsts[node], taker); }
    }
  }

  private nextFree(position: number): number {
    let end = position;
    while (this.free[end] !== end) { end = this.free[end]; }
    for (let at = position; at !== end;) {
      const next = this.free[at];
      this.free[at] = end;
      at = next;
    }
    return end;
  }
}
