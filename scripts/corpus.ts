import { rulesByRow } from './coverage';
import { holdsFixtures, printScore } from './fixture-score';
import { readTemplate, templateFiles } from './templates';
import { validate } from '../src/validation/engine/validate';

const POSTURE_FLAG = '--posture';
const posture = process.argv.includes(POSTURE_FLAG);
const paths = process.argv.slice(2).filter(argument => argument !== POSTURE_FLAG);
if (paths.length === 0) {
  console.error('usage: npm run corpus -- [--posture] FOLDER_OR_TEMPLATE…');
  process.exit(2);
}

for (const folder of paths.filter(holdsFixtures)) { printScore(folder, rulesByRow()); }
printFindings(paths.filter(path => !holdsFixtures(path)).flatMap(templateFiles));

/** Prints every finding on templates, each validated as a separate app. */
function printFindings(files: readonly string[]): void {
  let templates = 0;
  const counts = { error: 0, warning: 0 };
  for (const file of files) {
    const template = readTemplate(file);
    if (typeof template !== 'object' || template === null || typeof template.Resources !== 'object') { continue; }
    templates += 1;
    for (const { severity, rule, logicalId, path, message } of validate([{ name: file, template }], { posture })) {
      counts[severity] += 1;
      console.log(`${severity === 'error' ? 'ERROR  ' : 'warning'} ${file}: ${logicalId}.${path}: ${message} [${rule.id}]`);
    }
  }
  if (files.length > 0) { console.log(`${templates} templates, ${counts.error} errors, ${counts.warning} warnings`); }
  process.exitCode = counts.error > 0 ? 1 : 0;
}
