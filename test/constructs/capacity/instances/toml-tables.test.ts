import * as fc from 'fast-check';
import { parseTables, renderTables, withTables } from '../../../../src/constructs/capacity/instances/toml-tables';

test('keys before the first header stay before it', () => {
  expect(renderTables(withTables([{ name: 'a', lines: ['x = 1'] }], parseTables('top = true\n[b]\ny = 2')))).toBe('top = true\n\n[a]\nx = 1\n\n[b]\ny = 2');
});

test('a header in a string of several lines is text', () => {
  expect(parseTables('[a]\nmotd = """\n[b]\n\ntext"""\n[c]\nx = 1')).toEqual([
    { name: 'a', lines: ['motd = """', '[b]', '', 'text"""'] },
    { name: 'c', lines: ['x = 1'] },
  ]);
});

test('an array of tables belongs to the table before it', () => {
  expect(parseTables('[a]\n[[a.list]]\nx = 1').map(({ name }) => name)).toEqual(['a']);
});

test('every table is written once, with all lines', () => {
  const line = fc.stringMatching(/^[a-z]{1,8} = \d{1,3}$/);
  const table = fc.record({ name: fc.constantFrom('settings.ecs', 'settings.kernel', 'settings.ntp'), lines: fc.array(line, { minLength: 1, maxLength: 4 }) });
  fc.assert(fc.property(fc.array(table), fc.array(table), (own, others) => {
    const text = renderTables(withTables(own, parseTables(renderTables(others))));
    const headers = text.split('\n').filter(each => each.startsWith('['));
    expect(new Set(headers).size).toBe(headers.length);
    const lines = text.split('\n').filter(each => each.includes('='));
    expect(lines.sort()).toEqual([...own, ...others].flatMap(each => each.lines).sort());
  }));
});
