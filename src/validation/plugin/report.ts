import type { PolicyValidationPluginReport, PolicyViolation } from 'aws-cdk-lib';
import { CheckedFinding } from './check-app';
import { isWithin } from './finding';
import type { Severity } from '../rules/rule';

/** The CDK indents each line of a finding after the first, but for those of a description. */
const INDENT = ' '.repeat(3);

/**
 * The findings of one severity, as the CDK prints and writes them.
 *
 * Errors and warnings go into reports of their own: the command line takes a report for failed when it has any finding
 * in a selected stack and failed anywhere, so one error in Prod would block Dev for a warning (docs/decisions/051).
 */
export function reportOf(findings: readonly CheckedFinding[], severity: Severity): PolicyValidationPluginReport {
  const violations = findings.filter(finding => finding.severity === severity).map(violation);
  return { success: severity === 'warning' || violations.length === 0, violations, metadata: { version: packageVersion() } };
}

function violation(finding: CheckedFinding): PolicyViolation {
  const { rule, ruleName, severity, resource } = finding;
  return {
    ruleName,
    severity,
    description: describe(finding).join(`\n${INDENT}`),
    fix: `${rule.fix}\n${rule.docs}`,
    ruleMetadata: { title: rule.title, domain: rule.domain, outcome: rule.outcome, docs: rule.docs },
    violatingResources: [{
      constructPath: selectablePath(finding),
      resourceLogicalId: resource?.logicalId,
      templatePath: resource?.template,
      locations: resource ? [resource.path] : [],
    }],
  };
}

/** Related constructs are lines of the description: the CDK prints a finding once for each violating resource. */
function describe({ message, related = [], rule }: CheckedFinding): readonly string[] {
  return [message, ...related.map(({ construct, logicalId }) => `Related: ${construct.node.path} (${logicalId})`), rule.why];
}

/**
 * The command line shows what lies in the selected stacks, and what has no path, whichever are selected.
 * What concerns a Stage is shown with its first stack; an error never goes without a path, where it would block every Stage.
 */
function selectablePath({ construct, stack, severity }: CheckedFinding): string {
  const { path } = construct.node;
  return isWithin(path, stack) || (path === '' && severity === 'warning') ? path : stack;
}

function packageVersion(): string {
  return (module.require('../../../package.json') as { version: string }).version;
}
