import type { IConstruct } from 'constructs';
import { ReportedFinding } from './finding';
import { VALIDATOR_FAULT } from './own-rules';
import { Settings } from './settings';
import { severitiesOf } from './severity';
import type { RuleInfo, Severity } from '../rules/rule';

/** The validator could not check the app. A warning, because a fault of this package must not block a deployment. */
export const UNCHECKED: RuleInfo = VALIDATOR_FAULT;

/** The findings of the validator could not be reported. An error, because an app with errors must not succeed. */
export const UNREPORTED: RuleInfo = {
  ...VALIDATOR_FAULT,
  severity: 'error',
  why: 'The validator could not report what it found, so the report may not show errors in this app.',
  fix: `Remove the output folder, usually cdk.out, and make sure that it can be written. ${VALIDATOR_FAULT.fix}`,
};

/** The rules are missing because of the installation or a bundle. An error, because otherwise every app would succeed. */
export const MISSING: RuleInfo = {
  ...VALIDATOR_FAULT,
  severity: 'error',
  why: 'The rules of the validator are missing, so no rule checked this app.',
  fix: 'Install cdk-ecs-shipshape again. If the app is bundled, include lib/validation/engine/validate.js, or leave the package out of the bundle.',
};

/** A failure of the validator, as a finding about the app. The command line shows it for any selection of stacks. */
export function faultOf(rule: RuleInfo, problem: string, error: unknown, root: IConstruct, settings: Settings): ReportedFinding {
  const message = `${problem}: ${error instanceof Error ? error.message : String(error)}`;
  const fault = { rule, severity: rule.severity as Severity, message, construct: root };
  return { ...fault, ...severitiesOf(fault, settings), ruleName: rule.id, acknowledged: false, stack: '', hidden: false };
}
