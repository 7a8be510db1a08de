import { CfnResource, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as custom from 'aws-cdk-lib/custom-resources';
import { EcsPlace, ENVIRONMENTS, findings, onFargate } from '../support/ecs-apps';

const PRIORITY = 7;

describe.each(ENVIRONMENTS)('a listener rule from custom resources is checked like a resource, %s', (_, env) => {
  test('a valid app', () => {
    expect(findings(env, place => {
      const { service, balancer } = shiftingTraffic(place);
      service.connections.allowFrom(balancer, ec2.Port.tcp(80));
    })).toEqual([]);
  });

  test('no security group admits the load balancer', () => {
    const rules = new Set(findings(env, shiftingTraffic).map(finding => finding.split(' ').slice(0, 2).join(' ')));
    expect([...rules]).toEqual(['error load-balancer-egress', 'error load-balancer-reaches-tasks']);
  });

  test('another rule of the listener has the priority', () => {
    expect(findings(env, place => {
      const { service, balancer, listener } = shiftingTraffic(place);
      service.connections.allowFrom(balancer, ec2.Port.tcp(80));
      listener.addAction('Other', { priority: PRIORITY, conditions: [elb.ListenerCondition.pathPatterns(['/other'])], action: elb.ListenerAction.fixedResponse(404) });
    })).toEqual([expect.stringMatching(/^error listener-rule-priority Priority\w+\.Properties\.Create\.parameters\..*: priority 7 is used by rule BalancerHttpOther/)]);
  });

  test('a service has a target group without a listener rule', () => {
    expect(findings(env, place => {
      const { service, balancer } = shiftingTraffic(place);
      service.connections.allowFrom(balancer, ec2.Port.tcp(80));
      const unused = targetGroup(place, 'Unused');
      (service.node.findChild('Service') as ecs.CfnService).addPropertyOverride('LoadBalancers.1', { ContainerName: 'web', ContainerPort: 80, TargetGroupArn: unused.targetGroupArn });
    })).toEqual([
      expect.stringMatching(/^error traffic-shift-load-balancers Service.*LoadBalancers\.1: the entry has no AdvancedConfiguration/),
      expect.stringMatching(/^error target-group-has-listener Service.*: target group Unused\w+ has no load balancer/),
    ]);
  });
});

/** A service whose deployments change the weights of a rule that is not a CloudFormation resource. */
function shiftingTraffic(place: EcsPlace) {
  const { stack, vpc } = place;
  const balancer = new elb.ApplicationLoadBalancer(stack, 'Balancer', { vpc });
  const listener = balancer.addListener('Http', { port: 80, defaultAction: elb.ListenerAction.fixedResponse(404) });
  const [blue, green] = [targetGroup(place, 'Blue'), targetGroup(place, 'Green')];
  const rule = ruleOf(stack, listener, [{ TargetGroupArn: blue.targetGroupArn, Weight: 100 }, { TargetGroupArn: green.targetGroupArn, Weight: 0 }]);
  const service = onFargate(stack, new ecs.Cluster(stack, 'Cluster', { vpc }), { deploymentStrategy: ecs.DeploymentStrategy.BLUE_GREEN });
  const { roleArn } = new iam.Role(stack, 'Shifting', {
    assumedBy: new iam.ServicePrincipal('ecs.amazonaws.com'),
    managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonECSInfrastructureRolePolicyForLoadBalancers')],
  });
  const alternateTarget = { bind: () => ({ alternateTargetGroupArn: green.targetGroupArn, roleArn, productionListenerRule: rule }) };

  service.loadBalancerTarget({ containerName: 'web', containerPort: 80, alternateTarget }).attachToApplicationTargetGroup(blue);
  service.node.addDependency(stack.node.findChild('Rule'));
  return { service, balancer, listener };
}

function targetGroup({ stack, vpc }: EcsPlace, id: string): elb.ApplicationTargetGroup {
  return new elb.ApplicationTargetGroup(stack, id, { vpc, port: 80, targetType: elb.TargetType.IP });
}

/** The ARN of a rule: one custom resource creates it, the others change it. */
function ruleOf(stack: Stack, { listenerArn }: elb.ApplicationListener, TargetGroups: readonly object[]): string {
  const Conditions = [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }];
  const rule = calling(stack, 'Rule', {
    onCreate: call('createRule', { ListenerArn: listenerArn, Priority: PRIORITY, Conditions, Actions: [{ Type: 'forward', ForwardConfig: { TargetGroups } }] }),
    onDelete: {
      service: 'elastic-load-balancing-v2', action: 'deleteRule', parameters: { RuleArn: new custom.PhysicalResourceIdReference() }, ignoreErrorCodesMatching: 'RuleNotFound',
    },
  });
  const RuleArn = (rule.node.findChild('Resource').node.defaultChild as CfnResource).ref;
  calling(stack, 'Conditions', { onUpdate: call('modifyRule', { RuleArn, Conditions }) });
  calling(stack, 'Priority', { onUpdate: call('setRulePriorities', { RulePriorities: [{ RuleArn, Priority: PRIORITY }] }) });
  return RuleArn;
}

function calling(stack: Stack, id: string, calls: Partial<custom.AwsCustomResourceProps>): custom.AwsCustomResource {
  const policy = custom.AwsCustomResourcePolicy.fromSdkCalls({ resources: custom.AwsCustomResourcePolicy.ANY_RESOURCE });
  return new custom.AwsCustomResource(stack, id, { ...calls, policy, installLatestAwsSdk: false });
}

function call(action: string, parameters: object): custom.AwsSdkCall {
  return { service: 'elastic-load-balancing-v2', action, parameters, physicalResourceId: custom.PhysicalResourceId.fromResponse('Rules.0.RuleArn') };
}
