import { everyHour } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The capacity providers that tasks run on are associated with their cluster',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS refuses a strategy with a capacity provider that is not associated with the cluster. The documentation includes FARGATE and FARGATE_SPOT, but ECS has created services with these on clusters without any provider.',
  fix: 'Use EcsCluster, which has the Fargate providers, or on an aws-ecs Cluster `enableFargateCapacityProviders: true`, `cluster.addAsgCapacityProvider(provider)` or `cluster.addManagedInstancesCapacityProvider(provider)`. In CloudFormation: CapacityProviders of the cluster or of AWS::ECS::ClusterCapacityProviderAssociations; for Managed Instances ClusterName of the provider.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',

  subject: 'taskRunner',
  *check({ cluster, strategy }) {
    for (const item of strategy.items) {
      if (!cluster?.lacks(item)) { continue; }
      const isDoubtful = item.compute.is('FARGATE') && cluster.hasNoProviders;
      yield {
        location: item.node.at('CapacityProvider'),
        message: `${item.label} is in CapacityProviderStrategy, but not associated with cluster ${cluster.resource.logicalId}${isDoubtful ? ', which has no capacity providers' : ''}`,
        ...isDoubtful ? { severity: 'warning' } : {},
      };
    }
  },

  scene: 'a Fargate service on a strategy',
  bad: {
    'a cluster without Fargate Spot': { Providers: { CapacityProviders: ['FARGATE'] } },
    'Fargate on a cluster without providers': { Providers: { CapacityProviders: [] } },
    'an Auto Scaling group that is not associated': {
      scene: 'a service on a capacity provider', change: { Providers: { CapacityProviders: ['FARGATE'], DefaultCapacityProviderStrategy: [] } },
    },
    'Managed Instances in another cluster': {
      scene: 'a service on Managed Instances',
      change: { Provider: { ClusterName: { Ref: 'Other' } }, Other: { Type: 'AWS::ECS::Cluster', Properties: {} } },
    },
    'a schedule on an Auto Scaling group that is not associated': {
      scene: 'a service on a capacity provider',
      change: {
        Rule: everyHour({ LaunchType: undefined, NetworkConfiguration: undefined, CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Others' }, Weight: 1 }] }),
        Others: { Type: 'AWS::ECS::CapacityProvider', Properties: { AutoScalingGroupProvider: { AutoScalingGroupArn: 'arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:*:autoScalingGroupName/others' } } },
      },
    },
  },
  good: {
    'providers on the cluster itself': { Cluster: { CapacityProviders: ['FARGATE', 'FARGATE_SPOT'] }, Providers: undefined, Service: { DependsOn: [] } },
    'providers from a parameter': { Providers: { CapacityProviders: { Ref: 'AParameter' } } },
    'an association under a condition': { Providers: { CapacityProviders: ['FARGATE'], Condition: 'OnDemand' } },
    'Managed Instances in a cluster from a parameter': { scene: 'a service on Managed Instances', change: { Provider: { ClusterName: { Ref: 'AParameter' } } } },
  },
});
