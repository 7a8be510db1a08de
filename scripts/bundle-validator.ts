import { join } from 'path';
import { buildSync } from 'esbuild';

/*
 * Writes engine, model, rules and their facts over the compiled engine, as one file: loading hundreds of files takes
 * longer than validating an app (docs/decisions/004-lazy-requires.md). The names of functions stay, for stack traces.
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
