import { tryMutants } from '../../scripts/support/mutation';
import { listedSurvivors, survivalOf, SURVIVORS_AT_MOST, survivorFaults } from '../../scripts/support/survivors';
import { RULES } from '../../src/validation/rules/registry.generated';

describe.each([...new Set(RULES.map(({ domain }) => domain))])('the guards of the %s rules', domain => {
  const results = RULES.filter(rule => rule.domain === domain).map(tryMutants);
  const { mutants, survivors } = survivalOf(results);

  test('are covered by an example each, or listed as equivalent with the reason', () => {
    expect(survivorFaults(results, listedSurvivors(domain))).toEqual([]);
  });

  test('are rarely equivalent to none', () => { expect(survivors / mutants).toBeLessThanOrEqual(SURVIVORS_AT_MOST); });
});
