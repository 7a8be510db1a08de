import type { Application } from '../../model/application';
import type { Listener } from '../../model/entities/listener';
import { grouped } from '../../model/index/grouped';
import { Forward, forwardsOf } from '../../model/queries/forwards';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A target group belongs to one load balancer',
  severity: 'error',
  outcome: 'refused',
  why: 'Elastic Load Balancing refuses a listener or rule that forwards to a target group of another load balancer: "The following target groups cannot be associated with more than one load balancer".',
  fix: 'Create a target group for each load balancer, and register the service in both: call `service.loadBalancerTarget()` for each. In CloudFormation: an AWS::ElasticLoadBalancingV2::TargetGroup for each load balancer.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html',

  subject: 'application',
  *check(application) {
    for (const [group, [first, ...others]] of grouped(usesOf(application), ({ forward }) => [forward.group])) {
      const other = others.find(({ listener }) => areOfDifferent(first.listener, listener));
      if (!other) { continue; }
      yield {
        location: other.forward.place.location,
        related: [first.forward.place.location, group.at('')],
        message: `load balancer ${nameOf(other.listener)} forwards to ${group.logicalId}, which load balancer ${nameOf(first.listener)} uses already`,
      };
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'a listener of another load balancer': { Internal: balancerWith({}), InternalListener: listenerOf('Internal') },
    'a listener of another load balancer with two target groups': {
      scene: 'a Fargate service with blue/green deployments', change: { Internal: balancerWith({}), InternalListener: listenerOf('Internal', [weighted('Green', 'Targets')]) },
    },
  },
  good: {
    'another load balancer from a parameter': { Listener: { LoadBalancerArn: { Ref: 'AParameter' } }, Internal: balancerWith({}), InternalListener: listenerOf('Internal') },
    'a rule of the same load balancer': { Rule: rule('Listener') },
    'two load balancers under different conditions': {
      Listener: { Condition: 'IsProduction' }, Service: { DependsOn: undefined }, Internal: balancerWith({ Condition: 'IsTest' }), InternalListener: { ...listenerOf('Internal'), Condition: 'IsTest' },
    },
    'a target group under a condition': {
      Internal: balancerWith({}), InternalListener: listenerOf('Internal', [{ 'Fn::If': ['IsTest', { Type: 'forward', TargetGroupArn: { Ref: 'Targets' } }, { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }] }]),
    },
    'a load balancer from a parameter': { InternalListener: listenerOf('AParameter') },
  },
});

/** The use of a target group by a listener or listener rule. */
interface Use { readonly listener: Listener; readonly forward: Forward }

function usesOf(application: Application): readonly Use[] {
  return application.listenersAndRules.flatMap(listener => forwardsOf(listener, application).known.map(forward => ({ listener, forward })));
}

function areOfDifferent(one: Listener, other: Listener): boolean {
  const [balancer, another] = [one.loadBalancer, other.loadBalancer];
  return balancer !== undefined && another !== undefined && balancer !== another && one.resource.coexistsWith(other.resource);
}

function nameOf({ loadBalancer }: Listener): string | undefined { return loadBalancer?.resource.logicalId; }

function balancerWith(rest: object): object {
  return { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Subnets: ['subnet-0a1b2c3d4e5f60720', 'subnet-0a1b2c3d4e5f60721'], SecurityGroups: [{ 'Fn::GetAtt': ['BalancerGroup', 'GroupId'] }] }, ...rest };
}

function listenerOf(of: string, DefaultActions: readonly object[] = [{ Type: 'forward', TargetGroupArn: { Ref: 'Targets' } }]): object {
  return { Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: { LoadBalancerArn: { Ref: of }, Port: 80, Protocol: 'HTTP', DefaultActions } };
}

function rule(of: string): object {
  return {
    Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
    Properties: { ListenerArn: { Ref: of }, Priority: 1, Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }], Actions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Targets' } }] },
  };
}

function weighted(...groups: readonly string[]): object {
  return { Type: 'forward', ForwardConfig: { TargetGroups: groups.map(Ref => ({ TargetGroupArn: { Ref }, Weight: 1 })) } };
}
