import { MutationResult, tryMutants } from './support/mutation';
import { listedSurvivors, survivalOf, survivorFaults } from './support/survivors';
import { RULES } from '../src/validation/rules/registry.generated';

const [asked] = process.argv.slice(2);
const rules = RULES.filter(({ id, domain }) => asked === undefined || asked === domain || asked === id);
if (rules.length === 0) {
  console.error('usage: npm run mutate -- [DOMAIN_OR_RULE]');
  process.exit(2);
}

const all: MutationResult[] = [];
for (const domain of new Set(rules.map(rule => rule.domain))) {
  const results = rules.filter(rule => rule.domain === domain).map(tryMutants);
  all.push(...results);
  const faults = survivorFaults(results, listedSurvivors(domain));
  if (faults.length > 0) { process.exitCode = 1; }
  for (const fault of faults) { console.log(fault); }
  printSurvival(domain, results);
}
printSurvival('all', all);

function printSurvival(name: string, results: readonly MutationResult[]): void {
  const { mutants, survivors } = survivalOf(results);
  console.log(`${name}: ${survivors} of ${mutants} mutants survive (${(100 * survivors / Math.max(mutants, 1)).toFixed(1)} %)\n`);
}
