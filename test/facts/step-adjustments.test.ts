import { Step, stepProblems } from '../../src/facts/step-adjustments';

test.each<[string, Step[]]>([
  ['no steps', []],
  ['one open step', [{ lower: 0 }]],
  ['steps up', [{ lower: 0, upper: 10 }, { lower: 10 }]],
  ['steps down, in any order', [{ upper: -10 }, { lower: -10, upper: 0 }]],
  ['steps on both sides', [{ lower: 10 }, { upper: -10 }, { lower: -10, upper: 10 }]],
  ['a bound that is 0 on both sides', [{ upper: 0 }, { lower: 0 }]],
])('accepts %s', (_, steps) => { expect(stepProblems(steps)).toEqual([]); });

test.each<[string, Step[], number, string]>([
  ['no bounds', [{}], 0, 'has neither a lower nor an upper bound'],
  ['equal bounds', [{ lower: 5, upper: 5 }], 0, 'has a lower bound (5) that is not below its upper bound (5)'],
  ['a gap', [{ lower: 20 }, { lower: 0, upper: 10 }], 0, 'begins at 20, but step 1 ends at 10, which leaves a gap'],
  ['an overlap', [{ lower: 0, upper: 10 }, { lower: 5 }], 1, 'overlaps step 0'],
  ['two open ends above', [{ lower: 0 }, { lower: 10 }], 1, 'has no upper bound, as does step 0; only one may'],
  ['two open ends below', [{ upper: 0 }, { upper: -10 }], 1, 'has no lower bound, as does step 0; only one may'],
  ['no step above', [{ lower: 0, upper: 10 }], 0, 'has a positive upper bound (10), but no step is without an upper bound'],
  ['no step below', [{ lower: -10, upper: 0 }], 0, 'has a negative lower bound (-10), but no step is without a lower bound'],
])('refuses %s', (_, steps, index, problem) => { expect(stepProblems(steps)).toEqual([{ index, problem }]); });
