import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as logs from 'aws-cdk-lib/aws-logs';
import { WebFirewall } from '../../../src/constructs/load-balancing/load-balancer/web-firewall';

function firewall(): Template {
  const stack = new Stack();
  new WebFirewall(stack, 'WebAcl', new logs.LogGroup(stack, 'Logs', { logGroupName: 'aws-waf-logs-web' }));
  return Template.fromStack(stack);
}

test('allows requests that no AWS rule group blocks', () => {
  firewall().hasResourceProperties('AWS::WAFv2::WebACL', {
    Scope: 'REGIONAL',
    DefaultAction: { Allow: {} },
    Rules: [
      Match.objectLike({ Name: 'AWSManagedRulesAmazonIpReputationList', Priority: 0, OverrideAction: { None: {} } }),
      Match.objectLike({ Name: 'AWSManagedRulesCommonRuleSet', Priority: 1 }),
      Match.objectLike({ Name: 'AWSManagedRulesKnownBadInputsRuleSet', Priority: 2 }),
    ],
  });
});

test('counts large bodies instead of blocking uploads', () => {
  firewall().hasResourceProperties('AWS::WAFv2::WebACL', {
    Rules: Match.arrayWith([Match.objectLike({
      Statement: { ManagedRuleGroupStatement: { RuleActionOverrides: [{ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }] } },
    })]),
  });
});

test('logs to the log group with an ARN without an asterisk', () => {
  firewall().hasResourceProperties('AWS::WAFv2::LoggingConfiguration', {
    LogDestinationConfigs: [{ 'Fn::Join': ['', Match.arrayWith([':log-group:', { Ref: Match.stringLikeRegexp('^Logs') }])] }],
  });
});
