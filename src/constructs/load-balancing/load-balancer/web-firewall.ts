import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { FirewallRules, WEB_FIREWALL_RULES } from '../../../facts/web-firewall';

/** Associates an existing web ACL with a load balancer. */
export function attachWebAcl(scope: Construct, loadBalancer: elbv2.IApplicationLoadBalancer, webAclArn: string): void {
  new wafv2.CfnWebACLAssociation(scope, 'WebAclAssociation', { resourceArn: loadBalancer.loadBalancerArn, webAclArn });
}

/** A web ACL with the AWS managed rules for every web application; its decisions are logged. */
export class WebFirewall extends Construct {
  public readonly webAclArn: string;

  public constructor(scope: Construct, id: string, logGroup: logs.ILogGroup) {
    super(scope, id);
    const webAcl = new wafv2.CfnWebACL(this, 'Resource', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: measuredAs('WebAcl'),
      rules: WEB_FIREWALL_RULES.map(ruleGroup),
    });
    this.webAclArn = webAcl.attrArn;
    new wafv2.CfnLoggingConfiguration(this, 'Logging', { resourceArn: webAcl.attrArn, logDestinationConfigs: [this.destination(logGroup)] });
  }

  /** The log group ARN of the CDK ends in `:*`, which AWS WAF does not accept. */
  private destination(logGroup: logs.ILogGroup): string {
    return Stack.of(this).formatArn({ service: 'logs', resource: 'log-group', resourceName: logGroup.logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  }
}

function ruleGroup({ name, counted }: FirewallRules, priority: number): wafv2.CfnWebACL.RuleProperty {
  return {
    name,
    priority,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ruleActionOverrides: counted.map(rule => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
    visibilityConfig: measuredAs(name),
  };
}

function measuredAs(metricName: string): wafv2.CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName };
}
