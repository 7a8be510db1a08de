import { VPC_RESOLVER } from '../../../facts/name-servers';
import type { Resource } from '../evaluation/resource';
import type { ResourceIndex } from '../index/resource-index';

/** The name servers that a VPC uses instead of its own resolver. */
export interface NameServers {
  /** The DHCP options. */
  readonly resource: Resource;
  /** Their IPv4 addresses. */
  readonly addresses: readonly string[];
}

const ADDRESS = /^\d+\.\d+\.\d+\.\d+$/;

/** The name servers of a VPC, if the app certainly sets them and none may be the resolver of the VPC. */
export function nameServersOf(vpc: Resource, application: ResourceIndex): NameServers | undefined {
  const [association, ...others] = application.referringTo(vpc, 'AWS::EC2::VPCDHCPOptionsAssociation', 'VpcId');
  const isSure = others.length === 0 && association?.isConditional === false;
  const options = isSure ? application.resolve(association.properties.get('DhcpOptionsId'), 'AWS::EC2::DHCPOptions') : undefined;
  if (!options) { return undefined; }
  const servers = options.properties.list('DomainNameServers');
  const areOwn = servers.length > 0 && servers.map(({ asText }) => asText).every(server => server.satisfies(isOwn));
  return areOwn ? { resource: options, addresses: servers.texts } : undefined;
}

function isOwn(server: string): boolean { return ADDRESS.test(server) && !VPC_RESOLVER.test(server); }
