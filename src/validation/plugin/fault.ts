import type { IConstruct } from 'constructs';
import { ReportedFinding } from './finding';
import { VALIDATOR_FAULT } from './own-rules';
import { Settings } from './settings';
import { severitiesOf } from './severity';
import type { RuleInfo } from '../engine/validate';
import type { Severity } from '../rules/rule';

/** The validator could not check the app. A warning, because a deployment that was fine must not wait for a release of ours. */
export const UNCHECKED: RuleInfo = VALIDATOR_FAULT;

/** The findings of the validator could not be reported. An error, because an app with errors must not pass. */
export const UNREPORTED: RuleInfo = {
  ...VALIDATOR_FAULT,
  severity: 'error',
  why: 'The validator could not report what it found, so errors in this app may not be shown.',
  fix: `Remove the output folder, usually cdk.out, and make sure that it can be written. ${VALIDATOR_FAULT.fix}`,
};

/** The rules are missing, which is no fault of a release but of an installation or a bundle. An error, because every app would pass. */
export const MISSING: RuleInfo = {
  ...VALIDATOR_FAULT,
  severity: 'error',
  why: 'The rules of the validator are not there, so this app was not checked against any ECS rule.',
  fix: 'Install cdk-ecs-shipshape again. Where the app is bundled, include lib/validation/engine/validate.js, or leave the package out of the bundle.',
};

/** A failure of the validator, as a finding about the app. It is shown whichever stacks are selected. */
export function faultOf(rule: RuleInfo, problem: string, error: unknown, root: IConstruct, settings: Settings): ReportedFinding {
  const message = `${problem}: ${error instanceof Error ? error.message : String(error)}`;
  const fault = { rule, severity: rule.severity as Severity, message, construct: root };
  return { ...fault, ...severitiesOf(fault, settings), ruleName: rule.id, acknowledged: false, stack: '', hidden: false };
}
