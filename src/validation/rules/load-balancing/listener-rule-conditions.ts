import {
  CONDITION_FORMATS, ConditionKind, HEADER_NAME, LISTENER_RULE_CONDITION_VALUES, LISTENER_RULE_WILDCARDS, REGEX_FIELDS,
  SINGLE_CONDITIONS, wildcardsIn,
} from '../../../facts/listener-rules';
import { own } from '../../../facts/own';
import { Format, hasFormat, inWords } from '../../../facts/value-format';
import { listed } from '../../model/entities/listed';
import { Listener } from '../../model/entities/listener';
import type { List, Node } from '../../model/evaluation/node';
import { breaksFormat } from '../../model/queries/value-format';
import { ruleCall } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

const IMPORTED = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2';
const NOT_FOUND = { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } };

export default defineRule({
  title: 'The conditions of a listener rule are within the limits and valid',
  severity: 'error',
  outcome: 'refused',
  why: 'Elastic Load Balancing refuses the rule, for example with "A rule can only have \'5\' condition values" or "Condition value \'foo-bar\' contains a character that is not valid".',
  fix: 'Use fewer values, wildcards, or a second rule to the same target group, or values in the form that the message names. In CloudFormation: Conditions.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html',

  subject: 'application',
  *check({ listenerRules }) {
    for (const rule of listenerRules) { yield* wrongConditions(rule); }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'no condition': ruleOn(),
    'six paths': ruleOn(paths('/a', '/b', '/c', '/d', '/e', '/f')),
    'six values in two conditions': ruleOn(paths('/a', '/b', '/c'), hosts('a.example.com', 'b.example.com', 'c.example.com')),
    'six values, some of them regular expressions': ruleOn(paths('/a', '/b', '/c'), { Field: 'host-header', RegexValues: ['^a', '^b', '^c'] }),
    'seven wildcards': ruleOn(paths('/*/a/*', '/*/b/*', '/?/*/*')),
    'six wildcards': ruleOn(paths('/*/a/*', '/*/b/*', '/?/*')),
    'two conditions on hosts': ruleOn(hosts('a.example.com'), hosts('b.example.com')),
    'a condition without values': ruleOn({ Field: 'path-pattern', PathPatternConfig: { Values: [] } }),
    'a host with a port': ruleOn(hosts('api.example.com:8443')),
    'a host without a dot': ruleOn(hosts('foo-bar')),
    'a host with a protocol, in Values': ruleOn({ Field: 'host-header', Values: ['https://api.example.com'] }),
    'a path with a space': ruleOn(paths('/a b')),
    'a path that matches nothing': ruleOn(paths('api/*')),
    'an empty path': ruleOn(paths('')),
    'a long path': ruleOn(paths(`/${'a'.repeat(128)}`)),
    'a method in lower case': ruleOn({ Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['get'] } }),
    'an IP address instead of a CIDR block': ruleOn({ Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.1'] } }),
    'regular expressions for a query string': ruleOn({ Field: 'query-string', RegexValues: ['^a'] }),
    'the host as a header': ruleOn({ Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'Host', Values: ['api.example.com'] } }),
    'a long value of a query string': ruleOn({ Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'q', Value: 'a'.repeat(129) }] } }),
    'a host with a port in a call by a custom resource': { Rule: ruleCall('createRule', { ListenerArn: IMPORTED, Priority: 1, Conditions: [hosts('api.example.com:8443')], Actions: [NOT_FOUND] }) },
  },
  good: {
    'five values and five wildcards': ruleOn(paths('/*', '/a/*', '/b/*'), hosts('*.example.com', 'api-?.example.com')),
    'wildcards in a regular expression': ruleOn({ Field: 'path-pattern', PathPatternConfig: { RegexValues: ['^/(a|b)?/.*/?.*/?.*$'] } }),
    'escaped wildcards': ruleOn({ Field: 'query-string', QueryStringConfig: { Values: [{ Value: '\\*\\*\\*\\*\\*\\*' }] } }),
    'a wildcard after the last dot': ruleOn(hosts('api-*.*')),
    'an internationalized top-level domain': ruleOn(hosts('shop.xn--p1ai')),
    'two conditions on headers': ruleOn(
      { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'x-tenant', Values: ['a'] } },
      { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'x-beta', Values: ['1'] } },
    ),
    'paths from a parameter': ruleOn({ Field: 'path-pattern', PathPatternConfig: { Values: { Ref: 'Paths' } } }),
    'a sixth path under a condition': ruleOn(paths('/a', '/b', '/c', '/d', '/e', { 'Fn::If': ['IsTest', '/f', { Ref: 'AWS::NoValue' }] })),
    'conditions from a parameter': { Rule: { ...ruleOn().Rule, Properties: { ...ruleOn().Rule.Properties, Conditions: { Ref: 'Conditions' } } } },
    'a field from a parameter': ruleOn({ Field: { Ref: 'Field' }, Values: ['foo', 'b', 'c', 'd', 'e', 'f'] }),
  },
});

/** A condition: its field and the lists of its values. */
interface Condition {
  readonly node: Node;
  readonly field: string;
  readonly form: Format;
  readonly texts: readonly List[];
  readonly regex: readonly List[];
}

function* wrongConditions({ conditionsPlace }: Listener): Iterable<Violation> {
  const list = conditionsPlace.asList;
  const { location } = conditionsPlace;
  if (list.isEmpty) { yield { location, message: 'the rule has no condition; add one, or use the default action of the listener' }; }
  const conditions = list.sure.flatMap(conditionAt);
  const values = conditions.flatMap(({ texts, regex }) => [...texts, ...regex]).reduce((sum, { atLeast }) => sum + atLeast, 0);
  const wildcards = conditions.flatMap(knownTexts).reduce((sum, text) => sum + wildcardsIn(text), 0);
  if (values > LISTENER_RULE_CONDITION_VALUES) { yield { location, message: `the conditions have ${values} values; a rule can have at most ${LISTENER_RULE_CONDITION_VALUES}` }; }
  if (wildcards > LISTENER_RULE_WILDCARDS.max) { yield tooManyWildcards(location, wildcards); }
  for (const field of SINGLE_CONDITIONS) {
    const [, again] = conditions.filter(condition => condition.field === field);
    if (again) { yield { location: again.node.location, message: `the rule has more than one condition on ${field}; put all values in one of them` }; }
  }
  for (const condition of conditions) { yield* malformed(condition); }
}

function tooManyWildcards(location: Violation['location'], wildcards: number): Violation {
  const { max, maxOfOlderAccounts } = LISTENER_RULE_WILDCARDS;
  return {
    location,
    message: `the conditions have ${wildcards} wildcards; a rule can have at most ${max}, or ${maxOfOlderAccounts} in older accounts`,
    ...wildcards > maxOfOlderAccounts ? {} : { severity: 'warning' },
  };
}

function conditionAt(node: Node): readonly Condition[] {
  const field = node.text('Field').known ?? '';
  const form: ConditionKind | undefined = own(CONDITION_FORMATS, field);
  if (!form) { return []; }
  const config = node.get(form.config);
  return [{ node, field, form, texts: [node.list('Values'), config.list('Values')], regex: [node.list('RegexValues'), config.list('RegexValues')] }];
}

function knownTexts({ texts }: Condition): readonly string[] {
  return texts.flatMap(list => list.sure.flatMap(valuesAt)).flatMap(node => node.asText.known ?? []);
}

/** The strings of a value. A query string value has two. */
function valuesAt(value: Node): readonly Node[] {
  return value.keys.length > 0 ? value.keys.map(key => value.get(key)) : [value];
}

function* malformed({ node, field, form, texts, regex }: Condition): Iterable<Violation> {
  if ([...texts, ...regex].every(list => list.isEmpty)) { yield { location: node.location, message: `the condition on ${field} has no values` }; }
  for (const place of texts.flatMap(list => list.sure.flatMap(valuesAt))) {
    if (breaksFormat(place, form)) {
      yield {
        location: place.location,
        message: `the value "${place.asText}" of the condition on ${field} must be ${inWords(form)}`,
        // a path without a leading slash matches nothing, but the other values of the rule may match
        ...place.asText.satisfies(text => text !== '' && hasFormat(`/${text}`, form)) ? { severity: 'warning' } : {},
      };
    }
  }
  if (regex.some(list => list.sure.length > 0) && !REGEX_FIELDS.includes(field)) {
    yield { location: node.location, message: `the condition on ${field} has RegexValues, which are only for ${listed(REGEX_FIELDS)}` };
  }
  const name = node.get('HttpHeaderConfig').get('HttpHeaderName');
  if (breaksFormat(name, HEADER_NAME)) {
    yield { location: name.location, message: `HttpHeaderName ("${name.asText}") must be ${inWords(HEADER_NAME)}` };
  }
}

function ruleOn(...Conditions: object[]) {
  return {
    Rule: {
      Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
      Properties: { ListenerArn: { Ref: 'Listener' }, Priority: 1, Conditions, Actions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Targets' } }] },
    },
  };
}

function paths(...Values: unknown[]) { return { Field: 'path-pattern', PathPatternConfig: { Values } }; }

function hosts(...Values: string[]) { return { Field: 'host-header', HostHeaderConfig: { Values } }; }
