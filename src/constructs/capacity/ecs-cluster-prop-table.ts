import type { EcsClusterProps } from './ecs-cluster-props';

/** The props of an EcsCluster that set a property, by resource type and property path. A finding about the property names the prop. */
export const ECS_CLUSTER_PROPS: Readonly<Record<string, Readonly<Record<string, keyof EcsClusterProps>>>> = {
  'AWS::ECS::Cluster': {
    ClusterName: 'clusterName',
    ClusterSettings: 'containerInsights',
    Configuration: 'execAudit',
    ServiceConnectDefaults: 'defaultCloudMapNamespace',
  },
  'AWS::ECS::ClusterCapacityProviderAssociations': {
    DefaultCapacityProviderStrategy: 'defaultCapacity',
  },
};
