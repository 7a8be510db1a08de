import { existsSync, readFileSync } from 'fs';
import { join } from 'path';

/*
 * npm runs this before it packs. `npx jsii` alone compiles the validator as modules, which the package does not contain
 * (docs/decisions/004-lazy-requires.md), so the packed validator would find no rules.
 */

const FILE = 'lib/validation/engine/validate.js';
const path = join(process.cwd(), FILE);
const problem = existsSync(path)
  ? / require\(['"]\./.test(readFileSync(path, 'utf8')) && 'loads modules that are not packed'
  : 'is missing';

if (problem !== false) {
  console.error(`${FILE} ${problem}. Run \`npx projen compile\`, which bundles the validator, and pack again.`);
  process.exitCode = 1;
}
