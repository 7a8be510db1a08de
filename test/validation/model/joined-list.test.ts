import { JoinedList } from '../../../src/validation/model/evaluation/joined-list';

const isEven = (value: number) => value % 2 === 0;

test.each([
  ['a complete list', JoinedList.complete([2, 4]), { all: [2, 4], every: true, may: true }],
  ['a complete list in which one item fails', JoinedList.complete([2, 3]), { all: [2, 3], every: false, may: true }],
  ['a complete list in which every item fails', JoinedList.complete([3]), { all: [3], every: false, may: false }],
  ['an empty list', JoinedList.complete<number>([]), { all: [], every: true, may: false }],
  ['an incomplete list', new JoinedList([2], false), { all: [], every: false, may: true }],
  ['an incomplete list in which every known item fails', new JoinedList([3], false), { all: [], every: false, may: true }],
  ['an unknown list', JoinedList.UNKNOWN as JoinedList<number>, { all: [], every: false, may: true }],
])('%s answers for everything that there may be', (_, list, { all, every, may }) => {
  expect({ all: list.all, every: list.every(isEven), may: list.maySome(isEven) }).toEqual({ all, every, may });
});

test('a lookup without a result makes the list incomplete', () => {
  expect(JoinedList.found([1, undefined, 2], true)).toEqual(new JoinedList([1, 2], false));
  expect(JoinedList.found([1, 2], true)).toEqual(JoinedList.complete([1, 2]));
  expect(JoinedList.found([1, 2], false)).toEqual(new JoinedList([1, 2], false));
});

test('iteration is over what is known', () => {
  expect([...new JoinedList([1], false)]).toEqual([1]);
});
