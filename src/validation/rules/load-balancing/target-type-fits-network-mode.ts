import { TARGET_TYPE_OF_MODE } from '../../../facts/target-groups';
import type { Launch } from '../../model/launch';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Targets are addresses with awsvpc networking, and instances without',
  severity: 'error',
  outcome: 'refused',
  why: 'Each awsvpc task has an address of its own; the tasks of other modes are reached through ports of their instance. ECS refuses a target group of the wrong kind.',
  fix: 'Set TargetType to ip for awsvpc, and to instance (the default) for bridge and host. Changing it replaces the target group.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html',

  on: 'launch',
  *check(launch) {
    const { attachments, networkMode } = launch;
    if (isMistaken(launch)) { return; }
    const wanted = networkMode.map(mode => TARGET_TYPE_OF_MODE[mode]);
    for (const group of attachments.flatMap(({ targetGroup, alternateTargetGroup }) => [targetGroup ?? [], alternateTargetGroup ?? []].flat())) {
      if (wanted.satisfies(type => group.targetType.differs(type))) {
        yield { location: group.node.at('TargetType'), message: `target type ${group.targetType} does not go with network mode ${networkMode}, which takes ${wanted}` };
      }
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'instances': { Targets: { TargetType: 'instance' } },
    'the default, which is instances': { Targets: { TargetType: undefined } },
    'a function': { Targets: { TargetType: 'lambda', Port: undefined, Protocol: undefined, VpcId: undefined } },
  },
  good: { 'addresses over HTTP 2': { Targets: { ProtocolVersion: 'HTTP2' } } },
});

/** Whether the network mode is what is wrong: on Fargate there is but one. */
function isMistaken({ taskDefinition: task, networkMode }: Launch): boolean {
  return task?.compatibilities.isEmpty === false && task.mayRunOn('FARGATE') && networkMode.differs('awsvpc');
}
