import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { optionsFor } from './rule-options';
import { Finding, validate } from '../../src/validation/engine/validate';
import type { Location } from '../../src/validation/model/evaluation/resource';
import { Example, NamedRule, placed } from '../../src/validation/rules/rule';
import { applyChange, sourceIn } from '../../src/validation/scenes/scenes';

/** The findings of each rule in its bad examples: a folder for each domain, and a file for each rule. */
export const EXPECTED_FINDINGS = join(__dirname, '../../test/validation/expected');

/** The file with the findings of a rule. */
export function expectedFindingsFile({ domain, id }: NamedRule): string {
  return join(EXPECTED_FINDINGS, domain, `${id}.txt`);
}

/** The stored findings; empty if there is no file. */
export function readExpectedFindings(rule: NamedRule): string {
  const file = expectedFindingsFile(rule);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** The name of each bad example, followed by the severity, place, message and related resources of each finding. */
export function expectedFindings(rule: NamedRule): string {
  return Object.entries(rule.bad).map(([name, example]) => {
    const findings = findingsOf(rule, example)
      .map(({ severity, logicalId, path, message, related }) => `  ${severity} at ${logicalId} ${path}\n    ${message}\n${relatedLine(related)}`);
    return `${name}\n${findings.join('')}`;
  }).join('\n');
}

/** Whether an error rule reports an example as a warning only. */
export function isLesserCase(rule: NamedRule, example: Example): boolean {
  const findings = findingsOf(rule, example);
  return rule.severity === 'error' && findings.length > 0 && findings.every(({ severity }) => severity === 'warning');
}

function findingsOf(rule: NamedRule, example: Example): readonly Finding[] {
  const { scene, change } = placed(rule, example);
  return validate([sourceIn(scene, applyChange(scene, change))], optionsFor(rule));
}

function relatedLine(related: readonly Location[]): string {
  return related.length === 0 ? '' : `    related: ${related.map(({ logicalId }) => logicalId).join(', ')}\n`;
}
