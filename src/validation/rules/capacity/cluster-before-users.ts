import { clusterUses } from '../../model/queries/cluster-users';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Resources that use a cluster of the same stack depend on it',
  severity: 'warning',
  outcome: 'refused',
  why: 'A literal name is no dependency. CloudFormation may create a service before its cluster, which ECS refuses. When the stack is deleted, CloudFormation may delete the cluster first, and ECS refuses this while the cluster has services, capacity providers or container instances.',
  fix: 'Pass the cluster, or `cluster.clusterName` instead of the literal name. In CloudFormation: replace the name by a Ref to the cluster, or add the cluster to DependsOn.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html',

  subject: 'application',
  *check(application) {
    for (const { user, namedBy, location, cluster } of clusterUses(application)) {
      if (cluster.coexistsWith(user) && !user.waitsFor(cluster)) {
        yield {
          location,
          related: [cluster.at('')],
          message: `${namedBy.logicalId} uses the name of cluster ${cluster.logicalId} instead of a reference, and ${namedBy === user ? 'does' : `${user.logicalId} does`} not depend on the cluster: CloudFormation may create ${user.logicalId} first, and delete the cluster first`,
        };
      }
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'a service': { Cluster: { ClusterName: 'shop' }, Service: { Cluster: 'shop', LaunchType: 'EC2', CapacityProviderStrategy: undefined, DependsOn: [] } },
    'an association': { scene: 'a Fargate service', change: { Cluster: { ClusterName: 'shop' }, Providers: { Cluster: 'shop' } } },
    'Managed Instances': { scene: 'a service on Managed Instances', change: { Cluster: { ClusterName: 'shop' }, Provider: { ClusterName: 'shop' } } },
    'container instances': {
      Cluster: { ClusterName: 'shop' }, Template: { LaunchTemplateData: { UserData: userData('#!/bin/bash\necho ECS_CLUSTER=shop >> /etc/ecs/ecs.config') } },
    },
    'a name in quotes': {
      Cluster: { ClusterName: 'shop' }, Template: { LaunchTemplateData: { UserData: userData('#!/bin/bash\necho "ECS_CLUSTER=\'shop\'" >> /etc/ecs/ecs.config') } },
    },
  },
  good: {
    'a name, and DependsOn': {
      Cluster: { ClusterName: 'shop' }, Group: { DependsOn: ['Cluster'] }, Template: { LaunchTemplateData: { UserData: userData('#!/bin/bash\necho ECS_CLUSTER=shop >> /etc/ecs/ecs.config') } },
    },
    'a cluster under a condition': {
      Cluster: { ClusterName: 'shop', Condition: 'HasCluster' }, Service: { Cluster: 'shop', LaunchType: 'EC2', CapacityProviderStrategy: undefined, DependsOn: [] },
    },
    'a name with a suffix': {
      Cluster: { ClusterName: 'shop' }, Template: { LaunchTemplateData: { UserData: userData({ 'Fn::Sub': '#!/bin/bash\necho ECS_CLUSTER=shop-${Stage} >> /etc/ecs/ecs.config' }) } },
    },
    'a name in a comment': {
      Cluster: { ClusterName: 'shop' }, Template: { LaunchTemplateData: { UserData: userData({ 'Fn::Sub': '#!/bin/bash\n# ECS_CLUSTER=shop\necho ECS_CLUSTER=${Other} >> /etc/ecs/ecs.config' }) } },
    },
    'scripts of two stages': {
      Cluster: { ClusterName: 'shop' },
      Template: { LaunchTemplateData: { UserData: userData({ 'Fn::If': ['Production', '#!/bin/bash\necho ECS_CLUSTER=shop >> /etc/ecs/ecs.config', '#!/bin/bash\necho ECS_CLUSTER=test >> /etc/ecs/ecs.config'] }) } },
    },
  },
});

function userData(script: unknown): object { return { 'Fn::Base64': script }; }
