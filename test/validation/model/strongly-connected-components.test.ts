import * as fc from 'fast-check';
import { circleFrom, stronglyConnectedComponents } from '../../../src/validation/model/queries/strongly-connected-components';

const graph = fc.array(fc.array(fc.nat(7), { maxLength: 4 }), { minLength: 8, maxLength: 8 });

/** Whether there is a path from one node to another, by exhaustive search. */
function leads(edges: readonly (readonly number[])[], from: number, to: number, seen: ReadonlySet<number> = new Set()): boolean {
  return edges[from].some(next => next === to || !seen.has(next) && leads(edges, next, to, new Set([...seen, next])));
}

test('finds the groups of nodes with paths to each other', () => {
  fc.assert(fc.property(graph, edges => {
    const nodes = [...edges.keys()];
    const inComponents = stronglyConnectedComponents(edges).map(component => [...component].sort());
    const expected = nodes.map(node => nodes.filter(other => other === node || leads(edges, node, other) && leads(edges, other, node)))
      .filter((component, node) => component.length > 1 && component[0] === node);
    expect(inComponents.sort()).toEqual(expected.sort());
  }));
});

test('a cycle starts and ends at a node, along edges in its group', () => {
  fc.assert(fc.property(graph, edges => {
    for (const component of stronglyConnectedComponents(edges)) {
      const way = circleFrom(component[0], component, edges);
      expect([way[0], way.at(-1)]).toEqual([component[0], component[0]]);
      expect(way.length).toBeGreaterThan(2);
      way.slice(1).forEach((node, index) => expect(edges[way[index]]).toContain(node));
    }
  }));
});
