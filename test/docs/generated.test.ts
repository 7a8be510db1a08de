import { spawnSync } from 'child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { basename, dirname, join, resolve } from 'path';
import { REGISTRY, registryText } from '../../projenrc/rule-registry';
import { PAGES, ruleDocuments, SUBJECTS } from '../../scripts/support/rules-document';

const REPOSITORY = resolve(__dirname, '../..');

test('the registry lists the existing rules', () => {
  expect(readFileSync(REGISTRY, 'utf8')).toBe(registryText());
});

describe('the documents of the rules', () => {
  const documents = ruleDocuments();
  const read = (path: string) => readFileSync(join(REPOSITORY, path), 'utf8');

  test.each([...documents])('%s matches the rules', (path, text) => { expect(read(path)).toBe(text); });

  test('have a page for each domain, and no other pages', () => {
    const pages = [...documents.keys()].filter(path => dirname(path) === PAGES).map(path => basename(path));
    expect(readdirSync(join(REPOSITORY, PAGES)).sort()).toEqual(pages.sort());
    expect(Object.keys(SUBJECTS).map(domain => `${domain}.md`).sort()).toEqual(pages);
  });

  test.each(['docs/rule-coverage.md', ...documents.keys()])('the links in %s lead to headings', document => {
    const { repository } = JSON.parse(read('package.json')) as { repository: { url: string } };
    const home = `${repository.url.replace(/\.git$/, '')}/blob/main/`;
    const headings = new Map([...documents].map(([path, text]) => [path, [...text.matchAll(/^## `?([\w-]+)`?$/gm)].map(([, heading]) => heading)]));
    const links = [...read(document).matchAll(/\]\(([^)#]*)#([^)]+)\)/g)].filter(([, path]) => !path.startsWith('https://') || path.startsWith(home));
    const broken = links.filter(([, path, heading]) => {
      const target = path.startsWith(home) ? path.slice(home.length) : path ? join(dirname(document), path) : document;
      return !headings.get(target)?.includes(heading);
    });
    expect(links.length).toBeGreaterThan(0);
    expect(broken.map(([link]) => link)).toEqual([]);
  });
});

test('API.md matches the docstrings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'api-'));
  try {
    const { status, stderr } = spawnSync(process.execPath, [join(REPOSITORY, 'node_modules/.bin/jsii-docgen'), '-o', join(folder, 'API.md')], { cwd: REPOSITORY, encoding: 'utf8' });
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    expect(readFileSync(join(REPOSITORY, 'API.md'), 'utf8')).toBe(readFileSync(join(folder, 'API.md'), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
