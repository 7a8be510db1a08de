import { CONDITION_FORMATS, HEADER_NAME, wildcardsIn } from '../../src/facts/listener-rules';
import { hasFormat } from '../../src/facts/value-format';

describe.each<[keyof typeof CONDITION_FORMATS, string[], string[]]>([
  ['host-header', ['example.com', '*.example.com', 'api-*.*', 'a_b.example.com', 'API.example.com', '10.0.0.1', '*', 'shop?.example.com', 'example.xn--p1ai', 'a.XN--VERMGENSBERATUNG-PWB', '*.xn--*'], ['foo-bar', 'localhost', 'example.com:8443', 'https://example.com', 'example.com/a', 'a b.example.com', 'a.foo-bar', 'xn--p1ai', 'a.xn--p1ai-', '', `${'a'.repeat(125)}.com`]],
  ['path-pattern', ['/*', '/a/b', '/a%20b', '/~u/"x"', '*.php', `/${'a'.repeat(127)}`], ['/a b', '/ä', 'a', `/${'a'.repeat(128)}`, '']],
  ['http-header', ['*Chrome*', 'a b', 'a'.repeat(128)], ['ä', 'a'.repeat(129), '']],
  ['query-string', ['v1', '*a*'], ['a b', 'a'.repeat(129)]],
  ['http-request-method', ['GET', 'M-SEARCH', 'A'.repeat(40)], ['get', 'GET*', 'A'.repeat(41)]],
  ['source-ip', ['10.0.0.0/8', '192.0.2.1/32', '0.0.0.0/0', '2001:db8::/32', '::/0', '::ffff:10.0.0.1/128'], ['10.0.0.1', '10.0.0.0/33', '300.0.0.0/8', '255.255.255.255/32', '10.0.*.*', '2001:db8::/129']],
])('a condition value for %s', (field, accepted, refused) => {
  const { pattern } = CONDITION_FORMATS[field];
  test.each(accepted)('can be "%s"', value => expect(pattern.test(value)).toBe(true));
  test.each(refused)('cannot be "%s"', value => expect(pattern.test(value)).toBe(false));
});

describe('the header name of a condition', () => {
  test.each(['User-Agent', 'x-tenant', 'x_1', 'hosts'])('can be "%s"', name => expect(hasFormat(name, HEADER_NAME)).toBe(true));
  test.each(['Host', 'host', 'a b', 'a:'])('cannot be "%s"', name => expect(hasFormat(name, HEADER_NAME)).toBe(false));
});

test.each<[string, number]>([['/*', 1], ['/a', 0], ['/?/*/x*', 3], [String.raw`a\*b`, 0]])('%s has %d wildcards', (value, count) => {
  expect(wildcardsIn(value)).toBe(count);
});
