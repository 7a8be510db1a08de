import { defineRule } from '../rule';

export default defineRule({
  title: 'A listener forwards to the target group of a service',
  severity: 'error',
  outcome: 'refused',
  why: 'A target group belongs to a load balancer only through a listener or a listener rule; ECS refuses a service whose target group has no load balancer.',
  fix: 'Forward to the target group from a listener or a listener rule.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html',

  subject: 'launch',
  *check({ attachments }) {
    for (const { targetGroup, node } of attachments) {
      if (targetGroup?.isUnused) {
        yield { location: node.at('TargetGroupArn'), message: `no listener forwards to target group ${targetGroup.resource.logicalId}` };
      }
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'a listener that answers itself': { Listener: { DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }] } },
  },
  good: {
    'a rule of the listener': {
      Listener: { DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }] },
      ListenerRule: {
        Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
        Properties: {
          ListenerArn: { Ref: 'Listener' },
          Priority: 1,
          Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }],
          Actions: [{ Type: 'forward', ForwardConfig: { TargetGroups: [{ TargetGroupArn: { Ref: 'Targets' }, Weight: 1 }] } }],
        },
      },
      Service: { DependsOn: ['Providers', 'ListenerRule'] },
    },
    'a custom resource that may forward': {
      Listener: { DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }] },
      Router: { Type: 'Custom::Router', Properties: { ServiceToken: { Ref: 'Function' }, TargetGroup: { Ref: 'Targets' } } },
    },
  },
});
