import { CONDITION_FORMATS } from '../../../facts/listener-rules';
import { own } from '../../../facts/own';
import type { Listener } from '../../model/entities/listener';
import type { Node } from '../../model/evaluation/node';
import { identityKey } from '../../model/index/identity';
import { repetitionsOf } from '../../model/index/repetitions';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Rules of a listener have different conditions',
  severity: 'warning',
  outcome: 'ignored',
  why: 'A listener uses the first rule, by priority, whose conditions a request meets. A second rule with the same conditions never applies, and the service behind it receives no request.',
  fix: 'Change the conditions of one rule: `conditions` of `addTargets()` or of the `ApplicationListenerRule`. In CloudFormation: Conditions.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html',

  subject: 'application',
  *check({ listenerRules }) {
    for (const { again, first } of repetitionsOf(listenerRules, keyOf, ({ resource }) => resource)) {
      yield {
        location: again.conditionsPlace.location,
        related: [first.conditionsPlace.location],
        message: `the rule has the same conditions as rule ${first.resource.logicalId} of the same listener: the one with the higher priority number never applies`,
      };
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'one path in two rules': { A: rule(1, [path('/api/*')]), B: rule(2, [path('/api/*')]) },
    'the same path in the older form': { A: rule(1, [path('/api/*')]), B: rule(2, [{ Field: 'path-pattern', Values: ['/api/*'] }]) },
    'two conditions in another order': { A: rule(1, [path('/api/*'), host('a.example.com', 'b.example.com')]), B: rule(2, [host('b.example.com', 'a.example.com'), path('/api/*')]) },
    'one header in two rules': { A: rule(1, [header('x-test')]), B: rule(2, [header('X-Test')]) },
  },
  good: {
    'two paths': { A: rule(1, [path('/api/*')]), B: rule(2, [path('/admin/*')]) },
    'one path on two hosts': { A: rule(1, [path('/api/*'), host('a.example.com')]), B: rule(2, [path('/api/*'), host('b.example.com')]) },
    'two headers': { A: rule(1, [header('x-test')]), B: rule(2, [header('x-trial')]) },
    'a path from a parameter': { A: rule(1, [path({ Ref: 'AParameter' })]), B: rule(2, [path({ Ref: 'AParameter' })]) },
    'a field from a parameter': { A: rule(1, [{ Field: { Ref: 'AParameter' }, Values: ['/api/*'] }]), B: rule(2, [{ Field: { Ref: 'AParameter' }, Values: ['/api/*'] }]) },
    'a header from a parameter': { A: rule(1, [header({ Ref: 'AParameter' })]), B: rule(2, [header({ Ref: 'AParameter' })]) },
    'two listeners': { A: rule(1, [path('/api/*')]), B: rule(2, [path('/api/*')], { Ref: 'AParameter' }) },
    'rules under different conditions': { A: { ...rule(1, [path('/api/*')]), Condition: 'IsProduction' }, B: { ...rule(2, [path('/api/*')]), Condition: 'IsTest' } },
    'query strings': { A: rule(1, [query('a')]), B: rule(2, [query('b')]) },
    'regular expressions': { A: rule(1, [pattern('^/a')]), B: rule(2, [pattern('^/b')]) },
  },
});

/** A text that is equal for rules of the same listener with the same conditions; `undefined` if a condition is unknown. */
function keyOf({ listenerPlace, conditionsPlace }: Listener): string | undefined {
  const listener = identityKey(listenerPlace, { types: 'AWS::ElasticLoadBalancingV2::Listener' });
  const conditions = conditionsPlace.asList;
  const texts = conditions.map(textOf);
  return listener === undefined || !conditions.isKnown || texts.includes(undefined) ? undefined : [listener, ...texts.sort()].join(' ');
}

/** The field and the values of a condition, in one order; `undefined` for values that are unknown, and for fields with other settings. */
function textOf(condition: Node): string | undefined {
  const field = condition.text('Field').known;
  const config = own(CONDITION_FORMATS, field ?? '')?.config;
  if (config === undefined) { return undefined; }
  const place = condition.get(config).isAbsent ? condition : condition.get(config);
  const values = place.list('Values');
  const texts = values.texts;
  if (values.length === 0 || texts.length < values.length) { return undefined; }
  const name = place.text('HttpHeaderName').orDefault('').known?.toLowerCase();
  return name === undefined ? undefined : JSON.stringify([field, name, ...[...texts].sort()]);
}

function rule(Priority: number, Conditions: readonly object[], ListenerArn: unknown = { Ref: 'Listener' }) {
  return { Type: 'AWS::ElasticLoadBalancingV2::ListenerRule', Properties: { ListenerArn, Priority, Conditions, Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200' } }] } };
}

function path(...Values: readonly unknown[]) { return { Field: 'path-pattern', PathPatternConfig: { Values } }; }
function host(...Values: readonly unknown[]) { return { Field: 'host-header', HostHeaderConfig: { Values } }; }
function header(HttpHeaderName: unknown) { return { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName, Values: ['1'] } }; }
function query(Key: string) { return { Field: 'query-string', QueryStringConfig: { Values: [{ Key, Value: '1' }] } }; }
function pattern(value: string) { return { Field: 'path-pattern', PathPatternConfig: { RegexValues: [value] } }; }
