import { Token } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { conditionsOf, ListenerRuleConditions } from './listener-rule-conditions';
import {
  CONDITION_FORMATS, HEADER_NAME, LISTENER_RULE_CONDITION_VALUES, LISTENER_RULE_WILDCARDS, SINGLE_CONDITIONS, WILDCARD_FIELDS,
  wildcardsIn,
} from '../../../facts/listener-rules';
import { Format } from '../../../facts/value-format';
import { formatProblem, isKnownLater } from '../../checks';

/** What a condition compares: its field, and every text that counts as a value or may have wildcards. */
interface Comparison {
  readonly field: string;
  readonly values: readonly string[];
  readonly patterns: readonly string[];
}

/** Why Elastic Load Balancing would refuse a rule with these conditions, or why it could never match. */
export function conditionProblems(props: ListenerRuleConditions): string[] {
  const tooMany = valueCountProblems(props);
  if (tooMany.length > 0) { return [...formProblems(props), ...tooMany]; }
  const comparisons = conditionsOf(props).map(comparisonOf);
  return [...formProblems(props), ...wildcardProblems(comparisons), ...repeatedProblems(comparisons)];
}

function formProblems({ hosts, paths, methods, headers = {}, queryStrings = {}, sourceIps }: ListenerRuleConditions): string[] {
  return [
    ...malformed('host', hosts, CONDITION_FORMATS['host-header']),
    ...malformed('path', paths, CONDITION_FORMATS['path-pattern']),
    ...malformed('method', methods, CONDITION_FORMATS['http-request-method']),
    ...malformed('sourceIp', sourceIps, CONDITION_FORMATS['source-ip']),
    ...malformed('header', Object.keys(headers), HEADER_NAME),
    ...malformed('query string parameter', Object.keys(queryStrings), CONDITION_FORMATS['query-string']),
    ...Object.entries(headers).flatMap(([name, values]) => valuesProblems(`header ${name}`, values, CONDITION_FORMATS['http-header'])),
    ...Object.entries(queryStrings).flatMap(([name, values]) => valuesProblems(`query string parameter ${name}`, values, CONDITION_FORMATS['query-string'])),
  ];
}

function malformed(what: string, values: readonly string[] | undefined, format: Format): string[] {
  return known(values ?? []).flatMap(value => formatProblem(what, value, format));
}

function valuesProblems(what: string, values: readonly string[], format: Format): string[] {
  return values.length === 0 ? [`${what} has no values; remove it`] : malformed(`${what}: value`, values, format);
}

/** Checked before the conditions are created: the L2 refuses some with too many values, without the construct path. */
function valueCountProblems(props: ListenerRuleConditions): string[] {
  const { hosts = [], paths = [], methods = [], headers = {}, queryStrings = {}, sourceIps = [], conditions = [] } = props;
  const counts: readonly (readonly [string, number])[] = [
    ['hosts', hosts.length],
    ['paths', paths.length],
    ['methods', methods.length],
    ['headers', Object.values(headers).flat().length],
    ['queryStrings', Object.values(queryStrings).flat().length],
    ['sourceIps', sourceIps.length],
    ['conditions', conditions.map(comparisonOf).flatMap(({ values }) => values).length],
  ];
  const sum = counts.reduce((total, [, count]) => total + count, 0);
  if (sum <= LISTENER_RULE_CONDITION_VALUES) { return []; }
  const listed = counts.filter(([, count]) => count > 0).map(([prop, count]) => `${count} in ${prop}`).join(', ');
  return [`the conditions have ${sum} values (${listed}), and a listener rule has at most ${LISTENER_RULE_CONDITION_VALUES}; expose the service twice, or use wildcards`];
}

function wildcardProblems(comparisons: readonly Comparison[]): string[] {
  const wildcards = known(comparisons.flatMap(({ patterns }) => patterns)).reduce((sum, pattern) => sum + wildcardsIn(pattern), 0);
  return wildcards > LISTENER_RULE_WILDCARDS.maxOfOlderAccounts
    ? [`the conditions have ${wildcards} wildcards, and a listener rule has at most ${LISTENER_RULE_WILDCARDS.max}; expose the service twice`]
    : [];
}

/** `conditions` may have a field that a prop has too. */
function repeatedProblems(comparisons: readonly Comparison[]): string[] {
  const fields = comparisons.map(({ field }) => field);
  return SINGLE_CONDITIONS.filter(field => fields.indexOf(field) !== fields.lastIndexOf(field))
    .map(field => `a listener rule has at most one condition on ${field}; set all values in one of them`);
}

/** A condition in the form that the L2 writes. */
interface RawCondition {
  readonly field: string;
  readonly queryStringConfig?: { readonly values?: readonly elbv2.QueryStringCondition[] };
}

function comparisonOf(condition: elbv2.ListenerCondition): Comparison {
  const { field, queryStringConfig, ...configs } = condition.renderRawCondition() as RawCondition;
  if (queryStringConfig) {
    const pairs = queryStringConfig.values ?? [];
    return { field, values: pairs.map(({ value }) => value), patterns: pairs.flatMap(({ key = '', value }) => [key, value]) };
  }
  const values = Object.values(configs as Record<string, { readonly values?: readonly string[] }>).flatMap(config => config?.values ?? []);
  return { field, values, patterns: WILDCARD_FIELDS.includes(field) ? values : [] };
}

/** A list that is known at deployment only is one token. */
function known(values: readonly string[]): readonly string[] {
  return Token.isUnresolved(values) ? [] : values.filter(value => !isKnownLater(value));
}
