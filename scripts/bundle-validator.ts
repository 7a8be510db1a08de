import { join } from 'path';
import { buildSync } from 'esbuild';

/*
 * Bundles engine, model, rules and their facts into one file, which replaces the compiled engine: loading hundreds of files takes
 * longer than validating an app (docs/decisions/004-lazy-requires.md). Keeps the names of functions, for stack traces.
 */

const REPOSITORY = join(__dirname, '..');

buildSync({
  absWorkingDir: REPOSITORY,
  entryPoints: ['src/validation/engine/validate.ts'],
  outfile: 'lib/validation/engine/validate.js',
  allowOverwrite: true,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  keepNames: true,
  logLevel: 'warning',
});
