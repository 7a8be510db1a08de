import { defineRule } from '../rule';

export default defineRule({
  title: 'The capacity providers that tasks run on are associated with their cluster',
  severity: 'error',
  outcome: 'refused',
  why: 'Tasks can use the providers of their own cluster only, and FARGATE and FARGATE_SPOT have to be associated like any other.',
  fix: 'Add the provider to CapacityProviders of the cluster, or of its ClusterCapacityProviderAssociations; in the CDK: enableFargateCapacityProviders, or cluster.addAsgCapacityProvider(provider).',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',

  subject: 'launch',
  *check({ cluster, strategy }) {
    for (const item of strategy.items) {
      if (cluster?.lacks(item)) {
        yield { location: item.node.at('CapacityProvider'), message: `${item.label} is not associated with cluster ${cluster.resource.logicalId}` };
      }
    }
  },

  scene: 'a Fargate service on a strategy',
  bad: { 'a cluster without Fargate Spot': { Providers: { CapacityProviders: ['FARGATE'] } } },
  good: {
    'providers on the cluster itself': { Cluster: { CapacityProviders: ['FARGATE', 'FARGATE_SPOT'] }, Providers: undefined, Service: { DependsOn: [] } },
  },
});
