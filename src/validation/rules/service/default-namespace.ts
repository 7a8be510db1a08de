import { NAMESPACE_TYPES } from '../../../facts/namespace-names';
import { DEFAULT_NAMESPACE } from '../../../facts/service-formats';
import { hasFormat } from '../../../facts/value-format';
import type { Application } from '../../model/application';
import { mayBeMadeOutside } from '../../model/index/external-access';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The default namespace of a cluster is a resource of the app',
  severity: 'warning',
  outcome: 'costly',
  why: 'If the account has no namespace with the name, ECS creates one. CloudFormation does not know it: it stays when the stack is deleted, and a later stack that creates a namespace with this name fails.',
  fix: 'For a new cluster, set `defaultCloudMapNamespace` with `useForServiceConnect: true`. For a deployed cluster, ECS has already created the namespace, and a second one with its name fails: set the ARN of the existing namespace, as for a namespace of another app. In CloudFormation: ServiceConnectDefaults.Namespace, with Fn::GetAtt of the Arn of an AWS::ServiceDiscovery::HttpNamespace, or an ARN.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ClusterServiceConnectDefaultsRequest.html',

  subject: 'cluster',
  *check({ node, resource }, application) {
    const place = node.get('ServiceConnectDefaults').get('Namespace');
    const name = place.asText.known;
    if (!name || name.startsWith('arn:') || !hasFormat(name, DEFAULT_NAMESPACE) || mayExist(name, application)) { return; }
    yield {
      location: place.location,
      message: `cluster ${resource.logicalId} names namespace "${name}", which is not in the app; if the account does not have it, ECS creates it outside of the stack`,
    };
  },

  scene: 'a Fargate service',
  bad: {
    'a name': { Cluster: { ServiceConnectDefaults: { Namespace: 'shop' } } },
    'a namespace with another name': { Cluster: { ServiceConnectDefaults: { Namespace: 'shop' } }, Namespace: http('web') },
  },
  good: {
    'a namespace of the app': { Cluster: { ServiceConnectDefaults: { Namespace: { 'Fn::GetAtt': ['Namespace', 'Arn'] } } }, Namespace: http('shop') },
    'the name of a namespace of the app': { Cluster: { ServiceConnectDefaults: { Namespace: 'shop' } }, Namespace: http('shop') },
    'a namespace with a name from a parameter': { Cluster: { ServiceConnectDefaults: { Namespace: 'shop' } }, Namespace: http({ Ref: 'AParameter' }) },
    'a name from a parameter': { Cluster: { ServiceConnectDefaults: { Namespace: { Ref: 'AParameter' } } } },
    'the ARN of a namespace': { Cluster: { ServiceConnectDefaults: { Namespace: 'arn:aws:servicediscovery:eu-west-1:111122223333:namespace/ns-0a1b2c3d4e5f60718' } } },
    'an empty name': { Cluster: { ServiceConnectDefaults: { Namespace: '' }, ClusterName: 'web' } },
    'a namespace that a custom resource creates': {
      Cluster: { ServiceConnectDefaults: { Namespace: 'shop' } },
      Creator: { Type: 'Custom::Namespace', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:create', Name: 'shop' } },
    },
  },
});

/** Whether a resource of the app may be the namespace, or something that the app starts may have created it. */
function mayExist(name: string, application: Application): boolean {
  const { names, isComplete } = application.memo(namespaceNames);
  return !isComplete || names.has(name) || mayBeMadeOutside(name, application);
}

/** The names that the namespaces of an app may have, and whether all are known. */
function namespaceNames(application: Application) {
  const names = NAMESPACE_TYPES.flatMap(type => application.ofType(type)).map(({ properties }) => properties.text('Name'));
  return { names: new Set(names.flatMap(name => name.possible)), isComplete: !names.some(name => name.isDeferred) };
}

function http(Name: unknown) { return { Type: 'AWS::ServiceDiscovery::HttpNamespace', Properties: { Name } }; }
