import { LocatedFinding, ReportedFinding } from './finding';
import { isOurs } from './library-construct';
import { OWN_RULES, VALIDATOR_FAULT } from './own-rules';
import { Settings } from './settings';
import { RULE_FAULT } from '../engine/faults';
import type { Severity } from '../rules/rule';

/** The severity of a finding in this app, and how severe it is with an explicit validator that enforces. */
export function severitiesOf(finding: LocatedFinding, settings: Settings): Pick<ReportedFinding, 'severity' | 'enforcedSeverity'> {
  const enforcedSeverity = enforced(finding, settings);
  const lowered = settings.reportOnly || !(settings.explicit || isOurs(finding.construct) || isOwnRule(finding));
  return { severity: lowered ? 'warning' : enforcedSeverity, enforcedSeverity };
}

function enforced(finding: LocatedFinding, { strict, severities }: Settings): Severity {
  const { rule, severity } = finding;
  if (rule.id === RULE_FAULT.id || rule.id === VALIDATOR_FAULT.id) { return strict ? 'error' : severities[rule.id] ?? severity; }
  return isOwnRule(finding) ? severities[rule.id] ?? severity : severity;
}

function isOwnRule({ rule }: LocatedFinding): boolean {
  return OWN_RULES.some(({ id }) => id === rule.id);
}
