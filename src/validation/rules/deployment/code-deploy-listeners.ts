import { GRADUAL_CONFIGURATION, GRADUAL_ROUTING } from '../../../facts/code-deploy-groups';
import { APPLICATION_PROTOCOLS } from '../../../facts/target-group-attributes';
import { GATEWAY_PROTOCOL } from '../../../facts/target-groups';
import { DeploymentGroup, listenerOfRoute, mayForward } from '../../model/entities/deployment-group';
import type { Node } from '../../model/evaluation/node';
import { codeDeployPair, OTHER_TARGETS } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

const NETWORK = 'a Fargate service that CodeDeploy deploys behind a network load balancer';

export default defineRule({
  title: 'CodeDeploy shifts the traffic of the listener that forwards to the service',
  severity: 'warning',
  outcome: 'hangs',
  why: 'A deployment fails if the production listener does not forward to the service: "Primary taskset target group must be behind listener". Test traffic needs another listener of the same load balancer. Network Load Balancers shift all traffic at once.',
  fix: 'Pass the listener that forwards to the service as `listener`, another one as `testListener`, and use EcsDeploymentConfig.ALL_AT_ONCE for a Network Load Balancer. In CloudFormation: ProdTrafficRoute, TestTrafficRoute, DeploymentConfigName.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html',

  subject: 'application',
  *check(application) {
    for (const group of DeploymentGroup.allOf(application)) {
      yield* gradualOnNetwork(group);
      for (const each of group.pairs.sure) {
        yield* otherGroups(each, group);
        yield* otherListener(each, group);
        yield* testListener(each);
      }
    }
  },

  scene: 'a Fargate service that CodeDeploy deploys',
  bad: {
    'a linear configuration for a network load balancer': { scene: NETWORK, change: { Group: { DeploymentConfigName: 'CodeDeployDefault.ECSLinear10PercentEvery1Minutes' } } },
    'a canary configuration in the app for a network load balancer': {
      scene: NETWORK,
      change: {
        Group: { DeploymentConfigName: { Ref: 'Config' } },
        Config: {
          Type: 'AWS::CodeDeploy::DeploymentConfig',
          Properties: { ComputePlatform: 'ECS', TrafficRoutingConfig: { Type: 'TimeBasedCanary', TimeBasedCanary: { CanaryInterval: 5, CanaryPercentage: 10 } } },
        },
      },
    },
    'two target groups of other services': codeDeployPair({ TargetGroups: { 0: { Name: { 'Fn::GetAtt': ['Other', 'TargetGroupName'] } } } }, { Other: OTHER_TARGETS }),
    'a listener that does not forward to the service': codeDeployPair({ ProdTrafficRoute: { ListenerArns: [{ Ref: 'Other' }] } }, { Other: listener() }),
    'a listener that forwards to the second target group': {
      Listener: { DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Green' } }] }, Service: { DependsOn: ['Providers', 'Listener', 'Task'] },
    },
    'one listener for production and test traffic': codeDeployPair({ TestTrafficRoute: { ListenerArns: [{ 'Fn::GetAtt': ['Listener', 'ListenerArn'] }] } }),
  },
  good: {
    'a linear configuration': { Group: { DeploymentConfigName: 'CodeDeployDefault.ECSLinear10PercentEvery1Minutes' } },
    'all at once': { scene: NETWORK, change: { Group: { DeploymentConfigName: 'CodeDeployDefault.ECSAllAtOnce' } } },
    'a listener for test traffic': codeDeployPair({ TestTrafficRoute: { ListenerArns: [{ Ref: 'Other' }] } }, { Other: listener() }),
    'the service behind the second target group': codeDeployPair({
      TargetGroups: [{ Name: { 'Fn::GetAtt': ['Green', 'TargetGroupName'] } }, { Name: { 'Fn::GetAtt': ['Targets', 'TargetGroupName'] } }],
    }),
    'a listener outside the app': codeDeployPair({ ProdTrafficRoute: { ListenerArns: [{ Ref: 'AParameter' }] } }),
    'a listener rule': {
      Listener: { DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }] },
      Service: { DependsOn: ['Providers', 'Rule', 'Task'] },
      Rule: {
        Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
        Properties: {
          ListenerArn: { Ref: 'Listener' },
          Priority: 1,
          Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }],
          Actions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Targets' } }],
        },
      },
    },
    'a list of target groups from a parameter': codeDeployPair({ TargetGroups: { Ref: 'Groups' } }),
    'a target group from a parameter': codeDeployPair({ TargetGroups: [{ Name: { Ref: 'Blue' } }, { Name: { Ref: 'Other' } }] }),
  },
});

/** A listener of the load balancer that forwards to the other target group. */
function listener() {
  return {
    Type: 'AWS::ElasticLoadBalancingV2::Listener',
    Properties: { LoadBalancerArn: { Ref: 'Balancer' }, Port: 8080, Protocol: 'HTTP', DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Green' } }] },
  };
}

function* gradualOnNetwork({ node, targetGroup: group, configuration }: DeploymentGroup): Iterable<Violation> {
  if (!group?.protocol.isNoneOf([...APPLICATION_PROTOCOLS, GATEWAY_PROTOCOL])) { return; }
  const routing = configuration?.properties.get('TrafficRoutingConfig').text('Type');
  if (node.text('DeploymentConfigName').satisfies(name => GRADUAL_CONFIGURATION.test(name)) || routing?.isOneOf(GRADUAL_ROUTING)) {
    yield {
      location: node.at('DeploymentConfigName'),
      related: [group.resource.at('Protocol')],
      message: `${configuration?.logicalId ?? node.text('DeploymentConfigName')} shifts traffic step by step, but the service is behind a Network Load Balancer; use CodeDeployDefault.ECSAllAtOnce`,
    };
  }
}

/** A pair of target groups without the target group of the service. */
function* otherGroups(each: Node, group: DeploymentGroup): Iterable<Violation> {
  const names = each.list('TargetGroups');
  const groups = names.map(name => group.targetGroupAt(name.get('Name')));
  if (group.targetGroup && names.isKnown && groups.every(found => found !== undefined) && !groups.includes(group.targetGroup)) {
    yield { location: each.at('TargetGroups'), message: `the pair does not contain target group ${group.targetGroup.resource.logicalId}, in which the service is registered` };
  }
}

function* otherListener(each: Node, { targetGroup: group }: DeploymentGroup): Iterable<Violation> {
  const route = each.get('ProdTrafficRoute');
  const named = listenerOfRoute(route);
  if (named && group && !mayForward(named, group)) {
    yield {
      location: route.location,
      related: [named.at('')],
      message: `listener ${named.logicalId} does not forward to ${group.resource.logicalId}, in which the service is registered`,
    };
  }
}

function* testListener(each: Node): Iterable<Violation> {
  const test = listenerOfRoute(each.get('TestTrafficRoute'));
  if (test && test === listenerOfRoute(each.get('ProdTrafficRoute'))) {
    yield { location: each.at('TestTrafficRoute'), message: `listener ${test.logicalId} is also the production listener; test traffic needs another listener` };
  }
}
