/** `counted`: rules that are measured but do not block, because ordinary uploads break them. */
export interface FirewallRules {
  readonly name: string;
  readonly counted: readonly string[];
}

/**
 * Rule groups that AWS maintains for web applications of any kind, in the order they are asked.
 *
 * Read on 2026-11-21.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
export const WEB_FIREWALL_RULES: readonly FirewallRules[] = [
  { name: 'AWSManagedRulesAmazonIpReputationList', counted: [] },
  { name: 'AWSManagedRulesCommonRuleSet', counted: ['SizeRestrictions_BODY'] },
  { name: 'AWSManagedRulesKnownBadInputsRuleSet', counted: [] },
];

/** How the name of a log group begins that AWS WAF writes to. @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html */
export const WEB_FIREWALL_LOG_PREFIX = 'aws-waf-logs-';
