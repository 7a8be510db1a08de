import type { Service } from '../entities/service';
import type { Node } from '../evaluation/node';
import { identityKey } from '../index/identity';

/** A Service Connect service: a port that a service offers in a namespace. */
export interface ConnectOffer {
  readonly service: Service;
  readonly node: Node;
  /** Where its discovery name is: in `DiscoveryName`, or else in `PortName`. */
  readonly namePlace: Node;
  /** A text that is equal for offers in the same namespace; `undefined` if the namespace is unknown. */
  readonly namespace?: string;
}

/** The ports that a service certainly offers. */
export function connectOffers(service: Service): readonly ConnectOffer[] {
  const connect = service.node.get('ServiceConnectConfiguration');
  if (!connect.flag('Enabled').is(true)) { return []; }
  const namespace = namespaceOf(service);
  return connect.list('Services').sure.map(node => ({
    service, node, namespace, namePlace: node.get(node.get('DiscoveryName').isAbsent ? 'PortName' : 'DiscoveryName'),
  }));
}

/** The place of the namespace of a service, or else of the default namespace of its cluster. */
export function connectNamespacePlace({ node, cluster }: Service): Node | undefined {
  const given = node.get('ServiceConnectConfiguration').get('Namespace');
  return given.isAbsent ? cluster?.node.get('ServiceConnectDefaults').get('Namespace') : given;
}

function namespaceOf(service: Service): string | undefined {
  const place = connectNamespacePlace(service);
  return place && identityKey(place, { types: 'AWS::ServiceDiscovery::', isGlobal: literal => literal.startsWith('arn:') });
}
