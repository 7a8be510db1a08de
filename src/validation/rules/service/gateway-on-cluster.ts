import { GatewayAssociation } from '../../model/entities/gateway-association';
import type { Service } from '../../model/entities/service';
import type { JoinedList } from '../../model/evaluation/joined-list';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'A service with a gateway connector is created after a fitting gateway is associated with its cluster',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS connects the service to the gateways that are associated with its cluster at that moment. Without any, or if none has the access type of the connector, it refuses the service. The service refers to none of them, so CloudFormation may create it first.',
  fix: 'Create a CfnGatewayClusterAssociations for the cluster, and call `service.node.addDependency(association)`. In CloudFormation: AWS::ECS::GatewayClusterAssociations, and DependsOn of the service.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/gateway-connect-service.html',

  subject: 'service',
  *check(service) {
    const { cluster } = service;
    if (!cluster || service.node.list('GatewayConnectors').atLeast === 0) { return; }
    const associations = GatewayAssociation.of(cluster);
    if (!associations.isComplete) { return; }
    if (associations.known.length > 0) {
      yield* tooEarly(service, associations.known);
      yield* unfitting(service, associations);
    } else if (cluster.resource.template === service.resource.template) {
      yield {
        location: service.node.at('GatewayConnectors'),
        related: [cluster.resource.at('')],
        message: `no gateway is associated with cluster ${cluster.resource.logicalId}`,
        // someone may associate one between two deployments
        severity: 'warning',
      };
    }
  },

  scene: 'a service behind a gateway',
  bad: {
    'no dependency': { Service: { DependsOn: ['Providers'] } },
    'no association': { Association: undefined, Service: { DependsOn: ['Providers'] } },
    'an association of another cluster': { Association: { Cluster: { Ref: 'Other' } }, Other: { Type: 'AWS::ECS::Cluster', Properties: {} } },
    'a private connector and a public gateway': { Service: { GatewayConnectors: [{ PortName: 'http', Filters: { AccessTypes: ['PRIVATE'] } }] } },
    'a public connector and a private gateway': {
      Gateway: { Configuration: { HostSharedAlb: { Scheme: 'internal' } } },
      Service: { GatewayConnectors: [{ PortName: 'http', Filters: { AccessTypes: ['PUBLIC'] } }] },
    },
  },
  good: {
    'a connector for both access types': { Service: { GatewayConnectors: [{ PortName: 'http', Filters: { AccessTypes: ['PUBLIC', 'PRIVATE'] } }] } },
    'an association with a cluster from a parameter': { Association: { Cluster: { Ref: 'AParameter' } } },
    'an association under a condition': { Association: { Condition: 'Shared' }, Service: { DependsOn: ['Providers'] } },
    'a gateway outside the app': { Gateway: undefined, Association: { Gateway: 'public' }, Service: { GatewayConnectors: [{ PortName: 'http', Filters: { AccessTypes: ['PRIVATE'] } }] } },
    'a scheme from a parameter': {
      Gateway: { Configuration: { HostSharedAlb: { Scheme: { Ref: 'AParameter' } } } }, Service: { GatewayConnectors: [{ PortName: 'http', Filters: { AccessTypes: ['PRIVATE'] } }] },
    },
    'a cluster outside the app': { Association: undefined, Service: { Cluster: 'shared', DependsOn: [] } },
    'a filter from a parameter': { Service: { GatewayConnectors: [{ PortName: 'http', Filters: { AccessTypes: [{ Ref: 'AParameter' }] } }] } },
    'an empty filter': { Service: { GatewayConnectors: [{ PortName: 'http', Filters: { AccessTypes: [] } }] } },
    'a service without a connector': { scene: 'a Fargate service', change: {} },
    'a filter under a condition': { Service: { GatewayConnectors: [{ PortName: 'http', Filters: { AccessTypes: [{ 'Fn::If': ['Public', 'PUBLIC', 'PRIVATE'] }] } }] } },
  },
});

function* tooEarly({ resource, node }: Service, associations: readonly GatewayAssociation[]): Iterable<Violation> {
  const [first, ...others] = associations.map(association => association.resource);
  const couldRace = [first, ...others].every(each => each.coexistsWith(resource) && !resource.waitsFor(each));
  if (couldRace) {
    yield {
      location: node.at('GatewayConnectors'),
      related: [first.at('')],
      message: `the service does not depend on ${first.logicalId}, which associates the gateway with its cluster`,
      // CloudFormation may create them in the right order
      severity: 'warning',
    };
  }
}

function* unfitting({ node }: Service, associations: JoinedList<GatewayAssociation>): Iterable<Violation> {
  for (const connector of node.list('GatewayConnectors')) {
    const wanted = connector.get('Filters').list('AccessTypes');
    const isKnown = wanted.isKnown && !wanted.isEmpty && wanted.texts.length === wanted.length;
    if (isKnown && associations.every(({ gateway }) => gateway?.accessType.isNoneOf(wanted.texts) === true)) {
      const names = associations.known.map(({ gateway }) => gateway?.resource.logicalId ?? '').join(', ');
      yield { location: connector.get('Filters').at('AccessTypes'), message: `no gateway of the cluster has access type ${wanted.texts.join(' or ')}, only ${names} with ${associations.known[0].gateway?.accessType}` };
    }
  }
}
