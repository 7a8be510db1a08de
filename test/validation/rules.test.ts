import { expectedFindings, readExpectedFindings } from '../../scripts/support/expected-findings';
import { optionsFor } from '../../scripts/support/rule-options';
import { Finding, validate } from '../../src/validation/engine/validate';
import { RULES } from '../../src/validation/rules/registry.generated';
import { NamedRule, placed } from '../../src/validation/rules/rule';
import type { Resources } from '../../src/validation/scenes/parts';
import { applyChange, Change, SceneName, SCENES, sourceIn } from '../../src/validation/scenes/scenes';
import { fogAll, fogEachLeaf } from '../support/fog';

const DOMAINS = ['capacity', 'network', 'secrets', 'observability', 'task', 'load-balancing', 'deployment', 'scaling', 'service', 'posture'];

/** Bad examples in which keys, references, parts of a text or absent settings are wrong. A template shows these even if it shows no value. */
const SHOWN_BY_KEYS: Readonly<Record<string, readonly string[]>> = {
  'auto-scaling-group-settings': ['a hook with a queue of the app and no role', 'a launch template and a policy', 'nothing to launch', 'no subnets'],
  'auto-scaling-group-policies': [
    'simple scaling without a type of adjustment', 'a schedule without a size', 'two metrics', 'no metric', 'a metric without a statistic', 'a metric beside metric math',
  ],
  'container-insights': ['no setting'],
  'deployment-circuit-breaker': ['no circuit breaker'],
  'managed-termination-protection': ['no setting'],
  'separate-roles': ['one role'],
  'scaling-policy-target': ['nothing'],
  'user-data-form': ['a script with a reference that is not encoded'],
  'capacity-provider-kind': ['no kind', 'both kinds', 'Managed Instances without a cluster', 'an Auto Scaling group with a cluster'],
  'capacity-provider-name': ['a generated name in stack ecs-web', 'a generated name in stack ecs-web, with a name without value'],
  'capacity-provider-settings': ['reservations for On-Demand Instances'],
  'group-of-one-provider': ['two capacity providers of a group'],
};

/** One of so many unknown values is checked with all rules, the others with the rule of the example. */
const SHARE_FOR_ALL = 8;

describe.each(RULES.map(rule => [rule.id, rule] as const))('%s', (id, rule) => {
  const bad = Object.entries(rule.bad).map(([name, example]) => [name, placed(rule, example)] as const);
  const good = Object.entries(rule.good).map(([name, example]) => [name, placed(rule, example)] as const);

  test.each(bad)('is the only rule that reports %s', (_, { scene, change }) => {
    expect([...new Set(findIn(scene, change, rule).map(finding => finding.rule.id))]).toEqual([id]);
  });

  test.each(bad)('reports a property of a resource, with values: %s', (_, { scene, change }) => {
    for (const { message, logicalId, path } of findIn(scene, change, rule)) {
      expect(message).not.toMatch(/undefined|\[object|\(deferred\)|\.$/);
      expect(applyChange(scene, change)).toHaveProperty([logicalId]);
      expect(path).toMatch(/^(?:Properties|DependsOn$)/);
    }
  });

  test('reports its examples at the expected location with the expected message', () => {
    expect(readExpectedFindings(rule)).toBe(expectedFindings(rule));
  });

  test.each(good)('does not report %s', (_, { scene, change }) => {
    expect(findIn(scene, change, rule).map(({ rule: { id: broken }, message }) => `${broken}: ${message}`)).toEqual([]);
  });

  test.each(bad.map(([name, example], index) => [name, example, index] as const))('never reports more when a value becomes unknown: %s', (_, { scene, change }, index) => {
    const resources = applyChange(scene, change);
    const known = new Set(findIn(scene, change, rule).map(finding => key(finding)));
    let part = 0;
    for (const fogged of partlyFogged(resources, change, each => each % (2 * bad.length) === index)) {
      // all rules would take minutes: each value is unknown to all of them in some examples of the rule
      const rules = part++ % SHARE_FOR_ALL === index % SHARE_FOR_ALL ? undefined : [rule];
      expect(find(scene, fogged, rule, rules).map(finding => key(finding)).filter(found => !known.has(found))).toEqual([]);
    }
  });

  test.each(bad)('reports nothing when nothing is known: %s', (name, { scene, change }) => {
    expect(idsOf(scene, fogAll(applyChange(scene, change)), rule)).toEqual(SHOWN_BY_KEYS[id]?.includes(name) ? [id] : []);
  });

  test('has complete texts', () => {
    expect(rule.docs).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
    expect(rule.why).toMatch(/\.$/);
    expect(rule.fix).toMatch(/\.$/);
    expect(DOMAINS).toContain(rule.domain);
    expect(Math.min(bad.length, good.length)).toBeGreaterThan(0);
  });

  test('changes only resources in its scene, or adds whole resources', () => {
    const strangers = [...bad, ...good].flatMap(([, { scene, change }]) => Object.entries(change)
      .filter(([logicalId, entry]) => !(logicalId in SCENES[scene]) && !(entry && 'Type' in entry)));
    expect(strangers).toEqual([]);
  });

  test('has bad examples that are one change from a good one', () => {
    for (const [, { change }] of bad) { expect(Object.keys(change).length).toBeLessThanOrEqual(2); }
  });
});

test.each(Object.keys(SCENES) as SceneName[])('%s has no violations', scene => {
  expect(findIn(scene).map(({ rule: { id }, message }) => `${id}: ${message}`)).toEqual([]);
});

test('rule ids are unique', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
});

test('every domain has a rule', () => {
  expect([...new Set(RULES.map(({ domain }) => domain))].sort()).toEqual([...DOMAINS].sort());
});

/** The resources, once for each leaf of those that an example changes. The leaves of the other resources are divided among the examples of a rule. */
function* partlyFogged(resources: Resources, change: Change, isMine: (part: number) => boolean): Generator<unknown> {
  let part = 0;
  for (const [logicalId, resource] of Object.entries(resources)) {
    for (const fogged of fogEachLeaf(resource)) {
      if (logicalId in change || isMine(part++)) { yield { ...resources, [logicalId]: fogged }; }
    }
  }
}

/** The findings of each example, which several tests read: by rule, because posture rules are checked for their own examples only. */
const FOUND = new Map<string, Map<Change, readonly Finding[]>>();

function findIn(scene: SceneName, change: Change = {}, rule?: NamedRule): readonly Finding[] {
  const place = `${scene}: ${rule?.domain}`;
  const known = FOUND.get(place) ?? new Map<Change, readonly Finding[]>();
  const found = known.get(change) ?? find(scene, applyChange(scene, change), rule);
  FOUND.set(place, known.set(change, found));
  return found;
}

function find(scene: SceneName, resources: unknown, tested?: NamedRule, rules?: readonly NamedRule[]) {
  const faults = validate([sourceIn(scene, resources as Resources)], { ...tested && optionsFor(tested), ...rules && { rules } });
  for (const { rule, message } of faults) {
    if (rule.id === 'rule-fault') { throw new Error(message); }
  }
  return faults;
}

function idsOf(scene: SceneName, resources: unknown, tested: NamedRule): string[] {
  return [...new Set(find(scene, resources, tested).map(({ rule }) => rule.id))];
}

/** The rule and location. The message may become vaguer if a value is unknown. */
function key({ rule, logicalId }: ReturnType<typeof find>[number]): string {
  return `${rule.id} ${logicalId}`;
}
