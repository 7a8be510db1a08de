import { defineRule } from '../rule';

export default defineRule({
  title: 'A service that is scaled has no desired count of its own',
  severity: 'warning',
  outcome: 'outage-risk',
  why: 'CloudFormation writes DesiredCount with each update of the service: a deployment at peak takes away the tasks that scaling had added.',
  fix: 'Remove DesiredCount; scaling starts at MinCapacity.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html',

  subject: 'scalableTarget',
  *check({ service, minCapacity, maxCapacity }) {
    const desired = service?.node.number('DesiredCount');
    if (!service || desired?.isKnown !== true) { return; }
    const bounds = minCapacity.isKnown && maxCapacity.isKnown ? ` between ${minCapacity} and ${maxCapacity}` : '';
    const isOutside = desired.satisfies(count => minCapacity.satisfies(min => count < min) || maxCapacity.satisfies(max => count > max));
    yield {
      location: service.node.at('DesiredCount'),
      message: isOutside ? `desired count ${desired} is not${bounds}, where scaling keeps it` : `desired count ${desired} is set again by each deployment, but scaling chooses it${bounds}`,
    };
  },

  scene: 'an auto scaled Fargate service',
  bad: {
    'a count': { Service: { DesiredCount: 2 } },
    'a count out of bounds': { Service: { DesiredCount: 1 } },
    'a target that names the service': {
      ScalableTarget: { ResourceId: 'service/web/shop' }, Service: { Cluster: 'web', ServiceName: 'shop', DesiredCount: 2 },
    },
  },
  good: {
    'a target of another service': { ScalableTarget: { ResourceId: 'service/default/another' }, Service: { DesiredCount: 2 } },
    'a target of a service of that name elsewhere': {
      ScalableTarget: { ResourceId: 'service/test/shop' }, Service: { Cluster: 'web', ServiceName: 'shop', DesiredCount: 2 },
    },
  },
});
