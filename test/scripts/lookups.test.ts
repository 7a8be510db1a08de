import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { unsafeLookups } from '../../scripts/support/lookups';

const SOURCES = join(__dirname, '../../src');

/** The function that looks up a table by any string. */
const OWN = 'facts/own.ts';

test('no code that reads templates looks up a table by any string, which would find `constructor`', () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter(file => /^(?:facts|validation.(?:model|rules|engine)).*\.ts$/.test(file) && file !== OWN);
  expect(unsafeLookups(files.map(file => join(SOURCES, file)))).toEqual([]);
});

test('look-ups by any string are found, but not those by literals and numbers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lookups-'));
  try {
    const file = join(folder, 'fixture.ts');
    writeFileSync(file, [
      'declare const table: Record<string, number>; declare const key: string; declare const kind: "a" | "b"; declare const list: number[];',
      'export const one = table[key];',
      'export const two = key in table;',
      'export const { [key]: three } = table;',
      'export const fine = [table[kind], table["a"], list[0], list[one], "a" in table];',
      'table[key] = 1;',
    ].join('\n'));
    expect(unsafeLookups([file]).map(({ place }) => place.split(':').at(-1))).toEqual(['2', '3', '4']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
