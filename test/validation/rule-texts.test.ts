import { readExpectedFindings } from '../../scripts/support/expected-findings';
import { RULES } from '../../src/validation/rules/registry.generated';

/** Phrases that are hard to read or to search for, and what to write instead. */
const AVOIDED: readonly (readonly [RegExp, string])[] = [
  [/\basks?\b|\basked\b/i, 'needs, requires, calls'],
  [/\bsays?\b|\bsaid\b/i, 'sets, states'],
  [/\bspeaks?\b/i, 'names, applies to'],
  [/\bdraws?\b/i, 'causes, reports'],
  [/\blets? (?:\S+ )?in\b|\blet in\b/i, 'allows, admits'],
  [/\bhands? (?:\S+ )?(?:on|over|out)\b|\bhanded\b/i, 'passes'],
  [/\bfor want of\b/i, 'without'],
  [/\bcannot do without\b/i, 'needs'],
  [/\bnobody\b|\bsomebody\b|\bwhoever\b|\beverybody\b/i, 'the principal, role or service'],
  [/\bthat there (?:is|are)\b/i, 'supported, existing'],
  [/\bturns? away\b|\bshut out\b/i, 'refuses'],
  [/\bbehind (?:its|the|an?) (?:ARN|name|text)\b/i, 'after'],
];

describe.each(RULES.map(rule => [rule.id, rule] as const))('the texts of %s', (_, rule) => {
  const texts = [rule.title, rule.why, rule.fix, ...Object.keys(rule.bad), ...Object.keys(rule.good), ...readExpectedFindings(rule).split('\n')];

  test('use plain words', () => {
    expect(AVOIDED.flatMap(([phrase, instead]) => texts.filter(text => phrase.test(text)).map(text => `"${text.trim()}": write ${instead}`))).toEqual([]);
  });
});
