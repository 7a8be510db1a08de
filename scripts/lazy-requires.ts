import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'fs';
import { join } from 'path';
import { withLazyRequires } from './support/lazy-requires';

/*
 * Makes the compiled constructs load modules on first use, as aws-cdk-lib does: importing the package then loads
 * only the modules that an app uses. A second run changes nothing.
 */

/** The files that programs import. Engine, model and rules are loaded together, when the validator runs. */
const LAZY = ['index.js', 'constructs', 'validation/ecs-validator.js', 'validation/plugin'];

for (const file of LAZY.map(path => join(__dirname, '../lib', path)).filter(existsSync).flatMap(filesIn)) {
  const before = readFileSync(file, 'utf8');
  const after = withLazyRequires(before);
  if (after !== before) { writeFileSync(file, after); }
}

function filesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) { return [path]; }
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.js')).map(file => join(path, file));
}
