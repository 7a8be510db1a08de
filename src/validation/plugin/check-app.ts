import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { Acknowledgements } from './acknowledgements';
import { AppReader } from './app-reader';
import { engine } from './engine';
import { LocatedFinding } from './finding';
import { VALIDATOR_FAULT } from './own-rules';
import { propOf } from './props';
import { Settings } from './settings';
import { weightOf, Weight } from './severity';
import { topLevelStack } from './staged-stacks';
import type { Finding } from '../engine/validate';

/** A finding as it is reported. */
export interface CheckedFinding extends Omit<LocatedFinding, 'severity'>, Weight {
  /** The id by which the CDK acknowledges it. */
  readonly ruleName: string;
  readonly acknowledged: boolean;
  /** The construct path of the top-level stack with which it is reported. */
  readonly stack: string;
}

/** Checks the synthesized templates of an app against every rule. Never throws: a fault of the validator is a finding. */
export function checkApp(root: IConstruct, settings: Settings): CheckedFinding[] {
  try {
    return check(root, settings);
  } catch (error) {
    const message = `the validator failed: ${error instanceof Error ? error.message : String(error)}`;
    const fault = { rule: VALIDATOR_FAULT, severity: 'warning' as const, message, construct: root };
    return [{ ...fault, ...weightOf(fault, settings), ruleName: VALIDATOR_FAULT.id, acknowledged: false, stack: stackOf(root) }];
  }
}

function check(root: IConstruct, settings: Settings): CheckedFinding[] {
  const reader = new AppReader(root);
  const acknowledgements = new Acknowledgements(reader.constructs);
  const found = engine().validate(reader.sources(), { off: settings.disabled, severities: settings.severities })
    .map(finding => locate(finding, reader, root));
  return [...found, ...acknowledgements.unused(found, settings.disabled)]
    .filter(finding => !settings.disabled.includes(finding.rule.id))
    .map(finding => ({
      ...finding,
      ...weightOf(finding, settings),
      ruleName: acknowledgements.ruleName(finding),
      acknowledged: acknowledgements.cover(finding),
      stack: stackOf(finding.construct),
    }));
}

function locate({ rule, severity, message, template, logicalId, path, related }: Finding, reader: AppReader, root: IConstruct): LocatedFinding {
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

/** The top-level stack of a construct; of a Stage or the app, which have none, their first. */
function stackOf(construct: IConstruct): string {
  const stack = [...construct.node.scopes].reverse().find(scope => Stack.isStack(scope))
    ?? construct.node.findAll().find(child => Stack.isStack(child));
  return stack ? topLevelStack(stack as Stack).node.path : '';
}
