import { RULE_FAULT, UNREADABLE_RESOURCE, UNREADABLE_TEMPLATE } from '../engine/faults';
import type { RuleInfo } from '../rules/rule';

const ACKNOWLEDGING = 'https://docs.aws.amazon.com/cdk/v2/guide/policy-validation-synthesis.html';

/** An acknowledgement of an unknown rule has no effect, and the CDK does not report it. */
export const UNKNOWN_ACKNOWLEDGEMENT: RuleInfo = {
  id: 'unknown-acknowledgement',
  domain: 'service',
  title: 'An acknowledgement has the id of a rule',
  severity: 'warning',
  outcome: 'ignored',
  why: 'The acknowledgement has no effect, and the CDK does not report it.',
  fix: 'Use the id that a finding prints, or an id of EcsValidator.rules.',
  docs: ACKNOWLEDGING,
};

/** An acknowledgement without a finding would hide the next one before it is reviewed. */
export const UNUSED_ACKNOWLEDGEMENT: RuleInfo = {
  id: 'unused-acknowledgement',
  domain: 'service',
  title: 'An acknowledgement has a finding',
  severity: 'warning',
  outcome: 'ignored',
  why: 'The acknowledgement would hide the next such finding before it is reviewed.',
  fix: 'Remove it, or move it to the construct that breaks the rule, or to one above it.',
  docs: ACKNOWLEDGING,
};

/** The validator failed as a whole. */
export const VALIDATOR_FAULT: RuleInfo = {
  id: 'validator-fault',
  domain: 'service',
  title: 'The validator can read the app',
  severity: 'warning',
  outcome: 'ignored',
  why: 'The validator itself failed, so no rule checked this app; the deployment is not blocked.',
  fix: 'Report it at https://github.com/cdk-ecs-shipshape/cdk-ecs-shipshape/issues.',
  docs: ACKNOWLEDGING,
};

/** The line that counts the findings. It is not a finding: it can only be acknowledged. */
export const SUMMARY_ID = 'summary';

/** Rules about the validator itself. Like the ECS rules, they can be acknowledged, disabled and made errors. */
export const OWN_RULES: readonly Pick<RuleInfo, 'id'>[] = [
  UNKNOWN_ACKNOWLEDGEMENT, UNUSED_ACKNOWLEDGEMENT, VALIDATOR_FAULT, RULE_FAULT, UNREADABLE_RESOURCE, UNREADABLE_TEMPLATE,
];
