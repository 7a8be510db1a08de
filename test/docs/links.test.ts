import { existsSync, readdirSync, readFileSync } from 'fs';
import { dirname, join, relative, resolve } from 'path';

const REPOSITORY = resolve(__dirname, '../..');
const DECISIONS = join(REPOSITORY, 'docs/decisions');
const INDEX = join(DECISIONS, 'README.md');

const markdownIn = (folder: string, recursive: boolean) => readdirSync(join(REPOSITORY, folder), { recursive, encoding: 'utf8' })
  .filter(file => file.endsWith('.md'))
  .map(file => join(REPOSITORY, folder, file));

/** The README has only absolute links: test/package.test.ts. */
const DOCUMENTS = [...markdownIn('.', false), ...markdownIn('docs', true)].map(file => [relative(REPOSITORY, file), file] as const);

const LINK = /\]\(([^)\s]+)\)/g;
const linksOf = (file: string) => [...readFileSync(file, 'utf8').matchAll(LINK)].map(([, link]) => link);

/** The fragments that GitHub creates from headings, and those that are written as HTML. */
function fragmentsOf(file: string): ReadonlySet<string> {
  const text = readFileSync(file, 'utf8');
  const headings = [...text.matchAll(/^#+ +(.*)$/gm)].map(([, heading]) => heading.toLowerCase().replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '').trim().replace(/ /g, '-'));
  return new Set([...headings, ...[...text.matchAll(/(?:id|name)="([^"]+)"/g)].map(([, id]) => id)]);
}

test.each(DOCUMENTS)('the links in %s lead to files and headings in the repository', (_, document) => {
  const broken = linksOf(document).filter(link => !/^https?:/.test(link)).filter(link => {
    const [path, fragment] = link.split('#');
    const file = path === '' ? document : join(dirname(document), path);
    return !existsSync(file) || (fragment !== undefined && file.endsWith('.md') && !fragmentsOf(file).has(fragment));
  });
  expect(broken).toEqual([]);
});

describe('the index of the decisions', () => {
  const rows = [...readFileSync(INDEX, 'utf8').matchAll(/^\| (\d{3}) \| \[(.+)\]\((.+)\) \| (.+) \|$/gm)].map(([, number, title, file, summary]) => ({ number, title, file, summary }));
  const files = readdirSync(DECISIONS).filter(file => file !== 'README.md').sort();

  test('lists every decision, in order', () => { expect(rows.map(({ file }) => file)).toEqual(files); });

  test.each(rows)('has the number and the title of $file', ({ number, title, file }) => {
    const [heading] = readFileSync(join(DECISIONS, file), 'utf8').split('\n');
    expect(file).toMatch(new RegExp(`^${number}-`));
    expect(heading.replace(/^# (\d{3})(?: ·|:) /, '# $1 ')).toBe(`# ${number} ${title}`);
  });
});
