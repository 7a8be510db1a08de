import { CLOUDFRONT_SCOPE, isCloudFrontWebAcl } from '../../../facts/web-firewall';
import type { Node } from '../../model/evaluation/node';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The web ACL of a load balancer has the scope REGIONAL',
  severity: 'error',
  outcome: 'refused',
  why: 'A web ACL with scope CLOUDFRONT protects only CloudFront distributions. AWS WAF refuses to associate it with a load balancer.',
  fix: "Create the CfnWebACL with scope: 'REGIONAL', or pass the ARN of such a web ACL as `webAclArn`. In CloudFormation: Scope.",
  docs: 'https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html',

  subject: 'application',
  *check(application) {
    for (const { properties } of application.ofType('AWS::WAFv2::WebACLAssociation')) {
      if (properties.target('ResourceArn')?.type !== 'AWS::ElasticLoadBalancingV2::LoadBalancer') { continue; }
      const webAcl = properties.get('WebACLArn');
      if (isForCloudFront(webAcl)) {
        yield { location: webAcl.location, message: `associates web ACL ${nameOf(webAcl)}, which is for CloudFront, with a load balancer; use one with scope REGIONAL` };
      }
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'a web ACL outside the app': { Association: association('arn:aws:wafv2:us-east-1:111122223333:global/webacl/shop/4f5e8c1a-1111-2222-3333-444455556666') },
    'a web ACL of the app': { Association: association({ 'Fn::GetAtt': ['WebAcl', 'Arn'] }), WebAcl: aclOf('CLOUDFRONT') },
  },
  good: {
    'a regional web ACL outside the app': { Association: association('arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shop/4f5e8c1a-1111-2222-3333-444455556666') },
    'a regional web ACL of the app': { Association: association({ 'Fn::GetAtt': ['WebAcl', 'Arn'] }), WebAcl: aclOf('REGIONAL') },
    'another resource': { Association: association('arn:aws:wafv2:us-east-1:111122223333:global/webacl/shop/4f5e8c1a-1111-2222-3333-444455556666', { Ref: 'ApiStage' }) },
    'a web ACL from a parameter': { Association: association({ Ref: 'WebAclArn' }) },
  },
});

function isForCloudFront(webAcl: Node): boolean {
  const resource = webAcl.asAttribute?.resource;
  return resource?.type === 'AWS::WAFv2::WebACL' ? resource.properties.text('Scope').is(CLOUDFRONT_SCOPE) : webAcl.asText.satisfies(isCloudFrontWebAcl);
}

function nameOf(webAcl: Node): string { return webAcl.asAttribute?.resource.logicalId ?? String(webAcl.asText); }

function association(WebACLArn: unknown, ResourceArn: unknown = { Ref: 'Balancer' }) {
  return { Type: 'AWS::WAFv2::WebACLAssociation', Properties: { ResourceArn, WebACLArn } };
}

function aclOf(Scope: string) {
  return {
    Type: 'AWS::WAFv2::WebACL',
    Properties: { Scope, DefaultAction: { Allow: {} }, VisibilityConfig: { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true, MetricName: 'shop' } },
  };
}
