import { App, Fn, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { AlbListenerRuleProps, EcsCluster, Exposure } from '../../../src';
import { bandOf } from '../../../src/constructs/load-balancing/listener-rule/listener-rule-band';
import { makeService } from '../../support/container-service';

const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';
const { ListenerCondition } = elbv2;

interface Rule {
  readonly Priority: number;
  readonly Conditions: unknown[];
}

function ruleOf(props: AlbListenerRuleProps): Rule {
  const stack = new Stack(new App(), 'Stack');
  const vpc = new ec2.Vpc(stack, 'Vpc');
  const listener = new elbv2.ApplicationLoadBalancer(stack, 'LB', { vpc }).addListener('Listener', { port: 80, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
  makeService(stack, { cluster: new EcsCluster(stack, 'Cluster', { vpc }), exposure: Exposure.albListenerRule(listener, props) });
  const [rule] = Object.values(Template.fromStack(stack).findResources(RULE)) as { Properties: Rule }[];
  return rule.Properties;
}

const LONG = 'a'.repeat(129);

describe('a listener rule', () => {
  test.each<[AlbListenerRuleProps, unknown[]]>([
    [{ methods: ['GET', 'HEAD'] }, [{ Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET', 'HEAD'] } }]],
    [{ headers: { 'x-tenant': ['a*'], 'x-beta': ['1'] } }, [
      { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'x-tenant', Values: ['a*'] } },
      { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'x-beta', Values: ['1'] } },
    ]],
    [{ queryStrings: { version: ['2', '3'] } }, [{ Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'version', Value: '2' }, { Key: 'version', Value: '3' }] } }]],
    [{ sourceIps: ['10.0.0.0/8', '2001:db8::/32'] }, [{ Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.0/8', '2001:db8::/32'] } }]],
    [{ hosts: ['api.example.com'], paths: ['/v?/*'], conditions: [ListenerCondition.httpRequestMethods(['GET'])] }, [
      { Field: 'host-header', HostHeaderConfig: { Values: ['api.example.com'] } },
      { Field: 'path-pattern', PathPatternConfig: { Values: ['/v?/*'] } },
      { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET'] } },
    ]],
  ])('has the conditions of %j', (props, conditions) => {
    expect(ruleOf(props).Conditions).toEqual(conditions);
  });

  test.each<AlbListenerRuleProps>([
    { methods: ['GET'] }, { headers: { 'x-tenant': ['a'] } }, { queryStrings: { v: ['1'] } }, { sourceIps: ['10.0.0.0/8'] }, { conditions: [ListenerCondition.sourceIps(['10.0.0.0/8'])] },
  ])('with %j comes before one without', props => {
    const { first, width } = bandOf({ hosts: ['api.example.com'], hasMore: true });
    const { Priority } = ruleOf({ hosts: ['api.example.com'], ...props });
    expect(Priority).toBeGreaterThanOrEqual(first);
    expect(Priority).toBeLessThan(first + width);
  });

  test('without additional conditions keeps the band of hosts and paths if their lists are empty', () => {
    expect(ruleOf({ hosts: ['api.example.com'], methods: [], sourceIps: [], conditions: [], headers: {}, queryStrings: {} }).Priority)
      .toBeGreaterThanOrEqual(bandOf({ hosts: ['api.example.com'] }).first);
  });

  test.each<AlbListenerRuleProps>([
    { hosts: ['a_b.example.com', '*.example.com', 'API.example.com', 'a?.example.com'] },
    { paths: ['*.jpg', '?/a', `/${'a'.repeat(127)}`, '/a~b;c=d,e'] },
    { hosts: [Fn.importValue('Host')], paths: [Fn.importValue('Path')] },
    { hosts: Fn.split(',', Fn.importValue('Hosts')) },
    { sourceIps: ['255.255.255.254/32', '::/0', '::ffff:10.0.0.0/104', Lazy.string({ produce: () => '10.0.0.0/8' })] },
    { headers: { 'User-Agent': ['*Mozilla/5.0 (X11; Linux)*'], 'x_y.z': ['1'] } },
    { queryStrings: { 'v*': ['\\*\\*\\*\\*\\*'] } },
  ])('accepts %j', props => {
    expect(() => ruleOf(props)).not.toThrow();
  });

  test.each<[AlbListenerRuleProps, string]>([
    [{ hosts: ['localhost'] }, "host ('localhost') must be a host name of at most 128 characters, with a dot and only letters and digits after the last dot"],
    [{ hosts: ['https://api.example.com'] }, "host ('https://api.example.com') must be a host name"],
    [{ hosts: ['api.example.com:8080'] }, "host ('api.example.com:8080') must be a host name"],
    [{ hosts: [`${LONG}.com`] }, "a.com') must be a host name of at most 128 characters"],
    [{ paths: [`/${'a'.repeat(128)}`] }, 'must be a path of at most 128 visible ASCII characters that begins with /, * or ?'],
    [{ paths: ['/a b'] }, "path ('/a b') must be a path"],
    [{ methods: ['get'] }, "method ('get') must be at most 40 capital letters, hyphens and underscores, without wildcards"],
    [{ methods: ['*'] }, "method ('*') must be at most 40 capital letters"],
    [{ headers: { Host: ['api.example.com'] } }, "header ('Host') must be the name of a header, of at most 40 characters, other than Host"],
    [{ headers: { ['x'.repeat(41)]: ['1'] } }, 'must be the name of a header, of at most 40 characters'],
    [{ headers: { 'x-tenant': [LONG] } }, 'header x-tenant: value'],
    [{ headers: { 'x-tenant': [] } }, 'header x-tenant has no values; remove it'],
    [{ queryStrings: { v: [] } }, 'query string parameter v has no values; remove it'],
    [{ queryStrings: { v: [LONG] } }, 'query string parameter v: value'],
    [{ queryStrings: { [LONG]: ['1'] } }, 'must be 1 to 128 visible ASCII characters'],
    [{ sourceIps: ['10.0.0.1'] }, "sourceIp ('10.0.0.1') must be an IPv4 or IPv6 CIDR block, such as 10.0.0.0/8"],
    [{ sourceIps: ['10.0.0.256/32'] }, "sourceIp ('10.0.0.256/32') must be an IPv4 or IPv6 CIDR block"],
    [{ sourceIps: ['10.0.0.0/33'] }, "sourceIp ('10.0.0.0/33') must be an IPv4 or IPv6 CIDR block"],
    [{ hosts: ['a.com', 'b.com'], methods: ['GET', 'HEAD'], queryStrings: { v: ['1'] }, sourceIps: ['10.0.0.0/8'] }, 'the conditions have 6 values (2 in hosts, 2 in methods, 1 in queryStrings, 1 in sourceIps), and a listener rule has at most 5'],
    [{ paths: ['/1', '/2', '/3', '/4', '/5', '/6'] }, '/Api] the conditions have 6 values (6 in paths), and a listener rule has at most 5; expose the service twice, or use wildcards'],
    [{ hosts: ['a.com'], paths: ['/1', '/2', '/3', '/4', '/5', '/6'], headers: { 'x-a': ['1'], 'x-b': ['1', '2'] } }, 'the conditions have 10 values (1 in hosts, 6 in paths, 3 in headers), and'],
    [{ hosts: ['a.com', 'b.com', 'c.com'], conditions: [ListenerCondition.queryStrings([{ value: '1' }, { value: '2' }, { value: '3' }])] }, 'the conditions have 6 values (3 in hosts, 3 in conditions)'],
    [{ hosts: ['*.*.a.com'], paths: ['/*/?/*'], queryStrings: { 'a*': ['*'] } }, 'the conditions have 7 wildcards, and a listener rule has at most 5; expose the service twice'],
    [{ hosts: ['a.com'], conditions: [ListenerCondition.hostHeaders(['b.com'])] }, 'a listener rule has at most one condition on host-header; set all values in one of them'],
    [{ conditions: [ListenerCondition.sourceIps(['10.0.0.0/8']), ListenerCondition.sourceIps(['11.0.0.0/8'])] }, 'at most one condition on source-ip'],
  ])('refuses %j', (props, message) => {
    expect(() => ruleOf(props)).toThrow(message);
  });

  test('can have several conditions on headers and query strings', () => {
    expect(() => ruleOf({ queryStrings: { a: ['1'] }, conditions: [ListenerCondition.queryStrings([{ value: 'x' }]), ListenerCondition.httpHeader('x-a', ['1'])] })).not.toThrow();
  });
});
