/**
 * Bounds of a rule of an Application Load Balancer's listener. A request for a higher quota is refused for values and wildcards.
 *
 * A regular expression counts as a value; the wildcards are those of all values together.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html
 */
export const LISTENER_RULE_PRIORITY = { min: 1, max: 50_000 } as const;
export const LISTENER_RULE_CONDITION_VALUES = 5;
export const LISTENER_RULE_WILDCARDS = 5;

/** One kind of condition, by its `Field`. */
export interface ConditionKind {
  /** The property with the values; the kinds that `takesOldValues` may have them in `Values` of the condition too. */
  readonly config: string;
  readonly takesOldValues?: true;
  /** Whether a rule may have one such condition only. */
  readonly isSingle?: true;
  /** Whether `*` and `?` in a value match other characters. */
  readonly hasWildcards?: true;
  readonly takesRegex?: true;
  /** How long a value may be. */
  readonly length: number;
  /** What a value must look like, and that in words after "must". */
  readonly pattern: RegExp;
  readonly form: string;
}

const LENGTH = 128;
const METHOD_LENGTH = 40;
const IPV4 = String.raw`(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)/(?:3[0-2]|[12]?\d)`;
const IPV6 = String.raw`[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*/(?:12[0-8]|1[01]\d|\d?\d)`;

/**
 * The conditions of a listener rule.
 *
 * Patterns hold what Elastic Load Balancing was seen to refuse, and what it documents without contradiction. It documents fewer characters for
 * paths, and no wildcards behind the last dot of a host, although it accepts `api-*.*`.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_HostHeaderConditionConfig.html
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/987
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/2561
 */
export const CONDITION_KINDS: Readonly<Record<string, ConditionKind>> = {
  'host-header': {
    config: 'HostHeaderConfig',
    takesOldValues: true,
    isSingle: true,
    hasWildcards: true,
    takesRegex: true,
    length: LENGTH,
    pattern: /^(?=.*[.*])(?:[A-Za-z0-9_.*?-]*\.)?[A-Za-z0-9*?]*$/,
    form: 'have a dot, and consist of letters, digits, the characters - _ . and the wildcards * and ?, without - and _ behind the last dot',
  },
  'path-pattern': {
    config: 'PathPatternConfig',
    takesOldValues: true,
    isSingle: true,
    hasWildcards: true,
    takesRegex: true,
    length: LENGTH,
    pattern: /^[\x21-\x7e]*$/,
    form: 'consist of visible ASCII characters',
  },
  'http-header': {
    config: 'HttpHeaderConfig',
    hasWildcards: true,
    takesRegex: true,
    length: LENGTH,
    pattern: /^[\x20-\x7e]*$/,
    form: 'consist of visible ASCII characters and spaces',
  },
  'query-string': {
    config: 'QueryStringConfig',
    hasWildcards: true,
    length: LENGTH,
    pattern: /^[\x21-\x7e]*$/,
    form: 'consist of visible ASCII characters',
  },
  'http-request-method': {
    config: 'HttpRequestMethodConfig',
    isSingle: true,
    length: METHOD_LENGTH,
    pattern: /^[A-Z_-]*$/,
    form: 'consist of the capital letters A to Z, - and _',
  },
  'source-ip': {
    config: 'SourceIpConfig',
    isSingle: true,
    length: LENGTH,
    pattern: new RegExp(`^(?!255\\.255\\.255\\.255/32$)(?:${IPV4}|${IPV6})$`),
    form: 'be a CIDR block such as 10.0.0.0/8, other than 255.255.255.255/32',
  },
};

/** The name of the header of a condition. It is compared without regard to case. */
export const CONDITION_HEADER_NAME = {
  length: 40,
  pattern: /^(?!host$)[!#$%&'*+.^_`|~0-9a-z-]*$/i,
  form: 'be a header name other than host, for which there are host conditions',
} as const;

/** Paths of requests begin with a slash, so that a pattern that begins with anything else, wildcards aside, matches none. */
export const MATCHING_PATH = /^[/*?]/;

/** Why a value of a condition is refused, after its name: "must …". */
export function conditionValueProblem({ length, pattern, form }: Pick<ConditionKind, 'length' | 'pattern' | 'form'>, value: string): string | undefined {
  if (value === '') { return 'must not be empty'; }
  if (value.length > length) { return `has ${value.length} characters, and may have ${length}`; }
  return pattern.test(value) ? undefined : `must ${form}`;
}

/** How many wildcards a value has; a backslash makes them ordinary characters. */
export function wildcardsIn(value: string): number { return value.replace(/\\[*?]/g, '').match(/[*?]/g)?.length ?? 0; }
