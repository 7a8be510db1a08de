import { defineRule } from '../rule';

export default defineRule({
  title: 'The capacity providers in the default strategy of a cluster are associated with the cluster',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS refuses a default capacity provider strategy with a provider that is not associated with the cluster.',
  fix: 'Use EcsCluster, which has the Fargate providers, or on an aws-ecs Cluster `enableFargateCapacityProviders: true`, `cluster.addAsgCapacityProvider(provider)` or `cluster.addManagedInstancesCapacityProvider(provider)`. In CloudFormation: CapacityProviders together with DefaultCapacityProviderStrategy.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html',

  subject: 'cluster',
  *check(cluster) {
    for (const item of cluster.defaultStrategies.flatMap(({ items }) => items)) {
      if (cluster.lacks(item)) {
        yield { location: item.node.at('CapacityProvider'), message: `${item.label} is in the default capacity provider strategy, but not associated with cluster ${cluster.resource.logicalId}` };
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'Fargate Spot by default': { Providers: { CapacityProviders: ['FARGATE'], DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }] } },
    'an Auto Scaling group with a name by default': withInstances({ Name: 'instances' }, ['FARGATE', 'others']),
    'an Auto Scaling group with a generated name by default': withInstances({}, ['FARGATE', 'FARGATE_SPOT']),
  },
  good: {
    'a provider that a parameter may name': {
      Providers: { CapacityProviders: ['FARGATE', { Ref: 'AParameter' }], DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }] },
    },
    'an Auto Scaling group that is associated': withInstances({}, [{ Ref: 'Instances' }]),
    'an Auto Scaling group that is associated by its name': withInstances({ Name: 'instances' }, ['instances']),
    'an Auto Scaling group with a generated name, which a listed provider may have': withInstances({}, ['others']),
    'an Auto Scaling group with a name from a parameter': withInstances({ Name: { Ref: 'AParameter' } }, ['others']),
    'an associated provider': { Providers: { DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }] } },
  },
});

function withInstances(properties: object, associated: readonly unknown[]): Record<string, object> {
  return {
    Providers: { CapacityProviders: associated, DefaultCapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Instances' }, Weight: 1 }] },
    Instances: {
      Type: 'AWS::ECS::CapacityProvider',
      Properties: { AutoScalingGroupProvider: { AutoScalingGroupArn: 'arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:*:autoScalingGroupName/web' }, ...properties },
    },
  };
}
