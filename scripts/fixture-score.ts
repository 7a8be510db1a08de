import { existsSync, readdirSync, readFileSync } from 'fs';
import { basename, dirname, join } from 'path';
import { readTemplate } from './templates';
import { Finding, validate } from '../src/validation/engine/validate';

/** A template with one flaw, the one it was made from, and the row of a catalogue that it is an example of. */
interface Fixture {
  readonly key: string;
  readonly bad: string;
  readonly good: string;
}

interface Verdict {
  readonly key: string;
  readonly isFound: boolean;
  readonly told: readonly Finding[];
}

/** Whether a folder holds pairs of templates instead of single ones. */
export function holdsFixtures(folder: string): boolean {
  return /\/fixtures\/?$/.test(folder) || /^fixtures$/.test(basename(dirname(folder)));
}

/** Says of each pair whether the bad template draws what the good one does not, on the property that the catalogue names. */
export function printScore(folder: string, leftOut: ReadonlySet<string>): void {
  for (const each of basename(folder) === 'fixtures' ? foldersIn(folder) : [folder]) {
    const properties = propertiesByKey(each);
    const verdicts = fixturesOf(each).map(fixture => judge(fixture, properties.get(fixture.key)));
    const counted = verdicts.filter(({ key }) => !leftOut.has(key));
    for (const { key, told } of counted.filter(({ isFound }) => !isFound)) {
      console.log(`missed  ${basename(each)}/${key}${told.map(({ rule, path }) => ` (${rule.id} at ${path})`).join('')}`);
    }
    const found = counted.filter(({ isFound }) => isFound).length;
    const percent = (100 * found / Math.max(counted.length, 1)).toFixed(1);
    console.log(`${basename(each)}: ${found} of ${counted.length} found (${percent} %), ${verdicts.length - counted.length} left out`);
  }
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).filter(each => each.isDirectory()).map(each => join(folder, each.name));
}

function fixturesOf(folder: string): Fixture[] {
  const bases = [join(folder, 'BASES.tsv'), join(folder, 'good/BASES.tsv')].find(existsSync);
  if (!bases) {
    return readdirSync(folder).filter(file => file.endsWith('.bad.json'))
      .map(file => file.slice(0, -'.bad.json'.length))
      .map(key => ({ key, bad: join(folder, `${key}.bad.json`), good: join(folder, `${key}.good.json`) }));
  }
  const [bad, good] = existsSync(join(folder, 'bad')) ? [join(folder, 'bad'), join(folder, 'good')] : [folder, folder];
  return rowsOf(bases).map(([key, base]) => ({ key, bad: join(bad, `${key}.json`), good: join(good, `${base.replace(/\.json$/, '')}.json`) }))
    .filter(fixture => existsSync(fixture.bad) && existsSync(fixture.good));
}

function judge({ key, bad, good }: Fixture, property: string | undefined): Verdict {
  const known = new Set(findingsOf(good).map(signature));
  const told = findingsOf(bad).filter(finding => !known.has(signature(finding)));
  const words = new Set(property?.match(/[A-Za-z][A-Za-z0-9-]+/g));
  return { key, told, isFound: told.some(({ path }) => words.size === 0 || path.split('.').some(step => words.has(step))) };
}

function findingsOf(file: string): Finding[] {
  return validate([{ name: 'template', template: readTemplate(file) }]);
}

function signature({ rule, logicalId, path, message }: Finding): string { return [rule.id, logicalId, path, message].join(' '); }

/** The property a row of the catalogue beside the fixtures speaks of. */
function propertiesByKey(folder: string): Map<string, string> {
  const catalogue = join(folder, '../..', `${basename(folder)}.tsv`);
  return existsSync(catalogue) ? new Map(rowsOf(catalogue).map(([key, property]) => [key, property])) : new Map<string, string>();
}

function rowsOf(file: string): string[][] {
  return readFileSync(file, 'utf8').trim().split('\n').slice(1).map(line => line.split('\t'));
}
