import type { RawResource } from '../../../src/validation/model/evaluation/source';
import { nameServersOf } from '../../../src/validation/model/queries/name-servers';
import { appOf, resourceIn } from '../../support/model';

const association = (rest: object = {}): RawResource =>
  ({ Type: 'AWS::EC2::VPCDHCPOptionsAssociation', Properties: { VpcId: { Ref: 'Vpc' }, DhcpOptionsId: { Ref: 'Options' } }, ...rest });
const options = (DomainNameServers: unknown): RawResource => ({ Type: 'AWS::EC2::DHCPOptions', Properties: { DomainNameServers } });

function addressesIn(others: Readonly<Record<string, RawResource>>): readonly string[] | undefined {
  const application = appOf({ Vpc: { Type: 'AWS::EC2::VPC' }, Association: association(), Options: options(['10.9.0.10', '10.9.0.11']), ...others });
  return nameServersOf(resourceIn(application, 'Vpc'), application)?.addresses;
}

test('a VPC has the name servers of the associated DHCP options', () => { expect(addressesIn({})).toEqual(['10.9.0.10', '10.9.0.11']); });

test.each<[string, Readonly<Record<string, RawResource>>]>([
  ['without an association', { Association: { Type: 'AWS::EC2::VPC' } }],
  ['with two associations', { Other: association() }],
  ['with an association under a condition', { Association: association({ Condition: 'C' }) }],
  ['with DHCP options outside the app', { Association: association({ Properties: { VpcId: { Ref: 'Vpc' }, DhcpOptionsId: 'dopt-1' } }) }],
  ['with DHCP options without name servers', { Options: options(undefined) }],
  ['with an empty list of name servers', { Options: options([]) }],
  ['with name servers from a parameter', { Options: options({ Ref: 'Servers' }) }],
  ['with a name server from a parameter', { Options: options(['10.9.0.10', { Ref: 'Server' }]) }],
  ['with a name server under a condition', { Options: options(['10.9.0.10', { 'Fn::If': ['C', '10.9.0.11', { Ref: 'AWS::NoValue' }] }]) }],
  ['with an IPv6 address', { Options: options(['10.9.0.10', '2001:db8::10']) }],
  ['with the resolver of the VPC', { Options: options(['10.9.0.10', 'AmazonProvidedDNS']) }],
  ['with the address of the resolver', { Options: options(['10.9.0.10', '10.9.0.2']) }],
])('the name servers of a VPC %s are not certain', (_, others) => { expect(addressesIn(others)).toBeUndefined(); });
