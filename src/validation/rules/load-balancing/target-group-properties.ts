import { GENEVE_PORT, REQUIRED_OF_TARGETS, TARGET_GROUP_FORMATS } from '../../../facts/target-group-properties';
import { GATEWAY_PROTOCOL } from '../../../facts/target-groups';
import type { TargetGroup } from '../../model/entities/target-group';
import { wrongValues } from '../../model/queries/value-format';
import { defineRule, Violation } from '../rule';

const LAMBDA = 'lambda';

export default defineRule({
  title: 'A target group has a protocol, a port and a VPC with valid values',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation treats these properties as optional, because target groups of functions have none. Elastic Load Balancing refuses any other target group without them, and values that it does not know.',
  fix: 'Set `protocol`, `port` and `vpc` of `elbv2.ApplicationTargetGroup` or `elbv2.NetworkTargetGroup`. In CloudFormation: Protocol, Port and VpcId.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html',

  subject: 'targetGroup',
  *check(group) {
    yield* incomplete(group);
    yield* wrongValues(group.node, TARGET_GROUP_FORMATS, () => group.resource.logicalId);
    if (group.isOfNetwork && group.protocolVersion.isKnown) {
      yield { location: group.node.at('ProtocolVersion'), message: `ProtocolVersion (${group.protocolVersion}) is for HTTP and HTTPS, but the protocol is ${group.protocol}` };
    }
    if (group.protocol.is(GATEWAY_PROTOCOL) && group.port.differs(GENEVE_PORT)) {
      yield { location: group.node.at('Port'), message: `Port (${group.port}) must be ${GENEVE_PORT} with protocol ${GATEWAY_PROTOCOL}` };
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'no protocol': { Targets: { Protocol: undefined } },
    'no port': { Targets: { Port: undefined } },
    'no VPC': { Targets: { VpcId: undefined } },
    'a misspelled protocol': { Targets: { Protocol: 'http' } },
    'a target type that does not exist': { Targets: { TargetType: 'container' } },
    'port 0': { Targets: { Port: 0 } },
    'health checks on a named port': { Targets: { HealthCheckPort: 'http' } },
    'HTTP/2 over TCP': { scene: 'a Fargate service behind a network load balancer', change: { Targets: { ProtocolVersion: 'HTTP1' } } },
    'a Gateway Load Balancer on another port': { Appliances: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { Port: 6080, Protocol: 'GENEVE', VpcId: { Ref: 'Vpc' } } } },
    'a function with a port': { Function: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { TargetType: 'lambda', Port: 80 } } },
  },
  good: {
    'a target group without properties': { Other: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: {} } },
    'a function': { Function: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { TargetType: 'lambda' } } },
    'a port under a condition': { Targets: { Port: { 'Fn::If': ['IsTest', 80, { Ref: 'AWS::NoValue' }] } } },
    'a Gateway Load Balancer': { Appliances: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { Port: 6081, Protocol: 'GENEVE', VpcId: { Ref: 'Vpc' } } } },
    'the highest port': { Targets: { Port: 65_535 } },
    'a target type from a parameter': { Other: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { TargetType: { Ref: 'AParameter' } } } },
  },
});

/** Reports missing properties, and those that a target group of a function cannot have. */
function* incomplete({ node, targetType }: TargetGroup): Iterable<Violation> {
  // a target group with none of them is a placeholder in an unfinished template
  const isBegun = REQUIRED_OF_TARGETS.some(key => node.get(key).isSure);
  for (const key of REQUIRED_OF_TARGETS) {
    const place = node.get(key);
    if (isBegun && place.isAbsent && targetType.differs(LAMBDA)) { yield { location: place.location, message: `the target group has no ${key}; Elastic Load Balancing requires it` }; }
    if (place.isSure && targetType.is(LAMBDA)) { yield { location: place.location, message: `the target group has ${key}, which a target group of a function cannot have` }; }
  }
}
