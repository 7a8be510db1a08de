import type { MutationResult } from '../../scripts/support/mutation';
import { survivalOf, survivorFaults } from '../../scripts/support/survivors';
import { RULES } from '../../src/validation/rules/registry.generated';

const [rule] = RULES;
const survivor = { rule: rule.id, change: 'if (a) → true' };
const results: readonly MutationResult[] = [{ rule, mutants: 8, survivors: [survivor] }];

test('a survivor that is not listed fails', () => {
  expect(survivorFaults(results, [])).toEqual([`no example detects: ${rule.id}: if (a) → true`]);
});

test('a survivor that is listed with a reason is accepted', () => {
  expect(survivorFaults(results, [{ ...survivor, reason: 'an absent list is empty' }])).toEqual([]);
});

test('a listed survivor needs a reason', () => {
  expect(survivorFaults(results, [{ ...survivor, reason: ' ' }])).toEqual([`listed without a reason: ${rule.id}: if (a) → true`]);
});

test('a listed survivor fails if an example kills it', () => {
  expect(survivorFaults([{ rule, mutants: 8, survivors: [] }], [{ ...survivor, reason: 'x' }])).toEqual([`listed, but does not survive: ${rule.id}: if (a) → true`]);
});

test('the entries of untested rules are kept', () => {
  expect(survivorFaults(results, [{ ...survivor, reason: 'x' }, { ...survivor, rule: 'another', reason: 'y' }])).toEqual([]);
});

test('survivors are counted over all rules', () => {
  expect(survivalOf([...results, { rule, mutants: 4, survivors: [] }])).toEqual({ mutants: 12, survivors: 1 });
});
