import { mutantsOf } from '../../scripts/support/mutants';

/** The mutants of a rule with these statements in `check`. */
const changes = (statements: string, rest = '') => mutantsOf(rule(statements, rest)).map(({ change }) => change);

function rule(statements: string, rest = ''): string {
  return `export default defineRule({ *check(service) { ${statements} }, bad: { a: b ? c : d } });\n${rest}`;
}

test.each([
  ['an if', 'if (a) { return; }', ['if (a) → true', 'if (a) → false']],
  ['a conditional expression', 'yield a ? b : c;', ['a ? … : … → true', 'a ? … : … → false']],
  ['each operand of a chain', 'yield a && b && c;', ['a && b && c → without a', 'a && b && c → without b', 'a && b && c → without c']],
  ['a chain in a chain', 'yield a || (b && c);', ['a || (b && c) → without a', 'a || (b && c) → without (b && c)', 'b && c → without b', 'b && c → without c']],
  ['a filter', 'yield a.b().filter(c => c.d);', ['.filter(c => c.d) → keeps all']],
  ['the same guard twice', 'if (a) { b(); } if (a) { c(); }', ['if (a) → true', 'if (a) → false', 'if (a) → true (2)', 'if (a) → false (2)']],
  ['nothing in code without guards', 'yield a.b;', []],
])('finds %s', (_, statements, expected) => { expect(changes(statements)).toEqual(expected); });

test('finds guards in functions that check calls indirectly', () => {
  expect(changes('yield* outer();', 'function outer() { return inner(); }\nconst inner = () => a ? b : c;')).toEqual(['a ? … : … → true', 'a ? … : … → false']);
});

test('ignores functions that build examples', () => { expect(changes('yield a;', 'function example() { return a ? b : c; }')).toEqual([]); });

test('changes only the guard', () => {
  expect(mutantsOf(rule('if (a && b) { yield c; }')).map(({ source }) => source)).toEqual([
    rule('if (true) { yield c; }'), rule('if (false) { yield c; }'), rule('if ((b)) { yield c; }'), rule('if ((a)) { yield c; }'),
  ]);
});

test('names a mutant independently of line numbers', () => { expect(changes('\n\nif (a\n  && b) { return; }')).toEqual(changes('if (a && b) { return; }')); });
