import { scaledService } from '../../model/queries/services';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A service that scales has no desired count',
  severity: 'warning',
  outcome: 'outage-risk',
  why: 'CloudFormation sets DesiredCount with each update of the service, so a deployment at peak removes the tasks that scaling added.',
  fix: 'Remove desiredCount: scaling starts at minCapacity, and ContainerService sets no count with scaling. aws-ecs-patterns need the feature flag @aws-cdk/aws-ecs-patterns:removeDefaultDesiredCount. In CloudFormation: remove DesiredCount.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html',

  subject: 'scalableTarget',
  *check(target, application) {
    const { minCapacity, maxCapacity, resource } = target;
    const service = scaledService(target, application);
    if (!service) { return; }
    const desired = service.node.number('DesiredCount');
    if (!desired.isKnown) { return; }
    const isOnlyCount = desired.satisfies(count => minCapacity.is(count) && maxCapacity.is(count));
    if (isOnlyCount) { return; }
    const bounds = minCapacity.isKnown && maxCapacity.isKnown ? ` (${minCapacity} to ${maxCapacity} tasks)` : '';
    const isOutside = desired.satisfies(count => minCapacity.satisfies(min => count < min) || maxCapacity.satisfies(max => count > max));
    yield {
      location: service.node.at('DesiredCount'),
      related: [resource.at('')],
      message: isOutside ? `DesiredCount ${desired} is outside the scaling bounds${bounds}` : `DesiredCount ${desired} undoes scaling${bounds} at each deployment`,
    };
  },

  scene: 'an auto scaled Fargate service',
  bad: {
    'a count': { Service: { DesiredCount: 2 } },
    'a count below the minimum': { Service: { DesiredCount: 1 } },
    'a count above the maximum': { Service: { DesiredCount: 1000 } },
    'a count, and bounds from parameters': { Service: { DesiredCount: 2 }, ScalableTarget: { MinCapacity: { Ref: 'Minimum' } } },
    'a count, and a maximum from a parameter': { Service: { DesiredCount: 2 }, ScalableTarget: { MaxCapacity: { Ref: 'Maximum' } } },
    'a count equal to the minimum only': { Service: { DesiredCount: 2 }, ScalableTarget: { MinCapacity: 2, MaxCapacity: 3 } },
    'a count equal to the maximum only': { Service: { DesiredCount: 3 }, ScalableTarget: { MinCapacity: 2, MaxCapacity: 3 } },
    'a target that names the service': {
      ScalableTarget: { DependsOn: ['Service'], ResourceId: 'service/web/shop' }, Service: { Cluster: 'web', ServiceName: 'shop', DesiredCount: 2 },
    },
  },
  good: {
    'a minimum, maximum and count that are the same': { Service: { DesiredCount: 2 }, ScalableTarget: { MinCapacity: 2, MaxCapacity: 2 } },
    'a count from a parameter': { Service: { DesiredCount: { Ref: 'Count' } } },
    'a target of another service': { ScalableTarget: { ResourceId: 'service/default/another' }, Service: { DesiredCount: 2 } },
    'a target of a service with the same name in another cluster': {
      ScalableTarget: { ResourceId: 'service/test/shop' }, Service: { Cluster: 'web', ServiceName: 'shop', DesiredCount: 2 },
    },
  },
});
