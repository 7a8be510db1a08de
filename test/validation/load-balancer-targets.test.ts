import { validate } from '../../src/validation/engine/validate';
import { applyChange, sourceIn } from '../../src/validation/scenes/scenes';

const SCENE = 'a Fargate service behind a load balancer';
const ID = 'load-balancer-egress';

const closed = (rule: object) => ({
  Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'front', VpcId: { Ref: 'Vpc' }, SecurityGroupEgress: [rule] },
});

/** A Network Load Balancer with one egress rule in front of the Application Load Balancer of the scene. */
function inFrontOf(target: unknown, rule: object) {
  const resources = applyChange(SCENE, {
    FrontGroup: closed(rule),
    Front: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { Type: 'network', Subnets: ['subnet-0a1b2c3d4e5f60720'], SecurityGroups: [{ 'Fn::GetAtt': ['FrontGroup', 'GroupId'] }] },
    },
    FrontListener: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: { LoadBalancerArn: { Ref: 'Front' }, Port: 443, Protocol: 'TCP', DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'FrontTargets' } }] },
    },
    FrontTargets: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: { TargetType: 'alb', Port: 443, Protocol: 'TCP', VpcId: { Ref: 'Vpc' }, Targets: [{ Id: target }] },
    },
  });
  return validate([sourceIn(SCENE, resources)]).filter(finding => finding.rule.id === ID);
}

describe('a Network Load Balancer in front of an Application Load Balancer', () => {
  const toGroup = (group: string) => ({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, DestinationSecurityGroupId: { 'Fn::GetAtt': [group, 'GroupId'] } });

  test('has a warning if its security group does not allow traffic to the target', () => {
    expect(inFrontOf({ Ref: 'Balancer' }, toGroup('TaskGroup'))).toEqual([expect.objectContaining({
      severity: 'warning',
      logicalId: 'Front',
      message: 'the security groups of load balancer Front do not allow traffic to load balancer Balancer on port 443',
    })]);
  });

  test.each<[string, unknown, object]>([
    ['with a rule to the security group of the target', { Ref: 'Balancer' }, toGroup('BalancerGroup')],
    ['in front of a target outside the app', 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/50dc6c495c0c9188', toGroup('TaskGroup')],
  ])('is accepted %s', (_, target, rule) => { expect(inFrontOf(target, rule)).toEqual([]); });
});
