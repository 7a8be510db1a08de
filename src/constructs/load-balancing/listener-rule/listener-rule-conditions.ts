import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { isKnownLater } from '../../checks';

/**
 * The conditions of a listener rule. A request must meet all conditions; for each condition it must match one of the values.
 *
 * A rule has at most 5 values and 5 wildcards in all conditions together. `*` matches any number of characters, `?` exactly one.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export interface ListenerRuleConditions {
  /**
   * Host names, such as `api.example.com` or `*.example.com`, of at most 128 characters. Case does not matter.
   *
   * @default - any host
   */
  readonly hosts?: string[];

  /**
   * Paths, such as `/api/*`, of at most 128 characters. Case matters.
   *
   * @default - any path
   */
  readonly paths?: string[];

  /**
   * Request methods, such as `GET`, without wildcards.
   *
   * @default - any method
   */
  readonly methods?: string[];

  /**
   * Values of headers by the name of the header. A request must match a value of each header. Case does not matter.
   *
   * @default - any headers
   */
  readonly headers?: { [name: string]: string[] };

  /**
   * Values of parameters of the query string by the name of the parameter. A request must match a value of each parameter. Case does not matter.
   *
   * @default - any query string
   */
  readonly queryStrings?: { [name: string]: string[] };

  /**
   * CIDR blocks that the address of the client is in, IPv4 or IPv6. Behind a proxy this is the address of the proxy.
   *
   * @default - any address
   */
  readonly sourceIps?: string[];

  /**
   * Additional conditions, which must all be met.
   *
   * @default - none
   */
  readonly conditions?: elbv2.ListenerCondition[];
}

/** All conditions of a rule, hosts and paths first. A list without values is no condition. */
export function conditionsOf(props: ListenerRuleConditions): elbv2.ListenerCondition[] {
  const { hosts, paths, methods, headers = {}, queryStrings = {}, sourceIps, conditions = [] } = props;
  const { ListenerCondition } = elbv2;
  return [
    ...ifAny(hosts, values => ListenerCondition.hostHeaders(values)),
    ...ifAny(paths, values => ListenerCondition.pathPatterns(values)),
    ...ifAny(methods, values => ListenerCondition.httpRequestMethods(values)),
    ...Object.entries(headers).map(([name, values]) => ListenerCondition.httpHeader(name, values)),
    ...Object.entries(queryStrings).map(([key, values]) => ListenerCondition.queryStrings(values.map(value => ({ key, value })))),
    ...ifAny(sourceIps, values => ListenerCondition.sourceIps(values)),
    ...conditions,
  ];
}

/** A condition in the form of CloudFormation. */
interface RenderedCondition {
  readonly field: string;
  readonly httpRequestMethodConfig?: { readonly values: readonly string[] };
  readonly httpHeaderConfig?: { readonly httpHeaderName: string };
}

/** What a GET request must have to meet the conditions, besides host, path and address. */
export function furtherNeeds({ methods = [], headers = {}, queryStrings = {}, conditions = [] }: ListenerRuleConditions): readonly string[] {
  return [
    ...methodNeeds(methods),
    ...Object.keys(headers).map(name => `the header ${name}`),
    ...(Object.keys(queryStrings).length > 0 ? [QUERY_STRING] : []),
    ...conditions.flatMap(condition => needsOf(condition.renderRawCondition() as RenderedCondition)),
  ];
}

/** The need for a query string, which a path may have. */
export const QUERY_STRING = 'a query string';

function needsOf({ field, httpRequestMethodConfig, httpHeaderConfig }: RenderedCondition): readonly string[] {
  return [
    ...methodNeeds(httpRequestMethodConfig?.values ?? []),
    ...(httpHeaderConfig ? [`the header ${httpHeaderConfig.httpHeaderName}`] : []),
    ...(field === 'query-string' ? [QUERY_STRING] : []),
  ];
}

function methodNeeds(methods: readonly string[]): readonly string[] {
  return methods.length === 0 || methods.some(method => method === 'GET' || isKnownLater(method)) ? [] : [`the method ${methods.join(' or ')}`];
}

/** Whether there are conditions. A list without values is none. */
export function hasConditions({ hosts, paths, ...more }: ListenerRuleConditions): boolean { return isAny(hosts, paths) || hasMoreConditions(more); }

/** Whether there are conditions besides hosts and paths. */
export function hasMoreConditions({ methods, headers = {}, queryStrings = {}, sourceIps, conditions }: ListenerRuleConditions): boolean {
  return isAny(methods, Object.keys(headers), Object.keys(queryStrings), sourceIps, conditions);
}

function isAny(...lists: readonly (readonly unknown[] | undefined)[]): boolean { return lists.some(list => list !== undefined && list.length > 0); }

function ifAny(values: string[] | undefined, make: (values: string[]) => elbv2.ListenerCondition): elbv2.ListenerCondition[] {
  return values && values.length > 0 ? [make(values)] : [];
}
