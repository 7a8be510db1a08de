import { existsSync, readdirSync, readFileSync } from 'fs';
import { basename, dirname, join } from 'path';
import { readTemplate } from './templates';
import { Finding, validate } from '../src/validation/engine/validate';

/** A template with one violation, and its valid base. */
interface Fixture {
  readonly name: string;
  readonly bad: string;
  readonly good: string;
}

interface Verdict {
  readonly name: string;
  /** The row of the catalogue that it violates. */
  readonly key: string;
  /** Whether a rule reports the property that the catalogue names. */
  readonly isNamed: boolean;
  readonly told: readonly Finding[];
}

/** The catalogue rows of fixtures with other names. */
const KEY_OF = new Map(rowsOf(join(__dirname, 'fixture-rows.tsv')).map(([name, key]) => [name, key]));

/** Whether a folder holds pairs of templates instead of single ones. */
export function holdsFixtures(folder: string): boolean {
  return /\/fixtures\/?$/.test(folder) || /^fixtures$/.test(basename(dirname(folder)));
}

/**
 * Prints for each pair whether the bad template has a finding that the good one does not have: on the property that the catalogue
 * names, or from the rule of the row on another property. A violation between two resources can be reported on either.
 */
export function printScore(folder: string, rulesByRow: ReadonlyMap<string, readonly string[]>): void {
  for (const each of basename(folder) === 'fixtures' ? foldersIn(folder) : [folder]) {
    const properties = propertiesByKey(each);
    const verdicts = fixturesOf(each).map(fixture => judge(fixture, properties));
    const rulesOf = ({ key }: Verdict) => rulesByRow.get(`${basename(each)}/${key}`);
    const counted = verdicts.filter(verdict => rulesOf(verdict)?.length);
    const elsewhere = counted.filter(verdict => !verdict.isNamed && verdict.told.some(({ rule }) => rulesOf(verdict)?.includes(rule.id)));
    const missed = counted.filter(verdict => !verdict.isNamed && !elsewhere.includes(verdict));
    for (const { name, told } of elsewhere) { console.log(`elsewhere ${basename(each)}/${name}${listed(told)}`); }
    for (const { name, told } of missed) { console.log(`missed    ${basename(each)}/${name}${listed(told)}`); }
    const found = counted.length - missed.length;
    const percent = (100 * found / Math.max(counted.length, 1)).toFixed(1);
    const unread = verdicts.filter(verdict => rulesOf(verdict) === undefined).length;
    const leftOut = verdicts.length - counted.length - unread;
    console.log(`${basename(each)}: ${found} of ${counted.length} found (${percent} %), ${elsewhere.length} of them on another property; ${leftOut} not reported for a reason, ${unread} not examined yet`);
  }
}

function listed(told: readonly Finding[]): string { return told.map(({ rule, path }) => ` (${rule.id} at ${path})`).join(''); }

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).filter(each => each.isDirectory()).map(each => join(folder, each.name));
}

function fixturesOf(folder: string): Fixture[] {
  const bases = [join(folder, 'BASES.tsv'), join(folder, 'good/BASES.tsv')].find(existsSync);
  if (!bases) {
    return readdirSync(folder).filter(file => file.endsWith('.bad.json'))
      .map(file => file.slice(0, -'.bad.json'.length))
      .map(name => ({ name, bad: join(folder, `${name}.bad.json`), good: join(folder, `${name}.good.json`) }));
  }
  const [bad, good] = existsSync(join(folder, 'bad')) ? [join(folder, 'bad'), join(folder, 'good')] : [folder, folder];
  return rowsOf(bases).map(([name, base]) => ({ name, bad: join(bad, `${name}.json`), good: join(good, `${base.replace(/\.json$/, '')}.json`) }))
    .filter(fixture => existsSync(fixture.bad) && existsSync(fixture.good));
}

function judge({ name, bad, good }: Fixture, properties: ReadonlyMap<string, string>): Verdict {
  const key = properties.has(name) ? name : KEY_OF.get(name) ?? name;
  const known = new Set(findingsOf(good).map(signature));
  const told = findingsOf(bad).filter(finding => !known.has(signature(finding)));
  const words = new Set(properties.get(key)?.replace(/AWS::\w+::\w+/g, '').match(/[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*/g));
  return { name, key, told, isNamed: told.some(({ path }) => words.size === 0 || path.split('.').some(step => words.has(step))) };
}

function findingsOf(file: string): Finding[] {
  return validate([{ name: 'template', template: readTemplate(file) }], { posture: true });
}

function signature({ rule, logicalId, path, message }: Finding): string { return [rule.id, logicalId, path, message].join(' '); }

/** The property of each row in the catalogue of the fixtures; "same" means the property of the row above. */
function propertiesByKey(folder: string): ReadonlyMap<string, string> {
  const catalogue = join(folder, '../..', `${basename(folder)}.tsv`);
  const properties = new Map<string, string>();
  let above = '';
  for (const [key, property] of existsSync(catalogue) ? rowsOf(catalogue) : []) {
    above = property === 'same' ? above : property;
    properties.set(key, above);
  }
  return properties;
}

function rowsOf(file: string): string[][] {
  return readFileSync(file, 'utf8').trim().split('\n').slice(1).map(line => line.split('\t'));
}
