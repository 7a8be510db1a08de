import { defineRule } from '../rule';

export default defineRule({
  title: 'The default strategy of a cluster names providers that are associated with it',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS refuses a default strategy over a provider that the cluster does not have.',
  fix: 'Add the provider to CapacityProviders beside DefaultCapacityProviderStrategy.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html',

  subject: 'cluster',
  *check(cluster) {
    for (const item of cluster.defaultStrategies.flatMap(({ items }) => items)) {
      if (cluster.lacks(item)) {
        yield { location: item.node.at('CapacityProvider'), message: `${item.label} is in the default strategy but not associated with the cluster` };
      }
    }
  },

  scene: 'a Fargate service',
  bad: { 'Fargate Spot by default': { Providers: { CapacityProviders: ['FARGATE'], DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }] } } },
  good: { 'one of its providers': { Providers: { DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }] } } },
});
