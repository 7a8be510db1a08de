import { readFileSync } from 'fs';
import { join } from 'path';
import { REPOSITORY } from './command';

/** The complete app in the README. */
export const readmeApp = () => onlyBlock('typescript');

/** The output of the CDK in the README. */
export const readmeOutput = () => onlyBlock('');

function onlyBlock(language: string): string {
  const readme = readFileSync(join(REPOSITORY, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].filter(([, fence]) => fence === language);
  if (blocks.length !== 1) { throw new Error(`README.md has ${blocks.length} blocks of "${language}" instead of one`); }
  return blocks[0][2];
}
