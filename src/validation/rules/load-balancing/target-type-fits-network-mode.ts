import { own } from '../../../facts/own';
import { GATEWAY_PROTOCOL, SERVICE_TARGET_TYPES, TARGET_TYPE_OF_MODE } from '../../../facts/target-groups';
import type { Launch } from '../../model/launch';
import type { TargetGroup } from '../../model/load-balancing';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'Targets are addresses with awsvpc networking, and instances without',
  severity: 'error',
  outcome: 'refused',
  why: 'Each awsvpc task has an address of its own; the tasks of other modes are reached through ports of their instance. ECS refuses a target group of the wrong kind.',
  fix: 'Set TargetType to ip for awsvpc, and to instance (the default) for bridge and host. Changing it replaces the target group.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html',

  subject: 'launch',
  *check(launch) {
    const groups = launch.attachments.flatMap(({ targetGroup, alternateTargetGroup }) => [targetGroup ?? [], alternateTargetGroup ?? []].flat());
    for (const group of groups) {
      if (group.targetType.isNoneOf(SERVICE_TARGET_TYPES)) {
        yield { location: group.node.at('TargetType'), message: `target type ${group.targetType} takes no tasks; use ${SERVICE_TARGET_TYPES.join(' or ')}` };
      } else { yield* otherThanMode(group, launch); }
      if (group.protocol.is(GATEWAY_PROTOCOL)) {
        yield { location: group.node.at('Protocol'), message: `protocol ${group.protocol} is that of gateway load balancers, which take no tasks` };
      }
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'instances': { Targets: { TargetType: 'instance' } },
    'the default, which is instances': { Targets: { TargetType: undefined } },
    'a protocol of gateways': {
      Targets: { Protocol: 'GENEVE', Port: 6081 },
    },
    'a function': { Targets: { TargetType: 'lambda', Port: undefined, Protocol: undefined, VpcId: undefined } },
  },
  good: { 'addresses over HTTP 2': { Targets: { ProtocolVersion: 'HTTP2' } } },
});

function* otherThanMode({ targetType, node }: TargetGroup, launch: Launch): Iterable<Violation> {
  const { networkMode } = launch;
  const wanted = networkMode.map(mode => own(TARGET_TYPE_OF_MODE, mode));
  if (isMistaken(launch)) { return; }
  if (wanted.satisfies(type => targetType.differs(type))) {
    yield { location: node.at('TargetType'), message: `target type ${targetType}${node.get('TargetType').isAbsent ? ', the default,' : ''} does not go with network mode ${networkMode}, which takes ${wanted}` };
  }
}

/** Whether the network mode is what is wrong: on Fargate there is but one. */
function isMistaken({ taskDefinition: task, networkMode }: Launch): boolean {
  return task?.compatibilities.isEmpty === false && task.mayRunOn('FARGATE') && networkMode.differs('awsvpc');
}
