import { mkdirSync, rmSync, writeFileSync } from 'fs';
import { dirname } from 'path';
import { EXPECTED_FINDINGS, expectedFindings, expectedFindingsFile } from './support/expected-findings';
import { RULES } from '../src/validation/rules/registry.generated';

// rewritten completely, so that the diff can be reviewed before the commit
rmSync(EXPECTED_FINDINGS, { recursive: true, force: true });
for (const rule of RULES) {
  const file = expectedFindingsFile(rule);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, expectedFindings(rule));
}
