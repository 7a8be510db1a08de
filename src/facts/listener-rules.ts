import type { Format } from './value-format';

/**
 * Limits of a listener rule of an Application Load Balancer, which AWS does not raise. A regular expression counts as a value,
 * and the wildcards of all values count together.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html
 */
export const LISTENER_RULE_PRIORITY = { min: 1, max: 50_000 } as const;
export const LISTENER_RULE_CONDITION_VALUES = 5;

/**
 * The maximum number of wildcards of a rule. Accounts from before 2020 have the earlier number.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 * @see https://github.com/awsdocs/elb-application-load-balancers-user-guide/pull/32
 */
export const LISTENER_RULE_WILDCARDS = { max: 5, maxOfOlderAccounts: 6 } as const;

/**
 * The quotas of an Application Load Balancer, unless AWS has raised them. Default actions and default certificates do not count.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
export const LOAD_BALANCER_RULES = 100;
export const LOAD_BALANCER_CERTIFICATES = 25;

/** A kind of condition, and the format of its values. */
export interface ConditionKind extends Format {
  /** The property with the values. Hosts and paths may be in `Values` of the condition instead. */
  readonly config: string;
}

const ADDRESS_PART = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const IPV4_BLOCK = `(?:${ADDRESS_PART}\\.){3}${ADDRESS_PART}/(?:3[0-2]|[12]?\\d)`;
/** The only block that is documented as refused. */
const NO_ADDRESS = '255\\.255\\.255\\.255/32';
const IPV6_BLOCK = '(?=[^/]*:)[0-9A-Fa-f:.]+/(?:12[0-8]|1[01]\\d|[1-9]?\\d)';

/**
 * The values of the conditions of a rule, by the field of the condition. Underscores are not documented for hosts, but clients send them;
 * wildcards after the last dot are not documented either, but accepted (`api-*.*`). Internationalized top-level domains are written as `xn--p1ai`;
 * nothing documents that they are refused.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/987
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/2561
 */
export const CONDITION_FORMATS = {
  'host-header': {
    config: 'HostHeaderConfig',
    pattern: /^(?=.{1,128}$)(?=.*[.*])(?:[\w.*?-]*\.)?(?:[Xx][Nn]--[\w-]*)?[A-Za-z0-9*?]+$/,
    form: 'a host name of at most 128 characters, with a dot and only letters and digits after the last dot (or xn--), or wildcards',
  },
  'path-pattern': {
    config: 'PathPatternConfig',
    pattern: /^[/*?][!-~]{0,127}$/,
    form: 'a path of at most 128 visible ASCII characters that begins with /, * or ?',
  },
  'http-request-method': {
    config: 'HttpRequestMethodConfig',
    pattern: /^[A-Z_-]{1,40}$/,
    form: 'at most 40 capital letters, hyphens and underscores, without wildcards',
  },
  'http-header': {
    config: 'HttpHeaderConfig',
    pattern: /^[ -~]{1,128}$/,
    form: '1 to 128 ASCII characters',
  },
  'query-string': {
    config: 'QueryStringConfig',
    pattern: /^[!-~]{1,128}$/,
    form: '1 to 128 visible ASCII characters',
  },
  'source-ip': {
    config: 'SourceIpConfig',
    pattern: new RegExp(`^(?!${NO_ADDRESS}$)(?:${IPV4_BLOCK}|${IPV6_BLOCK})$`),
    form: 'an IPv4 or IPv6 CIDR block, such as 10.0.0.0/8',
  },
} as const satisfies Readonly<Record<string, ConditionKind>>;

/** The name of a header, which has no wildcards. The host has its own condition. */
export const HEADER_NAME: Format = {
  pattern: /^(?!host$)[\w!#$%&'*+.^`|~-]{1,40}$/i, form: 'the name of a header, of at most 40 characters, other than Host',
};

/** A rule has at most one condition on each of these fields. */
export const SINGLE_CONDITIONS: readonly string[] = ['host-header', 'path-pattern', 'http-request-method', 'source-ip'];

/**
 * The fields with regular expressions: "Specify only when Field is http-header, host-header, or path-pattern."
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html
 */
export const REGEX_FIELDS: readonly string[] = ['http-header', 'host-header', 'path-pattern'];

/** The fields in which `*` and `?` are wildcards. */
export const WILDCARD_FIELDS: readonly string[] = ['host-header', 'path-pattern', 'http-header', 'query-string'];

/** The number of wildcards in a value of a condition. After a backslash, `*` and `?` are literal characters. */
export function wildcardsIn(value: string): number { return value.match(/(?<!\\)[*?]/g)?.length ?? 0; }
