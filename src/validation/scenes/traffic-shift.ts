import { LOAD_BALANCING_SCENES } from './load-balancing';
import { merge } from './merge';
import { Resources, role } from './parts';

const BEHIND_BALANCER = LOAD_BALANCING_SCENES['a Fargate service behind a load balancer'];
const BEHIND_NETWORK_BALANCER = LOAD_BALANCING_SCENES['a Fargate service behind a network load balancer'];

const INFRASTRUCTURE = role('ecs.amazonaws.com', {
  ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers' }],
});

const BOTH_GROUPS = {
  Type: 'forward',
  ForwardConfig: { TargetGroups: [{ TargetGroupArn: { Ref: 'Targets' }, Weight: 100 }, { TargetGroupArn: { Ref: 'Green' }, Weight: 0 }] },
};

export const TRAFFIC_SHIFT_SCENES = {
  'a Fargate service with blue/green deployments': {
    ...merge(BEHIND_BALANCER, {
      Listener: { Properties: { DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }] } },
      Service: blueGreen('Rule'),
    }),
    Green: BEHIND_BALANCER.Targets,
    Rule: {
      Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
      Properties: { ListenerArn: { Ref: 'Listener' }, Priority: 1, Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }], Actions: [BOTH_GROUPS] },
    },
    Infrastructure: INFRASTRUCTURE,
  },

  'a Fargate service with blue/green deployments behind a network load balancer': {
    ...merge(BEHIND_NETWORK_BALANCER, { Listener: { Properties: { DefaultActions: [BOTH_GROUPS] } }, Service: blueGreen('Listener') }),
    Green: BEHIND_NETWORK_BALANCER.Targets,
    Infrastructure: INFRASTRUCTURE,
  },
} satisfies Record<string, Resources>;

/** The deployment settings of a service, with the rule or listener that ECS changes. */
function blueGreen(production: string) {
  return {
    DependsOn: ['Providers', production],
    Properties: {
      DeploymentConfiguration: { Strategy: 'BLUE_GREEN', BakeTimeInMinutes: 5 },
      LoadBalancers: {
        0: {
          AdvancedConfiguration: {
            AlternateTargetGroupArn: { Ref: 'Green' }, ProductionListenerRule: { Ref: production }, RoleArn: { 'Fn::GetAtt': ['Infrastructure', 'Arn'] },
          },
        },
      },
    },
  };
}
