import { ALB_TARGET_TYPE } from '../../../facts/network-load-balancers';
import { listenersOf } from '../../model/entities/listener';
import { LoadBalancer } from '../../model/entities/load-balancer';
import { TargetGroup } from '../../model/entities/target-group';
import type { Value } from '../../model/evaluation/value';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'An Application Load Balancer behind a Network Load Balancer listens on the port of its target group',
  severity: 'error',
  outcome: 'refused',
  why: 'Elastic Load Balancing refuses an Application Load Balancer as a target if it has no listener on the port of the target group. CloudFormation may create the target group before the listener, unless the target group depends on the listener.',
  fix: 'Use `new NlbForAlb(this, "Static", { listener })` or `new targets.AlbListenerTarget(listener)`, which use the port of the listener and depend on it. In CloudFormation: Port of the target group and of the listener, and DependsOn of the target group.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html',

  subject: 'targetGroup',
  *check(group) {
    if (!group.targetType.is(ALB_TARGET_TYPE)) { return; }
    for (const target of group.balancerTargets) { yield* problemsOf(group, target.balancer, target.port); }
  },

  scene: 'a network load balancer in front of an application load balancer',
  bad: {
    'another port': { Targets: { Port: 80, Targets: [{ Id: { Ref: 'Application' } }] } },
    'another port of the target': { Targets: { Targets: [{ Id: { Ref: 'Application' }, Port: 8443 }] } },
    'no listener': { Requests: undefined, Targets: { DependsOn: [] } },
    'no dependency': { Targets: { DependsOn: [] } },
  },
  good: {
    'the port of the target group': { Targets: { Targets: [{ Id: { Ref: 'Application' } }] } },
    'the same port of the target': { Targets: { Port: 80 } },
    'a port from a parameter': { Targets: { Targets: [{ Id: { Ref: 'Application' }, Port: { Ref: 'Port' } }] } },
    'a listener on a port from a parameter': { Requests: { Port: { Ref: 'Port' } } },
    'a listener of a load balancer that may be this one': { Targets: { DependsOn: [] }, Requests: { LoadBalancerArn: { Ref: 'AnyBalancer' } } },
    'a listener under a condition': { Targets: { DependsOn: [] }, Requests: { Condition: 'IsTest' } },
    'a target outside the app': { Requests: undefined, Targets: { DependsOn: [], Targets: [{ Id: { Ref: 'AlbArn' }, Port: 443 }] } },
    'addresses': { Requests: undefined, Targets: { DependsOn: [], TargetType: 'ip', Targets: [{ Id: { Ref: 'Application' }, Port: 8443 }] } },
  },
});

function* problemsOf({ resource, node }: TargetGroup, balancer: LoadBalancer, port: Value<number>): Iterable<Violation> {
  const { known: listeners, isComplete } = listenersOf(balancer);
  const number = port.known;
  if (!isComplete || number === undefined) { return; }
  const others = listeners.filter(listener => listener.port.differs(number));
  const matching = listeners.filter(listener => !others.includes(listener));
  const location = node.at('Targets');
  if (matching.length === 0) {
    yield {
      location,
      related: [balancer.resource.at('')],
      message: `target group ${resource.logicalId} has target ${balancer.resource.logicalId} on port ${port}, but that load balancer has no listener on this port; use the port of a listener`,
    };
  } else if (matching.every(listener => listener.resource.coexistsWith(resource) && !resource.waitsFor(listener.resource))) {
    yield {
      location,
      related: matching.map(listener => listener.resource.at('')),
      message: `target group ${resource.logicalId} does not depend on ${matching.map(listener => listener.resource.logicalId).join(', ')}, and without it Elastic Load Balancing refuses ${balancer.resource.logicalId} as a target`,
      severity: 'warning',
    };
  }
}
