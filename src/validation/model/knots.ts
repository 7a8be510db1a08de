interface Visit<T> {
  readonly node: T;
  readonly targets: Iterator<T>;
  readonly order: number;
  /** The earliest node that is reached from here and still open. */
  earliest: number;
}

/** The groups of nodes that all lead to each other, in time that grows with nodes and edges (Tarjan). A node alone is no group. */
export function knots<T>(nodes: Iterable<T>, targetsOf: (node: T) => readonly T[]): readonly (readonly T[])[] {
  const orders = new Map<T, number>();
  const open: T[] = [];
  const isOpen = new Set<T>();
  const found: (readonly T[])[] = [];
  const path: Visit<T>[] = [];
  const enter = (node: T) => {
    const order = orders.size;
    orders.set(node, order);
    open.push(node);
    isOpen.add(node);
    path.push({ node, targets: targetsOf(node)[Symbol.iterator](), order, earliest: order });
  };
  const leave = ({ order, earliest, node }: Visit<T>) => {
    path.pop();
    const above = path.at(-1);
    if (above) { above.earliest = Math.min(above.earliest, earliest); }
    if (earliest < order) { return; }
    const knot = open.splice(open.lastIndexOf(node));
    knot.forEach(each => isOpen.delete(each));
    if (knot.length > 1) { found.push(knot); }
  };
  for (const node of nodes) {
    if (!orders.has(node)) { enter(node); }
    for (let visit = path.at(-1); visit; visit = path.at(-1)) {
      const { value: target, done } = visit.targets.next();
      if (done === true) { leave(visit); continue; }
      const order = orders.get(target);
      if (order === undefined) { enter(target); } else if (isOpen.has(target)) { visit.earliest = Math.min(visit.earliest, order); }
    }
  }
  return found;
}

/** The shortest way from a node of a knot back to itself, which stands at both ends. */
export function circleFrom<T>(start: T, knot: readonly T[], targetsOf: (node: T) => readonly T[]): readonly T[] {
  const within = new Set(knot);
  const cameFrom = new Map<T, T>();
  const waiting: T[] = [start];
  for (const node of waiting) {
    for (const target of targetsOf(node)) {
      if (!within.has(target) || cameFrom.has(target)) { continue; }
      cameFrom.set(target, node);
      waiting.push(target);
      if (target === start) { return wayBack(start, cameFrom); }
    }
  }
  return [start];
}

function wayBack<T>(start: T, cameFrom: ReadonlyMap<T, T>): readonly T[] {
  const way: T[] = [start];
  for (let node = cameFrom.get(start); node !== undefined && node !== start; node = cameFrom.get(node)) { way.push(node); }
  return [...way, start].reverse();
}
