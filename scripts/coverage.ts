import { existsSync, readFileSync } from 'fs';
import { join } from 'path';

/** What the rules make of one row of a catalogue of constraints. */
export interface Coverage {
  readonly catalogue: string;
  readonly key: string;
  /** Ids of the rules that report it; none where it is left out. */
  readonly rules: readonly string[];
  /** What has to hold, or why no rule says so. */
  readonly text: string;
}

const SOURCE = join(__dirname, '../docs/rule-coverage.tsv');

/** The rows of docs/rule-coverage.tsv. */
export function readCoverage(): readonly Coverage[] {
  if (!existsSync(SOURCE)) { return []; }
  return readFileSync(SOURCE, 'utf8').trim().split('\n').slice(1).map(line => {
    const [catalogue, key, rules, text] = line.split('\t');
    return { catalogue, key, rules: rules === '-' ? [] : rules.split(' '), text };
  });
}

/** The keys that no rule speaks of. */
export function leftOutKeys(): ReadonlySet<string> {
  return new Set(readCoverage().filter(({ rules }) => rules.length === 0).map(({ key }) => key));
}
