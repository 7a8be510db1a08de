import { Duration, Lazy } from 'aws-cdk-lib';
import { durationProblems, secondsProblem } from '../../src/constructs/checks';

const BOUNDS = { min: 1, max: 60 };

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['a Duration', Duration.millis(1500)],
  ['a Duration that is known at deployment', Duration.seconds(Lazy.number({ produce: () => 1 }))],
])('a duration may be %s', (_, value) => { expect(durationProblems('timeout', value)).toEqual([]); });

test.each<[unknown, string]>([[2, '2'], ['2s', "'2s'"], [null, 'null'], [{}, '{…}']])('%p is no duration', (value, text) => {
  const message = `timeout (${text}) must be a Duration, such as Duration.seconds(30)`;
  expect(durationProblems('timeout', value)).toEqual([message]);
  expect(secondsProblem('timeout', value as never, BOUNDS)).toEqual([message]);
});

test('a duration in whole seconds within bounds has no problem', () => {
  const accepted = [undefined, Duration.minutes(1), Duration.millis(1000), Duration.seconds(Lazy.number({ produce: () => 0 }))];
  expect(accepted.flatMap(value => secondsProblem('timeout', value, BOUNDS))).toEqual([]);
});

test.each<[string, Duration, number]>([
  ['with parts of a second', Duration.millis(45_500), 45.5], ['below the bounds', Duration.seconds(0), 0], ['above the bounds', Duration.minutes(2), 120],
])('a duration %s is named in seconds', (_, value, seconds) => {
  expect(secondsProblem('timeout', value, BOUNDS)).toEqual([`timeout (${seconds} seconds) must be a whole number from 1 to 60 seconds`]);
});
