import type { StrategyItem } from '../../model/entities/capacity-strategy';
import type { Cluster } from '../../model/entities/cluster';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A daemon runs on the Managed Instances of its cluster',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS supports daemons only on capacity providers of ECS Managed Instances, and a capacity provider of Managed Instances belongs to one cluster. On other capacity providers, ECS refuses the daemon.',
  fix: 'Create a ManagedInstancesCapacityProvider in the cluster of the daemon, and pass its ARN in capacityProviderArns of CfnDaemon. For instances of an Auto Scaling group, use a service with the scheduling strategy DAEMON (Ec2Service with daemon: true). In CloudFormation: CapacityProviderArns of the daemon, ClusterName of the capacity provider.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateDaemon.html',

  subject: 'daemon',
  *check({ capacityProviders, cluster }) {
    for (const item of capacityProviders) {
      const problem = problemOf(item, cluster);
      if (problem !== undefined) { yield { location: item.node.location, message: `CapacityProviderArns has ${item.label}, ${problem}` }; }
    }
  },

  scene: 'a daemon on Managed Instances',
  bad: {
    'a capacity provider of an Auto Scaling group': {
      Daemon: { CapacityProviderArns: [{ Ref: 'Instances' }] },
      Instances: { Type: 'AWS::ECS::CapacityProvider', Properties: { AutoScalingGroupProvider: { AutoScalingGroupArn: 'arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:*:autoScalingGroupName/web' } } },
    },
    'Fargate': { Daemon: { CapacityProviderArns: ['FARGATE'] } },
    'Managed Instances of another cluster': {
      Provider: { ClusterName: { Ref: 'Other' } },
      Other: { Type: 'AWS::ECS::Cluster', Properties: {} },
    },
  },
  good: {
    'a capacity provider outside the app': { Daemon: { CapacityProviderArns: ['arn:aws:ecs:eu-west-1:111122223333:capacity-provider/managed'] } },
    'a capacity provider from a parameter': { Daemon: { CapacityProviderArns: [{ Ref: 'AParameter' }] } },
    'a cluster from a parameter': { Daemon: { ClusterArn: { Ref: 'AParameter' } }, Provider: { ClusterName: { Ref: 'Other' } }, Other: { Type: 'AWS::ECS::Cluster', Properties: {} } },
  },
});

function problemOf(item: StrategyItem, cluster: Cluster | undefined): string | undefined {
  if (item.compute.differs('MANAGED_INSTANCES')) { return 'which has no Managed Instances'; }
  return cluster?.lacks(item) ? `which belongs to another cluster than ${cluster.resource.logicalId}` : undefined;
}
