import { CLUSTER_FORMATS } from '../../../facts/service-formats';
import { wrongValues } from '../../model/queries/value-format';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Values in a cluster have a format that ECS accepts',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation does not check most of these values. ECS refuses the cluster.',
  fix: 'Set the value in the format that the message names: `clusterName`, `containerInsightsV2`, or `serviceConnectDefaults` of `ecs.CfnCluster`. In CloudFormation: ClusterName, ClusterSettings, ServiceConnectDefaults.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html',

  subject: 'cluster',
  check({ node, resource }) { return wrongValues(node, CLUSTER_FORMATS, () => `cluster ${resource.logicalId}`); },

  scene: 'a Fargate service',
  bad: {
    'a dot in the name': { Cluster: { ClusterName: 'web.prod' } },
    'an empty name': { Cluster: { ClusterName: '' } },
    'another setting': { Cluster: { ClusterSettings: [{ Name: 'ContainerInsights', Value: 'enabled' }] } },
    'a flag as the value of a setting': { Cluster: { ClusterSettings: [{ Name: 'containerInsights', Value: 'true' }] } },
    'a slash in the default namespace': { Cluster: { ServiceConnectDefaults: { Namespace: 'shop/prod' } } },
  },
  good: {
    'values in the required format': {
      Cluster: { ClusterName: 'web_prod-1', ClusterSettings: [{ Name: 'containerInsights', Value: 'enhanced' }], ServiceConnectDefaults: { Namespace: 'shop.local' } },
      Namespace: { Type: 'AWS::ServiceDiscovery::HttpNamespace', Properties: { Name: 'shop.local' } },
    },
    'the ARN of a namespace': { Cluster: { ServiceConnectDefaults: { Namespace: 'arn:aws:servicediscovery:eu-west-1:111122223333:namespace/ns-0a1b2c3d4e5f60718' } } },
  },
});
