import { mayBeChangedOutside } from '../../model/index/external-access';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Service Connect has a namespace',
  severity: 'error',
  outcome: 'refused',
  why: 'Service Connect needs a namespace of AWS Cloud Map: of the service, or the default namespace of its cluster. Without one, ECS refuses the service: "Namespace is missing".',
  fix: 'Set `defaultCloudMapNamespace` of the cluster with `useForServiceConnect: true`, or `namespace` in serviceConnectConfiguration. In CloudFormation: Namespace of ServiceConnectConfiguration, or ServiceConnectDefaults of the cluster.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectConfiguration.html',

  subject: 'service',
  *check({ node, cluster, application }) {
    const connect = node.get('ServiceConnectConfiguration');
    if (!cluster || !connect.flag('Enabled').is(true) || !connect.get('Namespace').isAbsent) { return; }
    if (!cluster.node.get('ServiceConnectDefaults').isAbsent || mayBeChangedOutside(cluster.resource, application)) { return; }
    yield {
      location: connect.at('Namespace'),
      related: [cluster.resource.at('ServiceConnectDefaults')],
      message: `Service Connect is enabled without a Namespace, and cluster ${cluster.resource.logicalId} has no ServiceConnectDefaults`,
    };
  },

  scene: 'a Fargate service with encrypted Service Connect',
  bad: { 'no namespace': { Service: { ServiceConnectConfiguration: { Namespace: undefined } } } },
  good: {
    'a default namespace': {
      Cluster: { ServiceConnectDefaults: { Namespace: { 'Fn::GetAtt': ['Namespace', 'Arn'] } } }, Service: { ServiceConnectConfiguration: { Namespace: undefined } },
    },
    'a cluster outside the app': { Service: { Cluster: 'shop', ServiceConnectConfiguration: { Namespace: undefined } } },
    'a default namespace that a custom resource sets': {
      Service: { ServiceConnectConfiguration: { Namespace: undefined } },
      Defaults: { Type: 'Custom::Defaults', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:defaults', Cluster: { Ref: 'Cluster' } } },
    },
    'a namespace under a condition': {
      Service: { ServiceConnectConfiguration: { Namespace: { 'Fn::If': ['Shared', 'shop.local', { Ref: 'AWS::NoValue' }] } } },
    },
    'Service Connect, disabled': { scene: 'a Fargate service', change: { Service: { ServiceConnectConfiguration: { Enabled: false } } } },
  },
});
