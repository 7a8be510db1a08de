import { existsSync, readdirSync, rmSync } from 'fs';
import { join } from 'path';

/*
 * Removes from lib what was compiled from sources that are gone: jsii leaves it there, and npm would pack it.
 * Current files stay, so that neither a watching compiler nor the bundled validator loses any.
 */

const LIB = join(__dirname, '../lib');
const SRC = join(__dirname, '../src');
const COMPILED = /(\.d\.ts|\.js|\.js\.map|\.d\.ts\.map)$/;

for (const file of existsSync(LIB) ? readdirSync(LIB, { recursive: true, encoding: 'utf8' }) : []) {
  if (COMPILED.test(file) && !existsSync(join(SRC, file.replace(COMPILED, '.ts')))) { rmSync(join(LIB, file)); }
}
