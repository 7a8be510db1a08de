import type { Stage } from 'aws-cdk-lib';
import { Acknowledgements } from './acknowledgements';
import { AppReader } from './app-reader';
import { engine, EngineMissing } from './engine';
import { faultOf, MISSING, UNCHECKED } from './fault';
import { ReportedFinding, LocatedFinding } from './finding';
import { Posture } from './posture';
import { propOf } from './props';
import { Settings } from './settings';
import { severitiesOf } from './severity';
import { SelectableStacks } from './staged-stacks';
import type { Finding } from '../engine/validate';

/** Checks the synthesized templates of an app against every rule. Never throws: a fault of the validator is a finding. */
export function checkApp(root: Stage, settings: Settings): ReportedFinding[] {
  try {
    return check(root, settings);
  } catch (error) {
    return [faultOf(error instanceof EngineMissing ? MISSING : UNCHECKED, 'the validator failed', error, root, settings)];
  }
}

function check(root: Stage, settings: Settings): ReportedFinding[] {
  const reader = new AppReader(root);
  const stacks = new SelectableStacks(root);
  const acknowledgements = new Acknowledgements(reader.constructs);
  const posture = new Posture(settings, reader.constructs);
  const { disabled, severities } = settings;
  const found = engine().validate(reader.sources(), { disabled, severities, posture: posture.isOn })
    .map(finding => locate(finding, reader, root))
    .filter(finding => posture.covers(finding));
  return [...found, ...acknowledgements.unused(found, id => posture.isOff(id))]
    .filter(finding => !settings.disabled.includes(finding.rule.id))
    .map(finding => ({
      ...finding,
      ...severitiesOf(finding, settings),
      ruleName: acknowledgements.ruleName(finding),
      acknowledged: acknowledgements.cover(finding),
      ...stacks.reportedWith(finding.construct),
    }));
}

function locate({ rule, severity, message, template, logicalId, path, related }: Finding, reader: AppReader, root: Stage): LocatedFinding {
  const constructOf = (place: { readonly template: string; readonly logicalId: string }) => reader.locate(place.template, place.logicalId) ?? root;
  const construct = constructOf({ template, logicalId });
  return {
    rule,
    severity,
    message,
    construct,
    prop: propOf(construct, path),
    resource: { template, logicalId, path },
    related: related.map(place => ({ construct: constructOf(place), logicalId: place.logicalId })),
  };
}
