import { mayHaveMoved } from '../../model/entities/deployment-group';
import { mayForwardAnywhere } from '../../model/queries/listener-writers';
import { OTHER_TARGETS, ruleCall } from '../../scenes/extras';
import { defineRule } from '../rule';

const FIXED_RESPONSE = { Listener: { DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }] } };

export default defineRule({
  title: 'A listener forwards to the target group of a service',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS refuses a service whose target group has no load balancer: "The target group with targetGroupArn … does not have an associated load balancer". A listener or listener rule with a forward action associates them.',
  fix: 'Call listener.addTargets() or listener.addTargetGroups(); an exposure of ContainerService does so. In CloudFormation: a forward action in an AWS::ElasticLoadBalancingV2::Listener or ListenerRule.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html',

  subject: 'taskRunner',
  *check(runner) {
    const { attachments, application } = runner;
    for (const { targetGroup, node } of attachments) {
      if (targetGroup?.isUnused && !mayHaveMoved(targetGroup, runner)) {
        yield {
          location: node.at('TargetGroupArn'),
          related: [targetGroup.resource.at('')],
          message: `target group ${targetGroup.resource.logicalId} has no load balancer: no listener or listener rule forwards to it`,
          // code in the app may create the listener, and find the target group at run time
          ...mayForwardAnywhere(application) ? { severity: 'warning' } : {},
        };
      }
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'a listener with a fixed response': FIXED_RESPONSE,
    'a function that may create any listener': { ...FIXED_RESPONSE, Router: samFunction('elasticloadbalancing:*', '*') },
    'a function that may describe any listener': { ...FIXED_RESPONSE, Router: samFunction('elasticloadbalancing:Describe*', '*') },
    'a function that may change one listener': { ...FIXED_RESPONSE, Router: samFunction('elasticloadbalancing:ModifyListener', { Ref: 'Listener' }) },
    'a function with an AWS managed policy for load balancing': {
      ...FIXED_RESPONSE, Router: { Type: 'AWS::Serverless::Function', Properties: { Policies: 'arn:aws:iam::aws:policy/ElasticLoadBalancingFullAccess' } },
    },
    'a rule from custom resources that no longer forwards': {
      scene: 'a Fargate service behind a listener rule from custom resources',
      change: { RuleConditions: ruleCall('modifyRule', { RuleArn: '${Rule}', Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }] }) },
    },
    'a service that ECS deploys, and another target group with a listener': {
      Service: { LoadBalancers: { 0: { TargetGroupArn: { Ref: 'Other' } } } },
      Other: OTHER_TARGETS,
    },
    'a service that CodeDeploy deploys, and no target group with a listener': {
      scene: 'a Fargate service that CodeDeploy deploys', change: { ...FIXED_RESPONSE, Group: { LoadBalancerInfo: { TargetGroupPairInfoList: { Ref: 'Pairs' } } } },
    },
    'a function with a Deny statement for every listener': { ...FIXED_RESPONSE, Router: samFunction('elasticloadbalancing:*', '*', 'Deny') },
  },
  good: {
    'a listener rule': {
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
    'a rule from custom resources that changes only on update': {
      scene: 'a Fargate service behind a listener rule from custom resources',
      change: {
        RuleConditions: ruleCall('modifyRule', { RuleArn: '${Rule}', Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }] }, { event: 'Update' }),
      },
    },
  },
});

function samFunction(Action: string, Resource: unknown, Effect = 'Allow'): object {
  return { Type: 'AWS::Serverless::Function', Properties: { Policies: [{ Statement: [{ Effect, Action, Resource }] }] } };
}
