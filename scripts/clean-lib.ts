import { existsSync, readdirSync, rmSync } from 'fs';
import { join } from 'path';

/*
 * Removes compiled files of deleted sources from lib: jsii does not remove them, and npm would pack them.
 * Keeps current files, because a watching compiler and the bundled validator need them.
 */

const LIB = join(__dirname, '../lib');
const SRC = join(__dirname, '../src');
const COMPILED = /(\.d\.ts|\.js|\.js\.map|\.d\.ts\.map)$/;

for (const file of existsSync(LIB) ? readdirSync(LIB, { recursive: true, encoding: 'utf8' }) : []) {
  if (COMPILED.test(file) && !existsSync(join(SRC, file.replace(COMPILED, '.ts')))) { rmSync(join(LIB, file)); }
}
