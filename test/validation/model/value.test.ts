import { Value } from '../../../src/validation/model/evaluation/value';

const isEven = (value: number) => value % 2 === 0;

function answersOf(value: Value<number>): boolean[] {
  return [value.is(4), value.differs(4), value.isOneOf([4, 5]), value.isNoneOf([4, 5]), value.satisfies(isEven)];
}

describe('a known value', () => {
  const value = Value.known(4);

  test('answers each question', () => {
    expect(answersOf(value)).toEqual([true, false, true, false, true]);
  });

  test('ignores a default', () => { expect(value.orDefault(9).known).toBe(4); });
  test('is converted', () => { expect(value.map(String).known).toBe('4'); });
  test('is deferred when it cannot be converted', () => { expect(value.map(() => undefined).isDeferred).toBe(true); });
  test('prints itself', () => { expect(`${value}`).toBe('4'); });
});

describe('an absent value', () => {
  const value = Value.absent<number>();

  test('answers no to each question about a value', () => {
    expect(answersOf(value)).toEqual([false, false, false, false, false]);
  });

  test('is absent and not deferred', () => { expect([value.isAbsent, value.isKnown, value.isDeferred]).toEqual([true, false, false]); });
  test('takes the default', () => { expect(value.orDefault(9).is(9)).toBe(true); });
  test('takes an unknown default', () => { expect(value.orElse(Value.deferred()).isDeferred).toBe(true); });
  test('stays absent after a conversion', () => { expect(value.map(String).isAbsent).toBe(true); });
});

describe('a deferred value', () => {
  const value = Value.deferred<number>();

  test('answers no to each question and to its opposite', () => {
    expect(answersOf(value)).toEqual([false, false, false, false, false]);
  });

  test('takes no default', () => { expect(value.orDefault(9).isDeferred).toBe(true); });
  test('has neither a known nor a possible value', () => { expect([value.known, value.possible]).toEqual([undefined, []]); });
});

describe('a value of two branches', () => {
  const value = Value.of<number>([{ kind: 'literal', value: 2 }, { kind: 'literal', value: 4 }], Number);

  test('answers yes if both do', () => { expect([value.satisfies(isEven), value.differs(3), value.isOneOf([2, 4])]).toEqual([true, true, true]); });
  test('answers no if one does not', () => { expect([value.is(2), value.differs(2), value.isOneOf([2])]).toEqual([false, false, false]); });
  test('has no single known value', () => { expect([value.known, value.possible]).toEqual([undefined, [2, 4]]); });
  test('prints both', () => { expect(`${value}`).toBe('2 or 4'); });
});

test('two equal branches are one known value', () => {
  expect(Value.of<number>([{ kind: 'literal', value: 2 }, { kind: 'literal', value: 2 }], Number).known).toBe(2);
});

test('an absent branch takes the default, and the other keeps its value', () => {
  const value = Value.of<number>([{ kind: 'literal', value: 2 }, { kind: 'absent' }], Number);
  expect(value.orDefault(4).possible).toEqual([2, 4]);
});

test('a deferred branch defers every answer', () => {
  const value = Value.of<number>([{ kind: 'literal', value: 2 }, { kind: 'unknown' }], Number);
  expect([value.is(2), value.differs(3), value.isKnown, value.isDeferred]).toEqual([false, false, false, true]);
});
