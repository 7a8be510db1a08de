import { validate } from '../../src/validation/engine/validate';
import { RULES } from '../../src/validation/rules/registry.generated';
import type { Resources } from '../../src/validation/scenes/parts';
import { Change, SceneName, SCENES, sourceIn, stage } from '../../src/validation/scenes/scenes';
import { fogAll, fogEachLeaf } from '../support/fog';

const DOMAINS = ['capacity', 'network', 'secrets', 'observability', 'task', 'load-balancing', 'deployment', 'scaling', 'service'];

describe.each(RULES.map(rule => [rule.id, rule] as const))('%s', (id, rule) => {
  test.each(Object.entries(rule.bad))('is broken by %s, and nothing else is', (_, change) => {
    expect(idsOf(rule.scene, stage(rule.scene, change))).toEqual([id]);
  });

  test.each(Object.entries(rule.bad))('says what, where and in the caller\'s words: %s', (_, change) => {
    for (const { message, logicalId, path } of findIn(rule.scene, change)) {
      expect(message).not.toMatch(/undefined|\[object|\(deferred\)|\.$/);
      expect(stage(rule.scene, change)).toHaveProperty([logicalId]);
      expect(path).toMatch(/^Properties/);
    }
  });

  test.each(Object.entries(rule.good))('is kept by %s', (_, change) => {
    expect(findIn(rule.scene, change).map(({ rule: { id: broken }, message }) => `${broken}: ${message}`)).toEqual([]);
  });

  test.each(Object.entries(rule.bad))('never says more when a value becomes unknown: %s', (_, change) => {
    const resources = stage(rule.scene, change);
    const known = new Set(find(rule.scene, resources).map(finding => key(finding)));
    for (const fogged of fogEachLeaf(resources)) {
      expect(find(rule.scene, fogged).map(finding => key(finding)).filter(found => !known.has(found))).toEqual([]);
    }
  });

  test.each(Object.entries(rule.bad))('is silent when nothing is known: %s', (_, change) => {
    expect(idsOf(rule.scene, fogAll(stage(rule.scene, change)))).toEqual([]);
  });

  test('explains itself', () => {
    expect(rule.docs).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
    expect(rule.why).toMatch(/\.$/);
    expect(rule.fix).toMatch(/\.$/);
    expect(DOMAINS).toContain(rule.domain);
    expect(Math.min(Object.keys(rule.bad).length, Object.keys(rule.good).length)).toBeGreaterThan(0);
  });

  test('changes only what is in its scene, or adds whole resources', () => {
    const changes = [...Object.values(rule.bad), ...Object.values(rule.good)];
    const strangers = changes.flatMap(change => Object.entries(change))
      .filter(([logicalId, entry]) => !(logicalId in SCENES[rule.scene]) && !(entry && 'Type' in entry));
    expect(strangers).toEqual([]);
  });

  test('has bad examples that are one step from a good one', () => {
    for (const change of Object.values(rule.bad)) { expect(Object.keys(change).length).toBeLessThanOrEqual(2); }
  });
});

test.each(Object.keys(SCENES) as SceneName[])('%s keeps every rule', scene => {
  expect(findIn(scene).map(({ rule: { id }, message }) => `${id}: ${message}`)).toEqual([]);
});

test('rule ids are unique', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
});

test('every domain has a rule', () => {
  expect([...new Set(RULES.map(({ domain }) => domain))].sort()).toEqual([...DOMAINS].sort());
});

function findIn(scene: SceneName, change?: Change) { return find(scene, stage(scene, change)); }

function find(scene: SceneName, resources: unknown) {
  const faults = validate([sourceIn(scene, resources as Resources)]);
  for (const { rule, message } of faults) {
    if (rule.id === 'rule-fault') { throw new Error(message); }
  }
  return faults;
}

function idsOf(scene: SceneName, resources: unknown): string[] {
  return [...new Set(find(scene, resources).map(({ rule }) => rule.id))];
}

/** Where and which; the words may become vaguer when a value is not known. */
function key({ rule, logicalId }: ReturnType<typeof find>[number]): string {
  return `${rule.id} ${logicalId}`;
}
