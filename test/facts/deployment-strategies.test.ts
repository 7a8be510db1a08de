import { DOUBTFUL_PAUSE_STAGES, HOOK_STAGES, isTenthOfPercent, linearSteps, NO_PAUSE_STAGES, PAUSE_STAGES } from '../../src/facts/deployment-strategies';

// the first two are examples in the CloudFormation documentation, the last two are refused
test.each([[50, 1], [11, 9], [10, 9], [3, 33], [33.3, 3], [100, 0], [12.5, 7], [2, 33], [0, 33]])('steps of %d percent have %d waits', (percent, waits) => {
  expect(linearSteps(percent)).toBe(waits);
});

test.each([3, 10, 33.3, 0.1, 0.3, 99.9])('%d percent is a multiple of 0.1', percent => { expect(isTenthOfPercent(percent)).toBe(true); });

test.each([33.33, 0.05, 2.999])('%d percent is not a multiple of 0.1', percent => { expect(isTenthOfPercent(percent)).toBe(false); });

test('a deployment can pause at every stage without a traffic shift, except perhaps the first', () => {
  expect([...PAUSE_STAGES, ...NO_PAUSE_STAGES, ...DOUBTFUL_PAUSE_STAGES].sort()).toEqual([...HOOK_STAGES].sort());
});
