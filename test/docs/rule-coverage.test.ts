import { readFileSync } from 'fs';
import { join } from 'path';
import { coverageDocument, readCoverage } from '../../scripts/coverage';
import { RULES } from '../../src/validation/rules/registry.generated';

const DOCUMENT = join(__dirname, '../../docs/rule-coverage.md');
const IDS = new Set(RULES.map(({ id }) => id));

test.each(readCoverage().map(({ catalogue, key, rules }) => [`${catalogue}/${key}`, rules] as const))('%s contains existing rules', (_, rules) => {
  expect(rules.filter(rule => !IDS.has(rule))).toEqual([]);
});

test('each key is unique in a catalogue', () => {
  const keys = readCoverage().map(({ catalogue, key }) => `${catalogue}/${key}`);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

test('every row states the requirement, or why no rule covers it', () => {
  expect(readCoverage().filter(({ text }) => !text)).toEqual([]);
});

test('the document matches its source', () => {
  expect(readFileSync(DOCUMENT, 'utf8')).toBe(coverageDocument());
});

test('the catalogues of other tools have a heading with the version', () => {
  expect(coverageDocument().split('\n').filter(line => line.startsWith('## Rules of '))).toEqual(['## Rules of cdk-preflight 1.9.1', '## Rules of cfn-lint 1.58']);
});
