import { readFileSync } from 'fs';
import { join } from 'path';
import { build, Plugin } from 'esbuild';
import * as ts from 'typescript';

/*
 * Bundles engine, model, rules and their facts into one file, which replaces the compiled engine: loading hundreds of files takes
 * longer than validating an app (docs/decisions/004-lazy-requires.md). Function names stay as they are, for stack traces. The examples of
 * rules are for tests and documents only, and creating them would be half of the time to load the validator.
 */

const REPOSITORY = join(__dirname, '..');
const EXAMPLES: readonly string[] = ['scene', 'bad', 'good'];

const withoutExamples: Plugin = {
  name: 'rules without examples',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]validation[\\/]rules[\\/][^\\/]+[\\/][^\\/]+\.ts$/ }, ({ path }) => {
      const { text, statements } = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
      const examples = statements.flatMap(examplesIn).reverse();
      return { loader: 'ts', contents: examples.reduce((rest, { pos, end }) => `${rest.slice(0, pos)}${rest.slice(end).replace(/^,/, '')}`, text) };
    });
  },
};

/** The properties with examples in `export default defineRule({ … })`. */
function examplesIn(statement: ts.Statement): readonly ts.ObjectLiteralElementLike[] {
  if (!ts.isExportAssignment(statement) || !ts.isCallExpression(statement.expression)) { return []; }
  const [rule] = statement.expression.arguments;
  if (!ts.isObjectLiteralExpression(rule)) { throw new Error(`${statement.getSourceFile().fileName} does not define its rule as an object`); }
  return rule.properties.filter(({ name }) => name !== undefined && ts.isIdentifier(name) && EXAMPLES.includes(name.text));
}

build({
  absWorkingDir: REPOSITORY,
  entryPoints: ['src/validation/engine/validate.ts'],
  outfile: process.argv[2] ?? 'lib/validation/engine/validate.js',
  allowOverwrite: true,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  logLevel: 'warning',
  plugins: [withoutExamples],
}).catch(() => { process.exitCode = 1; });
