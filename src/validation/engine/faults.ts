import type { RuleInfo } from '../rules/rule';

/** Reported when a rule throws: a fault of this package, never of the app. */
export const RULE_FAULT: RuleInfo = {
  id: 'rule-fault',
  domain: 'service',
  title: 'Every rule can be checked',
  severity: 'warning',
  outcome: 'ignored',
  why: 'The rule itself failed, so it did not check this resource; the other rules did.',
  fix: 'Report it with the template at https://github.com/cdk-ecs-shipshape/cdk-ecs-shipshape/issues, and disable the rule by its id until it is fixed.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/Welcome.html',
};

/** Reported for a resource whose properties cannot be read. */
export const UNREADABLE_RESOURCE: RuleInfo = {
  id: 'unreadable-resource',
  domain: 'service',
  title: 'The properties of a resource are a map',
  severity: 'warning',
  outcome: 'refused',
  why: 'CloudFormation accepts only a map of properties; no rule checked this resource.',
  fix: 'Write Properties as a map.',
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html',
};

/** Reported for a source that is not a template. */
export const UNREADABLE_TEMPLATE: RuleInfo = {
  id: 'unreadable-template',
  domain: 'service',
  title: 'Every template has a name and can be read',
  severity: 'warning',
  outcome: 'ignored',
  why: 'No rule checked this template; the other templates were checked.',
  fix: "Pass { name: '…', template: { Resources: { … } } } for each template.",
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html',
};

export function reasonOf(error: unknown): string { return error instanceof Error ? error.message : String(error); }
