import { scaledService } from '../../model/queries/services';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A service on ECS Anywhere has no scalable target',
  severity: 'warning',
  outcome: 'ignored',
  why: 'ECS Anywhere does not support the scaling of services. A scalable target has no effect, or is refused.',
  fix: 'Remove the scaling of ecs.ExternalService, and set desiredCount, or run the service on Fargate or EC2. In CloudFormation: remove the AWS::ApplicationAutoScaling::ScalableTarget.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html',

  subject: 'scalableTarget',
  *check(target, application) {
    const service = scaledService(target, application);
    if (!service?.compute.is('EXTERNAL')) { return; }
    yield {
      location: target.node.at('ResourceId'),
      related: [service.resource.at('LaunchType')],
      message: `ResourceId is service ${service.resource.logicalId}, which runs on ECS Anywhere and does not scale`,
    };
  },

  scene: 'a service on ECS Anywhere',
  bad: { 'a scalable target': { Service: { DesiredCount: undefined }, Target: scaling({ 'Fn::Sub': 'service/${Cluster}/${Service.Name}' }) } },
  good: {
    'a target of another service': { Service: { DesiredCount: undefined }, Target: scaling('service/web/another') },
    'a service on Fargate': { scene: 'an auto scaled Fargate service', change: {} },
  },
});

function scaling(ResourceId: unknown): object {
  return {
    Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
    Properties: { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount', ResourceId, MinCapacity: 1, MaxCapacity: 4 },
  };
}
