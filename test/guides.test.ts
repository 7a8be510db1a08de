import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { basename, join } from 'path';
import type { App } from 'aws-cdk-lib';
import * as ts from 'typescript';
import { readmeApp } from '../scripts/support/readme';
import * as library from '../src';
import { importsFor, moduleOf, Snippet, snippetsIn } from './support/snippets';

const README = join(__dirname, '../README.md');
const GUIDES = join(__dirname, '../docs/guides');
const LIBRARY = '../../src';
const IMPORTS_ONLY = /^(?:import .*\n)+$/;
const FOLDER = join(__dirname, '../.work/snippets');

const guides = readdirSync(GUIDES).filter(file => file.endsWith('.md')).map(file => join(GUIDES, file));
const snippets = [README, ...guides].flatMap(snippetsIn).filter(({ code }) => !IMPORTS_ONLY.test(code));
/** A complete app. */
const FIRST_SERVICE: Snippet = { name: 'first service of README.md', code: readmeApp() };
const fileOf = ({ name }: Snippet) => join(FOLDER, `${name.replace(/\W+/g, '-')}.ts`);

beforeAll(() => {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const snippet of snippets) { writeFileSync(fileOf(snippet), moduleOf(snippet, LIBRARY, Object.keys(library))); }
  writeFileSync(fileOf(FIRST_SERVICE), `${FIRST_SERVICE.code.replace("'cdk-ecs-shipshape'", `'${LIBRARY}'`)}\nexport { app };\n`);
});

test.each([FIRST_SERVICE, ...snippets].map(snippet => [snippet.name, snippet] as const))('%s synthesizes without an error of the validator', (_, snippet) => {
  const { app } = module.require(fileOf(snippet)) as { app: App };
  const errors = library.EcsValidator.findings(app).filter(({ severity }) => severity === library.RuleSeverity.ERROR);
  expect(errors.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
});

test.each(guides.map(guide => [basename(guide), snippetsIn(guide)] as const).filter(([, code]) => code.length > 0))('%s starts with the imports of its code', (_, code) => {
  expect(code[0].code.trimEnd()).toBe(importsFor(code, Object.keys(library)));
});

test.each(snippetsIn(README).map(snippet => [snippet.name, snippet] as const))('%s starts with its imports', (_, snippet) => {
  expect(/^(?:import .*\n)*/.exec(snippet.code)?.[0].trimEnd()).toBe(importsFor([snippet], Object.keys(library)));
});

test('the code of the README and the guides type checks', () => {
  const options: ts.CompilerOptions = {
    noEmit: true, strict: true, target: ts.ScriptTarget.ES2022, lib: ['lib.es2023.d.ts'], module: ts.ModuleKind.Node16, types: ['node'], skipLibCheck: true,
  };
  const program = ts.createProgram([FIRST_SERVICE, ...snippets].map(fileOf), options);
  const problems = ts.getPreEmitDiagnostics(program).filter(({ file }) => file?.fileName.includes('snippets'));
  expect(problems.map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`)).toEqual([]);
});
