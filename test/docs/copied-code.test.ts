import { readdirSync, readFileSync } from 'fs';
import { join, resolve } from 'path';

const REPOSITORY = resolve(__dirname, '../..');
const GUIDES = join(REPOSITORY, 'docs/guides');
const DOCUMENTS = [join(REPOSITORY, 'README.md'), ...readdirSync(GUIDES).map(file => join(GUIDES, file))];

const filesIn = (folder: string, ending: string) => readdirSync(join(REPOSITORY, folder), { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith(ending))
  .map(file => readFileSync(join(REPOSITORY, folder, file), 'utf8'));

const blocksOf = (language: string) => DOCUMENTS.flatMap(document =>
  [...readFileSync(document, 'utf8').matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)\n\`\`\`$`, 'gm'))].map(([, code]) => code));

test.each([
  { language: 'python', folder: 'test/python', ending: '.py' },
  { language: 'java', folder: 'test/java', ending: '.java' },
])('code in $language is copied from files that tests run', ({ language, folder, ending }) => {
  const files = filesIn(folder, ending);
  const blocks = blocksOf(language);
  expect(blocks.length).toBeGreaterThan(1);
  expect(blocks.filter(code => !files.some(file => file.includes(code)))).toEqual([]);
});
