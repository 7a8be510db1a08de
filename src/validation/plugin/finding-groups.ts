import { ReportedFinding } from './finding';
import { messageOf, pathInStageOf, relatedLines } from './finding-text';

/** Groups findings about the same construct in several Stages. A group is one violation with several resources. */
export function groupsOf(findings: readonly ReportedFinding[]): ReportedFinding[][] {
  const groups = new Map<string, ReportedFinding[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const group = groups.get(key);
    if (group) { group.push(finding); } else { groups.set(key, [finding]); }
  }
  return [...groups.values()];
}

/** The CDK suppresses a whole violation, so a group never contains both acknowledged and other findings. */
function keyOf(finding: ReportedFinding): string {
  const { ruleName, acknowledged, severity, enforcedSeverity, construct, resource } = finding;
  const pathOf = pathInStageOf(finding);
  const text = [messageOf(finding, pathOf), ...relatedLines(finding, pathOf)];
  return JSON.stringify([ruleName, acknowledged, severity, enforcedSeverity, pathOf(construct), resource?.path, ...text]);
}
