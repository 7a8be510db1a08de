import { DISCOVERY_NAME } from '../../../facts/service-connect';
import { inWords } from '../../../facts/value-format';
import { repetitionsOf } from '../../model/index/repetitions';
import { ConnectOffer, connectOffers } from '../../model/queries/connect-offers';
import { breaksFormat } from '../../model/queries/value-format';
import { furtherService } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The discovery name of a Service Connect service is valid and unique in its namespace',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS creates a service with this name in the AWS Cloud Map namespace, where names are unique. Without DiscoveryName, ECS uses the port name, which is often the same in several services. ECS refuses the second service: "SC service is already used".',
  fix: 'Set another `discoveryName` in `ServiceConnect.server()`, which derives it from the construct id by default; in aws-ecs set `discoveryName` in the `services` of serviceConnectConfiguration. In CloudFormation: DiscoveryName.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html',

  subject: 'application',
  *check(application) {
    const offers = application.services.flatMap(connectOffers);
    for (const { namePlace: place } of offers) {
      if (breaksFormat(place, DISCOVERY_NAME)) {
        yield { location: place.location, message: `the discovery name ("${place.asText}") must be ${inWords(DISCOVERY_NAME)}` };
      }
    }
    for (const { again, first } of repetitionsOf(offers, keyOf, ({ service }) => service.resource)) {
      yield {
        location: again.namePlace.location,
        related: [first.namePlace.location],
        message: `the discovery name "${again.namePlace.asText}" is also used by service ${first.service.resource.logicalId} in the same namespace; use another DiscoveryName`,
      };
    }
  },

  scene: 'a Fargate service with encrypted Service Connect',
  bad: {
    'one port name for two services': { Other: serviceNamed({ PortName: 'http' }, { 'Fn::GetAtt': ['Namespace', 'Arn'] }) },
    'one discovery name for two services': {
      Service: offering({ DiscoveryName: 'web' }), Other: serviceNamed({ PortName: 'http', DiscoveryName: 'web' }, { 'Fn::GetAtt': ['Namespace', 'Arn'] }),
    },
    'a namespace outside the app': {
      Service: { ServiceConnectConfiguration: { Namespace: 'shop.local' } }, Other: serviceNamed({ PortName: 'http' }, 'shop.local'),
    },
    'the default namespace of the cluster': {
      Cluster: { ServiceConnectDefaults: { Namespace: { 'Fn::GetAtt': ['Namespace', 'Arn'] } } },
      Other: serviceNamed({ PortName: 'http' }, undefined),
    },
    'an upper case letter': { Service: offering({ DiscoveryName: 'Web' }) },
    'a leading hyphen': { Service: offering({ DiscoveryName: '-web' }) },
    'a name of 65 letters': { Service: offering({ DiscoveryName: 'a'.repeat(65) }) },
  },
  good: {
    'two discovery names': { Other: serviceNamed({ PortName: 'http', DiscoveryName: 'other' }, { 'Fn::GetAtt': ['Namespace', 'Arn'] }) },
    'one name in two namespaces': { Other: serviceNamed({ PortName: 'http' }, 'shop.local') },
    'one name in namespaces from parameters': {
      Service: { ServiceConnectConfiguration: { Namespace: { Ref: 'NamespaceA' } } }, Other: serviceNamed({ PortName: 'http' }, { Ref: 'NamespaceB' }),
    },
    'a name from a parameter': {
      Service: offering({ DiscoveryName: { Ref: 'Name' } }), Other: serviceNamed({ PortName: 'http', DiscoveryName: { Ref: 'Name' } }, { 'Fn::GetAtt': ['Namespace', 'Arn'] }),
    },
    'no namespace, on a cluster outside the app': { Service: { Cluster: 'shop', ServiceConnectConfiguration: { Namespace: undefined } } },
    'an unknown namespace': { Cluster: { ServiceConnectDefaults: { Ref: 'AParameter' } }, Service: { ServiceConnectConfiguration: { Namespace: undefined } }, Other: serviceNamed({ PortName: 'http' }, undefined) },
    'a service that does not use Service Connect': { Other: serviceNamed({ PortName: 'http' }, { 'Fn::GetAtt': ['Namespace', 'Arn'] }, false) },
    'services under different conditions': {
      Service: { Condition: 'IsProduction' }, Other: { ...serviceNamed({ PortName: 'http' }, { 'Fn::GetAtt': ['Namespace', 'Arn'] }), Condition: 'IsTest' },
    },
  },
});

function keyOf({ namespace, namePlace }: ConnectOffer): string | undefined {
  const name = namePlace.asText.known;
  return namespace === undefined || name === undefined ? undefined : `${namespace} ${name}`;
}

function offering(offer: object) { return { ServiceConnectConfiguration: { Services: { 0: offer } } }; }

function serviceNamed(offer: { readonly PortName: string; readonly DiscoveryName?: unknown }, Namespace: unknown, Enabled = true) {
  return furtherService({
    ServiceConnectConfiguration: {
      Enabled,
      ...Namespace === undefined ? {} : { Namespace },
      Services: [{ ...offer, ClientAliases: [{ Port: 8080 }] }],
    },
  });
}
