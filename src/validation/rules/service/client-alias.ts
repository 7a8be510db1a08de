import { CLIENT_ALIASES } from '../../../facts/service-connect';
import type { Node } from '../../model/evaluation/node';
import { repetitionsOf } from '../../model/index/repetitions';
import { ConnectOffer, connectOffers } from '../../model/queries/connect-offers';
import { furtherService } from '../../scenes/extras';
import { defineRule } from '../rule';

const NO_VALUE = { Ref: 'AWS::NoValue' };

export default defineRule({
  title: 'A Service Connect service has one client alias, with a name and port of its own',
  severity: 'error',
  outcome: 'refused',
  why: 'The client alias is the port, and the DNS name, with which clients reach the service. CloudFormation treats it as optional, but ECS requires exactly one: "clientAliases must have 1 element". The name and port must be unique in the namespace.',
  fix: 'Use `ServiceConnect.server()`, or `services` of enableServiceConnect(), which set the alias. In CloudFormation: ClientAliases with one Port.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html',

  subject: 'application',
  *check(application) {
    const offers = application.services.flatMap(connectOffers);
    for (const { node } of offers) {
      const place = node.get('ClientAliases');
      const { atLeast, isEmpty } = place.asList;
      if (isEmpty) {
        yield {
          location: place.location,
          message: `${nameOf(node)} has no client alias; ECS requires ${CLIENT_ALIASES}`,
          // the known refusals are of services without TLS; a template with TLS and no alias is said to deploy
          ...node.get('Tls').isAbsent ? {} : { severity: 'warning' },
        };
      }
      if (atLeast > CLIENT_ALIASES) { yield { location: place.location, message: `${nameOf(node)} has ${atLeast} client aliases; the maximum is ${CLIENT_ALIASES}` }; }
    }
    for (const { again, first } of repetitionsOf(offers, keyOf, ({ service }) => service.resource)) {
      yield {
        location: aliasOf(again).location,
        related: [aliasOf(first).location],
        message: `the name "${aliasOf(again).text('DnsName')}" with port ${aliasOf(again).number('Port')} is also the client alias of service ${first.service.resource.logicalId} in the same namespace`,
        severity: 'warning',
      };
    }
  },

  scene: 'a Fargate service with encrypted Service Connect',
  bad: {
    'no alias': { Service: offering({ ClientAliases: undefined }) },
    'no alias, for a port from a parameter': { Service: offering({ ClientAliases: undefined, PortName: { Ref: 'AParameter' } }) },
    'no alias, without TLS': { Service: offering({ ClientAliases: undefined, Tls: undefined }) },
    'an empty list of aliases': { Service: offering({ ClientAliases: [] }) },
    'two aliases': { Service: offering({ ClientAliases: [{ Port: 80 }, { Port: 8080 }] }) },
    'one alias for two services': { Other: other({ Port: 80, DnsName: 'web' }) },
  },
  good: {
    'one name with two ports': { Other: other({ Port: 8080, DnsName: 'web' }) },
    'two names with one port': { Other: other({ Port: 80, DnsName: 'other' }) },
    'a default name with the same port': { Service: offering({ ClientAliases: [{ Port: 80 }] }), Other: other({ Port: 80 }) },
    'a second alias under a condition': { Service: offering({ ClientAliases: [{ Port: 80 }, { 'Fn::If': ['Wide', { Port: 8080 }, { Ref: 'AWS::NoValue' }] }] }) },
    'aliases from a parameter': { Service: offering({ ClientAliases: { Ref: 'AParameter' } }) },
    'one alias in two namespaces': { Other: other({ Port: 80, DnsName: 'web' }, 'shop.local') },
    'an unknown namespace': {
      Cluster: { ServiceConnectDefaults: { Ref: 'AParameter' } }, Service: { ServiceConnectConfiguration: { Namespace: undefined } }, Other: other({ Port: 80, DnsName: 'web' }, NO_VALUE),
    },
    'ports from parameters': { Service: offering({ ClientAliases: { 0: { Port: { Ref: 'PortA' } } } }), Other: other({ Port: { Ref: 'PortB' }, DnsName: 'web' }) },
    'a namespace from a parameter': { Service: { ServiceConnectConfiguration: { Namespace: { Ref: 'AParameter' } } }, Other: other({ Port: 80, DnsName: 'web' }) },
  },
});

function aliasOf({ node }: ConnectOffer): Node { return [...node.list('ClientAliases')][0]; }

/** Without a DnsName, the name has the discovery name, which is unique in the namespace. */
function keyOf(offer: ConnectOffer): string | undefined {
  const { length } = offer.node.list('ClientAliases');
  if (length !== CLIENT_ALIASES || offer.namespace === undefined) { return undefined; }
  const name = aliasOf(offer).text('DnsName').known;
  const port = aliasOf(offer).number('Port').known;
  return name === undefined || port === undefined ? undefined : `${offer.namespace} ${name.toLowerCase()} ${port}`;
}

function offering(offer: object) { return { ServiceConnectConfiguration: { Services: { 0: offer } } }; }

function other(alias: object, Namespace: unknown = { 'Fn::GetAtt': ['Namespace', 'Arn'] }) {
  return furtherService({
    ServiceConnectConfiguration: { Enabled: true, Namespace, Services: [{ PortName: 'http', DiscoveryName: 'other', ClientAliases: [alias] }] },
  });
}

/** A Service Connect service as messages print it: its port may be unknown. */
function nameOf(offer: Node): string {
  const port = offer.text('PortName').known;
  return port === undefined ? 'the Service Connect service' : `the Service Connect service of port "${port}"`;
}
