import type { Service } from '../../model/entities/service';
import type { TargetGroup } from '../../model/entities/target-group';
import { repetitionsOf } from '../../model/index/repetitions';
import { furtherService } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A target group belongs to one service',
  severity: 'warning',
  outcome: 'outage-risk',
  why: 'Each service registers its tasks in the target group. The load balancer sends requests to the tasks of either service, and metrics of the target group count both, so that health and scaling of one service depend on the other.',
  fix: 'Create a target group for each service, such as with `listener.addTargets()` for each, and divide the traffic with rules or weights. In CloudFormation: another TargetGroupArn in LoadBalancers.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html',

  subject: 'application',
  *check({ services }) {
    const uses = services.flatMap(service => groupsOf(service).map(group => ({ service, group })));
    const keyOf = ({ group: { resource } }: (typeof uses)[number]) => `${resource.template.name}#${resource.logicalId}`;
    for (const { again, first } of repetitionsOf(uses, keyOf, ({ service }) => service.resource)) {
      yield {
        location: again.service.node.at('LoadBalancers'),
        related: [first.service.node.at('LoadBalancers'), again.group.resource.at('')],
        message: `service ${again.service.resource.logicalId} registers its tasks in ${again.group.resource.logicalId}, in which service ${first.service.resource.logicalId} registers its own; use a target group for each`,
      };
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'a second service': { Other: serviceWith(attachment()) },
  },
  good: {
    'one target group in two entries of a service': { Service: { LoadBalancers: [attachment(), { ...attachment(), ContainerName: { Ref: 'AParameter' } }] } },
    'a second service with its own target group': { Other: serviceWith({ ...attachment(), TargetGroupArn: { Ref: 'AParameter' } }) },
    'services under different conditions': { Service: { Condition: 'IsProduction' }, Other: { ...serviceWith(attachment()), Condition: 'IsTest' } },
    'an entry under a condition': { Other: serviceWith({ 'Fn::If': ['IsTest', attachment(), { Ref: 'AWS::NoValue' }] }) },
  },
});

/** The target groups in which a service registers its tasks, each once. */
function groupsOf({ attachments }: Service): readonly TargetGroup[] {
  return [...new Set(attachments.flatMap(({ targetGroups }) => targetGroups))];
}

function attachment() { return { ContainerName: 'web', ContainerPort: 80, TargetGroupArn: { Ref: 'Targets' } }; }

function serviceWith(entry: object): object {
  return { ...furtherService({ NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'TaskSubnet' }], SecurityGroups: [{ 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }] } }, LoadBalancers: [entry] }), DependsOn: ['Providers', 'Listener'] };
}
