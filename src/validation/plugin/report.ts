import type { PolicyValidationPluginReport, PolicyViolatingResource, PolicyViolation } from 'aws-cdk-lib';
import { ReportedFinding, isWithin } from './finding';
import { groupsOf } from './finding-groups';
import { fullPath, messageOf, pathInStageOf, relatedLines } from './finding-text';
import { summaryOf } from './summary';
import type { Severity } from '../rules/rule';

/** The settings of a report. */
export interface ReportContext {
  /** All findings are warnings. */
  readonly reportOnly: boolean;
}

/** The CDK indents every line of a finding after the first, except in a description. */
const INDENT = ' '.repeat(3);

/**
 * The findings of one severity, in the form that the CDK prints.
 *
 * Errors and warnings are separate reports: the CDK CLI treats a report that failed in one stack as failed in each selected stack
 * with a finding, so that an error in Prod would block Dev for a warning (docs/decisions/051).
 */
export function reportOf(findings: readonly ReportedFinding[], severity: Severity, context: ReportContext): PolicyValidationPluginReport {
  const violations = groupsOf(findings.filter(finding => finding.severity === severity)).flatMap(group => violationsOf(group, context));
  const summary = severity === 'warning' ? summaryOf(findings, context) : [];
  return {
    success: severity === 'warning' || violations.length === 0,
    violations: [...violations, ...summary],
  };
}

/** One violation for the findings that the CDK prints with their stacks, and one for those that plain `cdk synth` would hide. */
function violationsOf(group: readonly ReportedFinding[], context: ReportContext): PolicyViolation[] {
  const hidden = group.filter(finding => isHidden(finding, context));
  const shown = group.filter(finding => !hidden.includes(finding));
  return [
    ...shown.length > 0 ? [violation(shown, '', context, shown.map(resourceOf))] : [],
    ...hidden.length > 0 ? [violation(hidden, `${pathsOf(hidden)}: `, context, [{ constructPath: '', locations: [] }])] : [],
  ];
}

/** A report-only validator must not flag staged stacks (docs/decisions/053), so its findings there contain their paths in the text. */
function isHidden({ acknowledged, hidden }: ReportedFinding, { reportOnly }: ReportContext): boolean {
  return reportOnly && hidden && !acknowledged;
}

function violation(
  group: readonly ReportedFinding[],
  paths: string,
  { reportOnly }: ReportContext,
  violatingResources: PolicyViolatingResource[],
): PolicyViolation {
  const [finding] = group;
  const { rule, ruleName, severity, enforcedSeverity } = finding;
  const pathOf = group.length > 1 ? pathInStageOf(finding) : fullPath;
  const condition = reportOnly ? 'without reportOnly' : 'with an explicit EcsValidator';
  const wouldBe = severity === enforcedSeverity ? '' : ` (would be an error ${condition})`;
  return {
    ruleName,
    severity,
    description: [`${paths}${messageOf(finding, pathOf)}${wouldBe}`, ...relatedLines(finding, pathOf), rule.why].join(`\n${INDENT}`),
    fix: `${rule.fix}\n${rule.docs}`,
    ruleMetadata: { title: rule.title, domain: rule.domain, outcome: rule.outcome, docs: rule.docs, enforcedSeverity },
    violatingResources,
  };
}

function pathsOf(group: readonly ReportedFinding[]): string {
  return group.map(({ construct }) => construct.node.path).join(', ');
}

function resourceOf(finding: ReportedFinding): PolicyViolatingResource {
  const { resource } = finding;
  return {
    constructPath: selectablePath(finding),
    resourceLogicalId: resource?.logicalId,
    templatePath: resource?.template,
    locations: resource ? [resource.path] : [],
  };
}

/**
 * The command line shows findings in the selected stacks, and always shows findings without a path.
 * A finding about a Stage is shown with its first stack; an error of a rule always has a path, because otherwise it would block every Stage.
 */
function selectablePath({ construct, stack, severity }: ReportedFinding): string {
  const { path } = construct.node;
  return isWithin(path, stack) || (path === '' && severity === 'warning') ? path : stack;
}
