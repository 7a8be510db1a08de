import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import type { MutationResult, Survivor } from './mutation';

/** The mutants that no template can detect, with the reason: one file for each domain. */
const SURVIVORS = join(__dirname, '../../test/validation/survivors');

/** The maximum share of all mutants that may be listed. */
export const SURVIVORS_AT_MOST = 0.05;

/** A mutant that is listed as equivalent to its rule. */
export interface ListedSurvivor extends Survivor {
  readonly reason: string;
}

/** The listed survivors of a domain: rule, change and reason, separated by tabs, below a header line. */
export function listedSurvivors(domain: string): readonly ListedSurvivor[] {
  const file = join(SURVIVORS, `${domain}.tsv`);
  const [, ...lines] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return lines.filter(line => line !== '').map(line => {
    const [rule, change, reason = ''] = line.split('\t');
    return { rule, change, reason };
  });
}

/** The problems of the survivors of a domain, one for each line. */
export function survivorFaults(results: readonly MutationResult[], listed: readonly ListedSurvivor[]): readonly string[] {
  const asked = new Set(results.map(({ rule: { id } }) => id));
  const survivors = results.flatMap(result => result.survivors);
  const relevant = listed.filter(({ rule }) => asked.has(rule));
  return [
    ...without(survivors, relevant).map(survivor => `no example detects: ${shown(survivor)}`),
    ...without(relevant, survivors).map(survivor => `listed, but does not survive: ${shown(survivor)}`),
    ...relevant.filter(({ reason }) => reason.trim() === '').map(survivor => `listed without a reason: ${shown(survivor)}`),
  ];
}

/** The number of mutants, and of those that survive. */
export function survivalOf(results: readonly MutationResult[]): { readonly mutants: number; readonly survivors: number } {
  return {
    mutants: results.reduce((sum, { mutants }) => sum + mutants, 0),
    survivors: results.reduce((sum, { survivors }) => sum + survivors.length, 0),
  };
}

function without(survivors: readonly Survivor[], others: readonly Survivor[]): readonly Survivor[] {
  const known = new Set(others.map(shown));
  return survivors.filter(survivor => !known.has(shown(survivor)));
}

function shown({ rule, change }: Survivor): string {
  return `${rule}: ${change}`;
}
