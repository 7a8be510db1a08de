import type { PolicyViolation } from 'aws-cdk-lib';
import { ReportedFinding } from './finding';
import { SUMMARY_ID } from './own-rules';
import type { ReportContext } from './report';

/** The last line of a report, which counts the findings in the whole app. */
export function summaryOf(findings: readonly ReportedFinding[], { reportOnly }: ReportContext): PolicyViolation[] {
  const open = findings.filter(finding => !finding.acknowledged);
  if (open.length === 0) { return []; }
  const hidden = reportOnly ? 0 : open.filter(({ hidden: isHidden, severity }) => severity === 'warning' && isHidden).length;
  return [{
    ruleName: SUMMARY_ID,
    severity: 'info',
    description: `${severitiesOf(open)} from ${counted(new Set(open.map(({ rule }) => rule.id)).size, 'rule')} in this app`,
    fix: hidden > 0 ? `Run cdk synth '**' to print ${counted(hidden, 'warning')} in stacks of Stages as well.` : undefined,
    violatingResources: [{ constructPath: '', locations: [] }],
  }];
}

function severitiesOf(findings: readonly ReportedFinding[]): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const wouldFail = findings.filter(({ severity, enforcedSeverity }) => severity === 'warning' && enforcedSeverity === 'error').length;
  const wouldBe = wouldFail > 0 ? ` (${wouldFail} would be ${wouldFail === 1 ? 'an error' : 'errors'})` : '';
  return [...errors > 0 ? [counted(errors, 'error')] : [], ...warnings > 0 ? [counted(warnings, 'warning') + wouldBe] : []].join(' and ');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
