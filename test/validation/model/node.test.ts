import { placeOf } from '../../support/model';

const NOTHING = { Ref: 'AWS::NoValue' };
const PARAMETER = { Ref: 'Parameter' };

describe('a property of a map', () => {
  const place = placeOf({ Name: 'web', Size: '256', On: 'true', Deep: { Er: 1 } });

  test('is read in the requested type', () => { expect([place.text('Name').known, place.number('Size').known, place.flag('On').known]).toEqual(['web', 256, true]); });
  test('that is not set is absent, and so are its properties', () => { expect(place.get('Missing').get('More').list('Still').isEmpty).toBe(true); });
  test('has a location', () => { expect(place.get('Deep').at('Er').path).toBe('Properties.Value.Deep.Er'); });
  test('has a location even if it is absent', () => { expect(place.get('Missing').at('More').path).toBe('Properties.Value.Missing.More'); });
  test('is the same object each time', () => { expect(place.get('Deep')).toBe(place.get('Deep')); });
  test('is not a number if it has another type', () => { expect([place.number('Name').isDeferred, place.flag('Name').isDeferred]).toEqual([true, true]); });
});

test('a property of an unknown map is unknown', () => { expect(placeOf(PARAMETER).text('Name').isDeferred).toBe(true); });
test('null is absent', () => { expect(placeOf({ Name: null }).get('Name').isAbsent).toBe(true); });
test('an empty string is not a number', () => { expect(placeOf('').asNumber.isDeferred).toBe(true); });
test('a map has keys that are certain', () => { expect(placeOf({ A: 1, B: NOTHING, C: PARAMETER }).keys).toEqual(['A', 'C']); });
test('a loop may add keys to a map', () => { expect(placeOf({ 'A': 1, 'Fn::ForEach::X': [] }).get('B').isAbsent).toBe(false); });

describe('a list', () => {
  test('of known elements is known and complete', () => {
    const list = placeOf(['a', 'b']).asList;
    expect([list.isKnown, list.isComplete, list.atLeast, list.texts]).toEqual([true, true, 2, ['a', 'b']]);
  });

  test('that is not set is empty and known', () => {
    const list = placeOf({}).list('Missing');
    expect([list.isEmpty, list.isKnown, list.atLeast]).toEqual([true, true, 0]);
  });

  test('with one deferred element keeps the others', () => {
    const list = placeOf(['a', PARAMETER, 'c']).asList;
    expect([list.isKnown, list.isComplete, list.texts, list.atLeast]).toEqual([false, true, ['a', 'c'], 3]);
  });

  test('with an element under a condition is not complete', () => {
    const list = placeOf(['a', { 'Fn::If': ['C', 'b', NOTHING] }]).asList;
    expect([list.isKnown, list.isComplete, list.atLeast]).toEqual([false, false, 1]);
  });

  test('with an element with two possible values is complete', () => {
    const list = placeOf(['a', { 'Fn::If': ['C', 'b', 'c'] }]).asList;
    expect([list.isKnown, list.isComplete, list.atLeast]).toEqual([true, true, 2]);
  });

  test('from a parameter has no readable elements, and is not empty', () => {
    const list = placeOf(PARAMETER).asList;
    expect([[...list], list.isEmpty, list.isKnown, list.atLeast]).toEqual([[], false, false, 0]);
  });

  test('of two branches has the elements of both, none of them certain', () => {
    const list = placeOf({ 'Fn::If': ['C', ['a'], ['b', 'c']] }).asList;
    expect([list.map(node => node.isSure), list.isKnown, list.isComplete, list.atLeast]).toEqual([[false, false, false], false, false, 0]);
  });

  test('answers no to questions about an element under a condition', () => {
    const [first] = placeOf({ 'Fn::If': ['C', ['a'], NOTHING] }).asList;
    expect([first.asText.is('a'), first.asText.differs('b')]).toEqual([false, false]);
  });

  test('has the locations of its elements', () => { expect(placeOf([{ A: 1 }, { A: 2 }]).asList.map(node => node.at('A').path)).toEqual(['Properties.Value.0.A', 'Properties.Value.1.A']); });
  test('is not a map', () => { expect(placeOf(['a']).get('A').isAbsent).toBe(false); });
});

describe.each([
  ['a string', 'a', { isGiven: true, isFilled: true, isSure: true, isAbsent: false }],
  ['an empty string', '', { isGiven: true, isFilled: false, isSure: true, isAbsent: false }],
  ['a map', { A: 1 }, { isGiven: true, isFilled: true, isSure: true, isAbsent: false }],
  ['an empty list', [], { isGiven: true, isFilled: false, isSure: true, isAbsent: false }],
  ['a parameter', PARAMETER, { isGiven: false, isFilled: false, isSure: true, isAbsent: false }],
  ['nothing', NOTHING, { isGiven: false, isFilled: false, isSure: false, isAbsent: true }],
  ['a string or NoValue', { 'Fn::If': ['C', 'a', NOTHING] }, { isGiven: false, isFilled: false, isSure: false, isAbsent: false }],
])('%s', (_, value, expected) => {
  test.each(Object.entries(expected))('%s: %s', (question, answer) => { expect(placeOf(value)).toHaveProperty(question, answer); });
});
