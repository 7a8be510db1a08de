import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'fs';
import { join } from 'path';
import { withLazyRequires } from './support/lazy-requires';

/*
 * Makes the compiled constructs load what they need when they first need it, as aws-cdk-lib does with itself:
 * importing the package then costs what is used of it. Run on what it has written it changes nothing.
 */

/** What programs import; engine, model and rules are loaded together, when the validator asks them. */
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
