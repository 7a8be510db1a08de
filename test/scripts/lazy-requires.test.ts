import { withLazyRequires } from '../../scripts/support/lazy-requires';

const HEAD = 'let ecs$; const ecs = () => ecs$ ??= require("aws-cdk-lib/aws-ecs");\n';

/** The transformed lines, after a required `ecs`. */
const lazy = (lines: string) => withLazyRequires(`const ecs = require("aws-cdk-lib/aws-ecs");\n${lines}`);

test.each([
  ['a property', 'ecs.Cluster;', 'ecs().Cluster;'],
  ['a call', '(0, ecs.helper)(1);', '(0, ecs().helper)(1);'],
  ['a construction', 'new ecs.Cluster(ecs.x);', 'new (ecs().Cluster)(ecs().x);'],
  ['a construction of a member', 'new ecs.base.Cluster();', 'new (ecs().base.Cluster)();'],
  ['a base class', 'class A extends ecs.Cluster {}', 'class A extends ecs().Cluster {}'],
  ['a static call', 'ecs.Cluster.of(new A());', 'ecs().Cluster.of(new A());'],
  ['a shorthand', '({ ecs });', '({ ecs: ecs() });'],
  ['a property with the same name', 'a.ecs = { ecs: 1 };', 'a.ecs = { ecs: 1 };'],
])('%s is required on first use', (_, before, after) => { expect(lazy(before)).toBe(HEAD + after); });

test('a local variable with the same name is not changed', () => {
  const text = 'const ecs = require("x");\nfunction f(ecs) { return ecs.a; }\n';
  expect(withLazyRequires(text)).toBe(text);
});

test('a require for side effects is not changed', () => { expect(withLazyRequires('require("x");')).toBe('require("x");'); });

test('a namespace import is required on first use', () => {
  expect(withLazyRequires('const a = __importStar(require("a"));\na.b;')).toBe('let a$; const a = () => a$ ??= __importStar(require("a"));\na().b;');
});

test('its own output is not changed', () => { expect(withLazyRequires(lazy('new ecs.Cluster();'))).toBe(lazy('new ecs.Cluster();')); });
