import { defineRule } from '../rule';

export default defineRule({
  title: 'A cluster gets its capacity providers from one resource',
  severity: 'warning',
  outcome: 'outage-risk',
  why: 'A cluster has one list of capacity providers and one default strategy. Each resource that sets them replaces the whole list, so the last one that is created or updated wins, and removes capacity providers that services may use. ECS refuses to remove one that is in use.',
  fix: 'Use `cluster.enableFargateCapacityProviders()` and `cluster.addAsgCapacityProvider()`, which share one association. In CloudFormation: list all capacity providers in one AWS::ECS::ClusterCapacityProviderAssociations, and none in the cluster.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html',

  subject: 'cluster',
  *check({ associations, node, resource }) {
    const always = associations.filter(each => each.coexistsWith(resource) && each.properties.get('CapacityProviders').isFilled);
    const own = ['CapacityProviders', 'DefaultCapacityProviderStrategy'].find(key => node.get(key).isFilled);
    const setters = [...own === undefined ? [] : [{ resource, location: node.at(own) }], ...always.map(each => ({ resource: each, location: each.at('Cluster') }))];
    const [last, ...others] = [...setters].reverse();
    if (others.length === 0) { return; }
    yield {
      location: last.location,
      related: others.map(({ location }) => location),
      message: `replaces the capacity providers that ${others.map(each => each.resource.logicalId).join(', ')} gives cluster ${resource.logicalId}; the last one that CloudFormation creates or updates wins`,
    };
  },

  scene: 'a Fargate service',
  bad: {
    'a list in the cluster, and an association': { Cluster: { CapacityProviders: ['FARGATE'] } },
    'a default strategy in the cluster, and an association': { Cluster: { DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }] } },
    'two associations': { More: association('FARGATE') },
  },
  good: {
    'an empty list in the cluster': { Cluster: { CapacityProviders: [] } },
    'a list in the cluster alone': { Cluster: { CapacityProviders: ['FARGATE'] }, Service: { DependsOn: [] }, Providers: undefined },
    'an association for each condition': { Providers: { Condition: 'OnFargate' }, More: { ...association('FARGATE_SPOT'), Condition: 'OnSpot' } },
  },
});

function association(provider: string) {
  return {
    Type: 'AWS::ECS::ClusterCapacityProviderAssociations',
    Properties: { Cluster: { Ref: 'Cluster' }, CapacityProviders: [provider], DefaultCapacityProviderStrategy: [] },
  };
}
