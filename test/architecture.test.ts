import { existsSync, readdirSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { loadESLint } from 'eslint';
import { stronglyConnectedComponents } from '../src/validation/model/queries/strongly-connected-components';

const REPOSITORY = join(__dirname, '..');

/** Existing files that are replaced by a fixture when it is linted. */
const FACT = 'src/facts/defaults.ts';
const MODEL = 'src/validation/model/evaluation/value.ts';
const INDEX = 'src/validation/model/index/resource-index.ts';
const ENTITY = 'src/validation/model/entities/cluster.ts';
const QUERY = 'src/validation/model/queries/services.ts';
const RULE = 'src/validation/rules/task/awsvpc-host-port.ts';
const SECRET = 'src/constructs/secrets/secret-source.ts';
const SERVICE = 'src/constructs/service/container-service.ts';

interface Message {
  readonly ruleId: string | null;
  readonly message: string;
}

interface Config {
  readonly rules: Readonly<Record<string, unknown>>;
  readonly parserOptions: Readonly<Record<string, unknown>>;
}

/** The lint rules for a file, without those that need the types of the whole program. */
function architectural({ rules, parserOptions, ...config }: Config): Record<string, unknown> {
  return {
    ...config,
    rules: Object.fromEntries(Object.entries(rules).filter(([id]) => /^(import|no-restricted-)/.test(id))),
    parserOptions: { ...parserOptions, project: undefined },
  };
}

async function lint(place: string, code: string): Promise<readonly Message[]> {
  if (!existsSync(join(REPOSITORY, place))) { throw new Error(`${place} is no longer there to lint in place of`); }
  const filePath = join(REPOSITORY, place);
  const ESLint = await loadESLint({ useFlatConfig: false });
  const config = await new ESLint({ cwd: REPOSITORY }).calculateConfigForFile(filePath) as Config;
  const [{ messages }] = await new ESLint({ cwd: REPOSITORY, useEslintrc: false, baseConfig: architectural(config) }).lintText(code, { filePath });
  return messages;
}

const rulesBroken = async (place: string, code: string) => (await lint(place, code)).map(({ ruleId }) => ruleId);

test.each([
  ['facts import nothing', FACT, "export { TaskSize } from '../constructs/capacity/task-size';"],
  ['the model does not know the rules', MODEL, "export { RULES } from '../../rules/registry.generated';"],
  ['the evaluation of templates does not import the index', MODEL, "export { grouped } from '../index/grouped';"],
  ['the evaluation of templates does not import entities', MODEL, "export { Cluster } from '../entities/cluster';"],
  ['the index does not import entities', INDEX, "export { Cluster } from '../entities/cluster';"],
  ['an entity does not import queries', ENTITY, "export { callsOf } from '../queries/call';"],
  ['an entity does not import the application', ENTITY, "export { Application } from '../application';"],
  ['a query does not import the application', QUERY, "export { Application } from '../application';"],
  ['a rule does not know the engine', RULE, "export { validate } from '../../engine/validate';"],
  ['a rule imports no other rule', RULE, "export { default } from './fargate-task-size';"],
  ['a rule does not know the constructs', RULE, "export { TaskSize } from '../../../constructs/capacity/task-size';"],
  ['constructs know the validator but not its inside', SERVICE, "export { validate } from '../../validation/engine/validate';"],
  ['a spoke does not know the hub', SECRET, "export { ContainerService } from '../service/container-service';"],
])('%s', async (_, place, code) => {
  expect(await rulesBroken(place, code)).toContain('import/no-restricted-paths');
});

test('an imported type is imported at the top of the file, where the zones are checked', async () => {
  expect(await rulesBroken(RULE, "export type Found = import('../../engine/validate').Finding;\n")).toContain('no-restricted-syntax');
});

test('constructs cannot be imported by a path inside the package either', async () => {
  expect(await rulesBroken(RULE, "import { Construct } from 'constructs/lib/construct';\nexport const made = Construct;\n")).toContain('no-restricted-imports');
});

describe('the table of imports', () => {
  const [, importTable] = readFileSync(join(REPOSITORY, 'docs/ARCHITECTURE.md'), 'utf8').split(/<!-- table:(?:start|end) -->/);
  const rows = [...importTable.matchAll(/^\| `([^`]+)` \|/gm)].map(([, folder]) => folder);

  test('has only folders and files that exist', () => {
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter(row => !existsSync(join(REPOSITORY, 'src', row)))).toEqual([]);
  });

  test('has a row for each source file but the entry point', () => {
    const files = readdirSync(join(REPOSITORY, 'src'), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
    expect(files.filter(file => !rows.some(row => file === row || file.startsWith(`${row}/`)))).toEqual(['index.ts']);
  });
});

describe('circles of type imports', () => {
  /** For each file of a folder, the files of the folder that it imports. */
  const importsIn = (folder: string) => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
    return files.map(file => [...readFileSync(join(folder, file), 'utf8').matchAll(/ from '(\.[^']*)';/g)]
      .map(([, path]) => files.indexOf(`${join(dirname(file), path)}.ts`)).filter(imported => imported >= 0));
  };

  test('join at most five files of the model', () => {
    const sizes = stronglyConnectedComponents(importsIn(join(REPOSITORY, 'src/validation/model'))).map(({ length }) => length);
    // the natural ones, which also show that imports are found: a resource and its properties, a task definition and its task runners
    expect(sizes.length).toBeGreaterThan(0);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(5);
  });
});

const REPORT = 'src/report/topology.ts';
const ENGINE = 'src/validation/engine/validate.ts';
const SCENE = 'src/validation/scenes/scenes.ts';

test.each([
  ['facts', FACT], ['the model', MODEL], ['entities', ENTITY], ['rules', RULE], ['the engine', ENGINE], ['scenes', SCENE], ['the report', REPORT],
])('%s work on templates alone', async (_, place) => {
  expect(await rulesBroken(place, "import { Stack } from 'aws-cdk-lib';\nexport const made = Stack;\n")).toContain('no-restricted-imports');
});

describe('a question about a value is negated', () => {
  /** `statement` in a generator that is given two values. */
  const withValues = (statement: string) => [
    "import type { Value } from '../../model/evaluation/value';",
    `export function* check(port: Value<number>, mode: Value<string>, flags: readonly boolean[]) { for (const flag of flags) { ${statement} } }`,
    '',
  ].join('\n');

  test.each([
    'if (!port.is(80)) { return; }',
    'if (!port.is(80)) { continue; }',
    'if (!port.is(80) || !mode.isOneOf(["host"])) { return; }',
    'if (flag && !port.satisfies(each => each > 0) && !mode.differs("host")) { continue; }',
    'if (flag || (flag && !port.isNoneOf([80]))) { return; }',
    'if (!port.is(80)) { return false; } yield flag;',
    'if (!port.is(80)) { return undefined; } yield flag;',
    'if (!port.is(80)) { return []; } yield flag;',
  ])('allowed in a guard that returns nothing: %s', async statement => {
    expect(await rulesBroken(RULE, withValues(statement))).not.toContain('no-restricted-syntax');
  });

  test.each([
    'if (!port.is(80)) { yield flag; }',
    'if (flag && !port.is(80)) { yield flag; }',
    'if (!port.is(80)) { return; } else { yield flag; }',
    'if (!port.is(80)) { yield flag; return; }',
    'if (!port.is(80)) { return true; }',
    'if (!port.is(80)) { return 80; }',
    'if (flags.some(() => !port.is(80))) { return; }',
    'if (flag) { const other = !mode.differs("host"); yield other; return; }',
    'const other = !port.isOneOf([80]); yield other;',
    'yield flag && !port.satisfies(each => each > 0);',
    'yield !mode.isNoneOf(["host"]) ? flag : undefined;',
    'yield !flags.at(0) && !(port as Value<number> | undefined)?.is(80);',
    'yield port.is(80) === false;',
    'yield port.is(80) !== true;',
  ])('refused elsewhere: %s', async statement => {
    expect(await rulesBroken(RULE, withValues(statement))).toContain('no-restricted-syntax');
  });
});

test('allows the imports in the table', async () => {
  expect(await rulesBroken(SERVICE, "export { Capacity } from '../capacity/capacity';\n")).toEqual([]);
});

test('only one folder of constructs knows Fargate, so a new kind of compute changes only that folder', () => {
  const constructs = join(REPOSITORY, 'src/constructs');
  const others = readdirSync(constructs, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts') && !file.startsWith('capacity/'));
  const code = (file: string) => readFileSync(join(constructs, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g, '');
  expect(others.filter(file => /fargate/i.test(code(file)))).toEqual([]);
});
