/** A directed graph: for each node, the numbers of its successors. */
export type Graph = readonly (readonly number[])[];

/** The strongly connected components with two or more nodes, in linear time (Tarjan). */
export function stronglyConnectedComponents(graph: Graph): readonly (readonly number[])[] {
  const search = new Search(graph);
  for (let node = 0; node < graph.length; node++) { search.from(node); }
  return search.found;
}

const UNSEEN = -1;

class Search {
  public readonly found: (readonly number[])[] = [];
  private readonly orders: number[];
  /** For each node, the earliest open node that it reaches. */
  private readonly earliest: number[];
  private readonly isOpen: boolean[];
  private readonly nextEdges: number[];
  private readonly open: number[] = [];
  private readonly path: number[] = [];
  private count = 0;

  public constructor(private readonly graph: Graph) {
    this.orders = graph.map(() => UNSEEN);
    this.earliest = graph.map(() => 0);
    this.isOpen = graph.map(() => false);
    this.nextEdges = graph.map(() => 0);
  }

  public from(start: number): void {
    if (this.orders[start] === UNSEEN) { this.enter(start); }
    while (this.path.length > 0) { this.step(this.path[this.path.length - 1]); }
  }

  private step(node: number): void {
    const edge = this.nextEdges[node]++;
    if (edge === this.graph[node].length) { this.leave(node); return; }
    const target = this.graph[node][edge];
    if (this.orders[target] === UNSEEN) { this.enter(target); } else if (this.isOpen[target]) { this.reach(node, this.orders[target]); }
  }

  private enter(node: number): void {
    this.orders[node] = this.earliest[node] = this.count++;
    this.isOpen[node] = true;
    this.open.push(node);
    this.path.push(node);
  }

  private reach(node: number, order: number): void {
    if (order < this.earliest[node]) { this.earliest[node] = order; }
  }

  private leave(node: number): void {
    this.path.pop();
    const above = this.path.at(-1);
    if (above !== undefined) { this.reach(above, this.earliest[node]); }
    if (this.earliest[node] < this.orders[node]) { return; }
    const component = this.open.splice(this.open.lastIndexOf(node));
    for (const each of component) { this.isOpen[each] = false; }
    if (component.length > 1) { this.found.push(component); }
  }
}

/** The shortest cycle from a node of a component over others back to itself. The node is the first and the last element. */
export function circleFrom(start: number, component: readonly number[], graph: Graph): readonly number[] {
  const within = new Set(component);
  const cameFrom = new Map<number, number>();
  const waiting = [start];
  for (const node of waiting) {
    for (const target of graph[node]) {
      if (target === node || !within.has(target) || cameFrom.has(target)) { continue; }
      cameFrom.set(target, node);
      waiting.push(target);
      if (target === start) { return wayBack(start, cameFrom); }
    }
  }
  return [start];
}

function wayBack(start: number, cameFrom: ReadonlyMap<number, number>): readonly number[] {
  const way = [start];
  for (let node = cameFrom.get(start); node !== undefined && node !== start; node = cameFrom.get(node)) { way.push(node); }
  return [...way, start].reverse();
}

/** The least of some numbers, which may be too many for the arguments of a call. */
export function leastOf(numbers: readonly number[]): number { return numbers.reduce((least, number) => Math.min(least, number)); }
