import type { Attachment } from '../../model/entities/attachment';
import type { TaskRunner } from '../../model/entities/task-runner';
import type { Node } from '../../model/evaluation/node';
import type { Resource } from '../../model/evaluation/resource';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A service depends on the listener that forwards to its target group',
  severity: 'warning',
  outcome: 'refused',
  why: 'Without the dependency CloudFormation may create the service first, and ECS refuses a service if no listener forwards to its target group. CloudFormation usually creates the listener first.',
  fix: 'Call `service.node.addDependency(listener)`; ContainerService and `listener.addTargets()` do so automatically. In CloudFormation: add the listener, or the listener rule, to DependsOn of the service.',
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html',

  subject: 'taskRunner',
  *check(runner) {
    const late = runner.attachments.flatMap(attachment => lateForwarder(attachment, runner));
    const [first] = late;
    if (!first) { return; }
    const names = [...new Set(late.map(({ forwarder }) => forwarder))];
    yield {
      location: first.node.at('TargetGroupArn'),
      related: names.map(forwarder => forwarder.at('')),
      message: `${runner.resource.logicalId} does not depend on ${names.map(({ logicalId }) => logicalId).join(', ')}, which forwards to its target group`,
    };
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'no dependency': { Service: { DependsOn: ['Providers'] } },
    'no dependency on the custom resource for a listener rule': { scene: 'a Fargate service behind a listener rule from custom resources', change: { Service: { DependsOn: ['Providers'] } } },
  },
  good: {
    'a second listener that may forward to the target group': {
      Service: { DependsOn: ['Providers', 'Second'] },
      Second: {
        Type: 'AWS::ElasticLoadBalancingV2::Listener',
        Properties: {
          LoadBalancerArn: { Ref: 'Balancer' }, Port: 80, Protocol: 'HTTP', DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'AParameter' } }],
        },
      },
    },
    'a listener under a condition': { Service: { DependsOn: ['Providers'] }, Listener: { Condition: 'HasListener' } },
    'a dependency through another resource': {
      Service: { DependsOn: ['Providers', 'Parameter'] },
      Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { Ref: 'Listener' } } },
    },
  },
});

/** The listeners and rules that forward to the target group, if CloudFormation may create all of them after the service. */
function lateForwarder(
  { targetGroup, node }: Attachment, { resource }: TaskRunner,
): readonly { readonly node: Node; readonly forwarder: Resource }[] {
  if (!targetGroup || targetGroup.mayHaveOtherForwarders) { return []; }
  const { forwarders } = targetGroup;
  const [forwarder] = forwarders;
  const couldRace = forwarders.every(each => each.coexistsWith(resource));
  return forwarder && couldRace && !forwarders.some(each => resource.waitsFor(each)) ? [{ node, forwarder }] : [];
}
