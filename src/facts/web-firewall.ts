/** `counted`: rules that count requests but do not block them, because ordinary uploads match them. */
export interface FirewallRules {
  readonly name: string;
  readonly counted: readonly string[];
}

/**
 * Rule groups that AWS maintains for web applications of any kind, in the order of their evaluation.
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

/** The required prefix of the name of a log group that AWS WAF writes to. @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html */
export const WEB_FIREWALL_LOG_PREFIX = 'aws-waf-logs-';

/** The scope in the ARN of a web ACL: global for CloudFront, regional for a load balancer. */
const WEB_ACL_ARN = /^arn:[^:]+:wafv2:[^:]*:[^:]*:(global|regional)\/webacl\//;

/**
 * Whether a web ACL is certainly one for CloudFront, which cannot be associated with a load balancer.
 *
 * Read on 2026-11-28.
 *
 * @see https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html
 */
export function isCloudFrontWebAcl(arn: string): boolean { return WEB_ACL_ARN.exec(arn)?.[1] === 'global'; }

/** The scope of a web ACL for CloudFront, in a template. */
export const CLOUDFRONT_SCOPE = 'CLOUDFRONT';
