import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { dirname, join } from 'path';

const REPOSITORY = join(__dirname, '..');

/** The files that npm packs. */
const PACKED = new Set((JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--silent'], { cwd: REPOSITORY, encoding: 'utf8' })) as
  [{ files: { path: string }[] }])[0].files.map(({ path }) => path));

const IMPORT = /(?:require\(|from |import\()['"](\.[^'"]*)['"]/g;

/** What the packed files of an ending load, or take types from, and is not packed. */
function missing(ending: string): string[] {
  return [...PACKED].filter(file => file.startsWith('lib/') && file.endsWith(ending)).flatMap(file => {
    const loaded = [...readFileSync(join(REPOSITORY, file), 'utf8').matchAll(IMPORT)].map(([, path]) => join(dirname(file), path));
    return loaded.filter(path => ![path, `${path}${ending}`, join(path, `index${ending}`)].some(found => PACKED.has(found))).map(path => `${file}: ${path}`);
  });
}

test('all that the packed modules load is packed', () => { expect(missing('.js')).toEqual([]); });

test('all that the packed types name is packed', () => { expect(missing('.d.ts')).toEqual([]); });

test('what the bundled validator replaces is not packed', () => {
  expect([...PACKED].filter(file => /^lib\/validation\/(model|rules|scenes)\/.*\.js$/.test(file))).toEqual([]);
});

test('the validator is packed as one file that loads no other', () => {
  const file = 'lib/validation/engine/validate.js';
  expect(PACKED).toContain(file);
  expect([...readFileSync(join(REPOSITORY, file), 'utf8').matchAll(IMPORT)]).toEqual([]);
});
