/**
 * How `AwsCustomResource` of aws-cdk-lib writes its AWS SDK calls: for each event a JSON text with `service`, `action`, `parameters` and
 * `physicalResourceId`. Its handler ignores the case of all names, a package name before the service and `Command` after the action. It flattens the
 * response, so that members have names such as `Rules.0.RuleArn`.
 *
 * Read in aws-cdk-lib 2.262.0 on 2026-11-29: `custom-resources` and `custom-resource-handlers`.
 *
 * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.custom_resources.AwsSdkCall.html
 */
export const CALL_EVENTS = ['Create', 'Update', 'Delete'] as const;
export type CallEvent = typeof CALL_EVENTS[number];

/** All properties of such a custom resource. A custom resource with other properties does more than these calls. */
export const CALLER_PROPERTIES: readonly string[] = [...CALL_EVENTS, 'InstallLatestAwsSdk', 'ServiceTimeout', 'ServiceToken'];

/** The key of a call that ignores some errors, such as a priority that is in use. The call then has no effect. */
export const IGNORED_ERRORS = 'ignoreErrorCodesMatching';

/** The placeholder for the physical id of the custom resource, in parameters. */
export const OWN_PHYSICAL_ID = 'PHYSICAL:RESOURCEID:';

/** Whether resources of a type call a function that is named by their service token. */
export function isCustomResource(type: string): boolean { return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource'; }

/**
 * The service of load balancers, by the name of its package, or its name in version 2 of the SDK. The name of its client class, without hyphens,
 * fails only when the function is called.
 */
export const RULE_SERVICE = /^(?:@aws-sdk\/client-)?(?:elastic-?load-?balancing-?v2|elbv2)$/i;

/** A call that creates, changes or deletes a listener rule. */
export type RuleAction = 'createrule' | 'modifyrule' | 'setrulepriorities' | 'deleterule';

/** Matches a text with such a call. */
export const RULE_ACTION = /(?:create|modify|delete)Rule|setRulePriorities/i;

/** The action of a name. */
export function ruleActionOf(name: string): RuleAction | undefined {
  const [, action] = /^(createrule|modifyrule|setrulepriorities|deleterule)(?:command)?$/.exec(name.toLowerCase()) ?? [];
  return action as RuleAction | undefined;
}

/** The path of the rule ARN in the responses of `createRule` and `modifyRule`. */
export const RULE_ARN_IN_RESPONSE = 'Rules.0.RuleArn';

/**
 * The attributes of a listener rule of CloudFormation that are its ARN.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listenerrule.html
 */
export const RULE_ARN_ATTRIBUTES: readonly string[] = ['Ref', 'RuleArn'];

/** The service of a call of RunTask, by the name of its package, or its name in version 2 of the SDK. */
export const ECS_SERVICE = /^(?:@aws-sdk\/client-)?ecs$/i;
/** The action of such a call. */
export const RUN_TASK_NAME = /^runtask(?:command)?$/i;
/** Matches a text with such a call. */
export const RUN_TASK_ACTION = /runTask/i;
