import type { RuleInfo } from './validate';

/** What is reported when a rule fails instead of answering: our fault, never the caller's. */
export const RULE_FAULT: RuleInfo = {
  id: 'rule-fault',
  domain: 'service',
  title: 'Every rule can be asked',
  severity: 'warning',
  outcome: 'ignored',
  why: 'The rule itself failed, so this resource was not checked by it; the other rules were asked.',
  fix: 'Please report it, with the template, at https://github.com/cdk-ecs-shipshape/cdk-ecs-shipshape/issues; until then switch the rule off by its id.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/Welcome.html',
};

/** What is reported of a resource that nothing can be read of but its type. */
export const UNREADABLE_RESOURCE: RuleInfo = {
  id: 'unreadable-resource',
  domain: 'service',
  title: 'The properties of a resource are a map',
  severity: 'warning',
  outcome: 'refused',
  why: 'CloudFormation takes a map of properties and nothing else; no rule was asked about what this resource says.',
  fix: 'Write Properties as a map.',
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html',
};

export function reasonOf(error: unknown): string { return error instanceof Error ? error.message : String(error); }
