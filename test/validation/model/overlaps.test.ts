import * as fc from 'fast-check';
import { firstOverlaps, Range } from '../../../src/validation/model/entities/overlaps';

const ranges = fc.array(fc.tuple(fc.nat(30), fc.nat(6)).map(([first, length]): Range => ({ first, last: first + length })), { maxLength: 20 });

test('each range is paired with the first earlier range that it overlaps', () => {
  fc.assert(fc.property(ranges, all => {
    const expected = all.map(({ first, last }, index) => {
      const earlier = all.slice(0, index).findIndex(other => first <= other.last && last >= other.first);
      return earlier < 0 ? undefined : earlier;
    });
    expect(firstOverlaps(all)).toEqual(expected);
  }));
});

test('a descending range overlaps nothing', () => {
  expect(firstOverlaps([{ first: 1, last: 9 }, { first: 8, last: 2 }])).toEqual([undefined, undefined]);
});
