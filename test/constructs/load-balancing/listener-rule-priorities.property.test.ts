import { App, Fn, Stack, Stage } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { bandOf, freePriority, priorityIn, RuleConditions } from '../../../src/constructs/load-balancing/listener-rule/listener-rule-band';

const id = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,11}$/);
const host = fc.constantFrom('api.example.com', 'shop.example.com', '*.example.com', 'a?c.example.com');
const path = fc.array(fc.constantFrom('a', 'bc', 'v1', 'x*', '?'), { minLength: 0, maxLength: 5 })
  .chain(segments => fc.constantFrom('', '/*', '*').map(end => `/${segments.join('/')}${end}`));
const conditions: fc.Arbitrary<RuleConditions> = fc.record({
  hosts: fc.uniqueArray(host, { maxLength: 3 }),
  paths: fc.uniqueArray(path, { maxLength: 3 }),
  hasMore: fc.boolean(),
});

/** The priorities of services in one stack, by id, for services created in the given order. */
function priorities(services: readonly (readonly [string, RuleConditions])[]): ReadonlyMap<string, number> {
  const stack = new Stack(new App(), 'Stack');
  return new Map(services.map(([name, rule]) => [name, priorityIn(bandOf(rule), new Construct(stack, name), 'ListenerRule')]));
}

const services = fc.uniqueArray(fc.tuple(id, conditions), { minLength: 1, maxLength: 12, selector: ([name]) => name.toLowerCase() });

test('a priority does not change when other services are added, removed or created in another order', () => {
  fc.assert(fc.property(services, fc.nat(), (all, seed) => {
    const before = priorities(all);
    const kept = [...all].reverse().filter((_, index) => (index + seed) % 3 !== 0);
    for (const [name, priority] of priorities(kept)) { expect(priority).toBe(before.get(name)); }
  }));
});

test('a priority stays the same when another service is renamed', () => {
  fc.assert(fc.property(services.filter(all => all.length > 1), all => {
    const [[first, rule], ...others] = all;
    const renamed = priorities([[`${first}Renamed`, rule], ...others]);
    const before = priorities(all);
    for (const [name] of others) { expect(renamed.get(name)).toBe(before.get(name)); }
  }));
});

test('a priority is the same in every Stage, so that routing is the same in all environments', () => {
  const inStage = (name: string) => priorityIn(bandOf({ paths: ['/a/*'] }), new Construct(new Stack(new Stage(new App(), name), 'Shop'), 'Api'), 'ListenerRule');
  expect(inStage('Test')).toBe(inStage('Production'));
});

test('automatic priorities leave the lowest and the highest priorities for explicit ones', () => {
  fc.assert(fc.property(conditions, rule => {
    const { first, width } = bandOf(rule);
    expect(first).toBeGreaterThanOrEqual(1000);
    expect(first + width - 1).toBeLessThan(49_000);
  }));
});

describe('the more specific rule comes first', () => {
  const comesFirst = (one: RuleConditions, other: RuleConditions) => bandOf(one).first < bandOf(other).first;

  test('additional conditions before none', () => {
    fc.assert(fc.property(conditions, rule => { expect(comesFirst({ ...rule, hasMore: true }, { ...rule, hasMore: false })).toBe(true); }));
  });

  test('an exact host before a wildcard before any host', () => {
    fc.assert(fc.property(conditions.filter(rule => !rule.hasMore), rule => {
      expect(comesFirst({ ...rule, hosts: ['api.example.com'] }, { ...rule, hosts: ['*.example.com'] })).toBe(true);
      expect(comesFirst({ ...rule, hosts: ['*.example.com'] }, { ...rule, hosts: [] })).toBe(true);
    }));
  });

  test.each<[string, string]>([
    ['/a', '/a*'], ['/a', '/*'], ['/a*', '/*'], ['/a/*', '/*'], ['/a/*', '/a*'], ['/a/b', '/a/*'], ['/a/b*', '/a/*'], ['/a/b/*', '/a/*'], ['/a/b', '/a/b*'], ['/a/b/c', '/a/b/*'],
  ])('%s before %s, on any kind of host', (one, other) => {
    for (const hosts of [[], ['api.example.com'], ['*.example.com']]) {
      expect(comesFirst({ hosts, paths: [one] }, { hosts, paths: [other] })).toBe(true);
    }
  });

  test('a path on a host before only the host', () => {
    for (const hosts of [['api.example.com'], ['*.example.com']]) { expect(comesFirst({ hosts, paths: ['/a/*'] }, { hosts })).toBe(true); }
  });

  test('the least specific of several paths decides', () => {
    expect(bandOf({ paths: ['/a/b/c', '/a/*'] })).toEqual(bandOf({ paths: ['/a/*'] }));
  });

  test('a host that is known only at deployment counts as exact', () => {
    expect(bandOf({ hosts: [Fn.importValue('Host')] })).toEqual(bandOf({ hosts: ['api.example.com'] }));
  });
});

describe('a free priority', () => {
  test('is the next one of the band', () => {
    expect(freePriority({ first: 10, width: 3 }, 11, new Set([11]))).toBe(12);
  });

  test('starts again at the first of the band', () => {
    expect(freePriority({ first: 10, width: 3 }, 12, new Set([12]))).toBe(10);
  });

  test('may not exist', () => {
    expect(freePriority({ first: 10, width: 2 }, 10, new Set([10, 11]))).toBeUndefined();
  });

  test('is in the band even for a rule with an explicit priority outside it', () => {
    expect(freePriority({ first: 10, width: 3 }, 500, new Set([10]))).toBe(11);
  });
});
