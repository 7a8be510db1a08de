import { LOAD_BALANCER_NAME, TARGET_GROUP_NAME } from '../../src/facts/load-balancer-names';
import { PORT_MAXIMUM, PORT_NUMBER } from '../../src/facts/ports';
import { Format, hasFormat, inWords } from '../../src/facts/value-format';

describe.each<[string, Format, (string | number)[], (string | number)[], string]>([
  ['pattern', { pattern: /^\//, form: 'a path' }, ['/', '/a'], ['', 'a/'], 'a path'],
  ['text that is not empty', { isFilled: true, form: 'set' }, ['a', ' '], [''], 'set'],
  ['list', { oneOf: ['a', 'b', 'c'] }, ['a', 'c'], ['A', ''], 'a, b or c'],
  ['list in any case', { oneOf: ['tcp', 'udp'], anyCase: true }, ['tcp', 'UDP'], ['quic'], 'tcp or udp'],
  ['range', { min: 1, max: 99, unit: 'percent' }, [1, '99'], [0, '100', -1], 'from 1 to 99 percent'],
  ['minimum', { min: 1, form: 'at least 1' }, [1, 1000], [0], 'at least 1'],
])('a %s', (_, format, valid, invalid, words) => {
  test.each(valid)('accepts "%s"', value => expect(hasFormat(value, format)).toBe(true));
  test.each(invalid)('refuses "%s"', value => expect(hasFormat(value, format)).toBe(false));
  test('is described', () => expect(inWords(format)).toBe(words));
});

describe('a port number', () => {
  const port = new RegExp(`^(?:${PORT_NUMBER})$`);
  test.each([0, PORT_MAXIMUM + 1, 70_000, 100_000])('cannot be %d', value => expect(port.test(String(value))).toBe(false));
  test('can be any other', () => {
    expect(Array.from({ length: PORT_MAXIMUM }, (_, index) => index + 1).filter(value => !port.test(String(value)))).toEqual([]);
  });
});

test('a load balancer, other than a target group, cannot have the name of an internal load balancer', () => {
  expect([LOAD_BALANCER_NAME, TARGET_GROUP_NAME].map(format => hasFormat('internal-web', format))).toEqual([false, true]);
});
