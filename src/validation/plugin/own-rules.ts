import type { RuleInfo } from '../engine/validate';

const ACKNOWLEDGING = 'https://docs.aws.amazon.com/cdk/v2/guide/policy-validation-synthesis.html';

/** An acknowledgement that names no rule silences nothing, and the CDK does not say so. */
export const UNKNOWN_ACKNOWLEDGEMENT: RuleInfo = {
  id: 'unknown-acknowledgement',
  domain: 'service',
  title: 'An acknowledgement names a rule',
  severity: 'warning',
  outcome: 'ignored',
  why: 'It silences nothing, and the CDK takes it without a word.',
  fix: 'Use the id that a finding prints, or an id of EcsValidator.rules.',
  docs: ACKNOWLEDGING,
};

/** An acknowledgement that outlived its finding would silence the next one, which nobody has looked at. */
export const UNUSED_ACKNOWLEDGEMENT: RuleInfo = {
  id: 'unused-acknowledgement',
  domain: 'service',
  title: 'An acknowledgement silences something',
  severity: 'warning',
  outcome: 'ignored',
  why: 'It would silence the next such finding there, which nobody has looked at yet.',
  fix: 'Remove it, or move it to the construct that breaks the rule, or to one above it.',
  docs: ACKNOWLEDGING,
};

/** The validator failed before it could ask any rule. */
export const VALIDATOR_FAULT: RuleInfo = {
  id: 'validator-fault',
  domain: 'service',
  title: 'The validator can read the app',
  severity: 'warning',
  outcome: 'ignored',
  why: 'The validator itself failed, so no ECS rule was asked about this app; deploying it is not blocked.',
  fix: 'Please report it at https://github.com/cdk-ecs-shipshape/cdk-ecs-shipshape/issues.',
  docs: ACKNOWLEDGING,
};

export const RULE_FAULT_ID = 'rule-fault';

/** What is reported beside the rules about ECS. They can be acknowledged, switched off and made errors like those. */
export const OWN_RULES: readonly Pick<RuleInfo, 'id'>[] = [UNKNOWN_ACKNOWLEDGEMENT, UNUSED_ACKNOWLEDGEMENT, VALIDATOR_FAULT, { id: RULE_FAULT_ID }];
