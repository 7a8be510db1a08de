import { allOf } from '../../../src/validation/model/entities/entity';
import { NetworkAcl, Packets } from '../../../src/validation/model/entities/network-acl';
import { Subnet } from '../../../src/validation/model/entities/subnet';
import type { RawResource } from '../../../src/validation/model/evaluation/source';
import { appOf } from '../../support/model';

type Resources = Readonly<Record<string, RawResource>>;

const association = (properties: object = {}, rest: object = {}): RawResource =>
  ({ Type: 'AWS::EC2::SubnetNetworkAclAssociation', Properties: { SubnetId: { Ref: 'Subnet' }, NetworkAclId: { Ref: 'Acl' }, ...properties }, ...rest });
const entry = (properties: object): RawResource => ({
  Type: 'AWS::EC2::NetworkAclEntry',
  Properties: { NetworkAclId: { Ref: 'Acl' }, RuleNumber: 100, Protocol: -1, RuleAction: 'allow', Egress: true, CidrBlock: '0.0.0.0/0', ...properties },
});
const REQUEST: Packets = { isOutbound: true, protocol: 'tcp', ports: [443, 443] };

function aclIn(others: Resources): NetworkAcl | undefined {
  const resources = { Subnet: { Type: 'AWS::EC2::Subnet' }, Acl: { Type: 'AWS::EC2::NetworkAcl' }, Association: association(), ...others };
  return NetworkAcl.of(allOf(Subnet, appOf(resources))[0]);
}

describe('a subnet has the network ACL', () => {
  test('that the app associates with it', () => { expect(aclIn({})?.resource.logicalId).toBe('Acl'); });

  test.each<[string, Resources]>([
    ['of its VPC', { Association: { Type: 'AWS::EC2::VPC' } }],
    ['under a condition', { Association: association({}, { Condition: 'C' }) }],
    ['outside the app', { Association: association({ NetworkAclId: 'acl-1' }) }],
    ['of another association too', { Other: association() }],
    ['of an association with an unknown subnet', { Other: association({ SubnetId: { Ref: 'SomeSubnet' } }) }],
  ])('or an unknown one: %s', (_, others) => { expect(aclIn(others)).toBeUndefined(); });
});

describe('a network ACL drops packets', () => {
  test.each<[string, Resources, Packets]>([
    ['without entries', {}, REQUEST],
    ['with an entry for the other direction', { Entry: entry({ Egress: false }) }, REQUEST],
    ['with an entry for inbound traffic by default', { Entry: entry({ Egress: undefined }) }, REQUEST],
    ['with an entry for ICMP', { Entry: entry({ Protocol: 1 }) }, REQUEST],
    ['with an entry for lower ports', { Entry: entry({ Protocol: 6, PortRange: { From: 1, To: 442 } }) }, REQUEST],
    ['with an entry for higher ports', { Entry: entry({ Protocol: 6, PortRange: { From: 444, To: 65_535 } }) }, REQUEST],
    ['with an entry for private addresses', { Entry: entry({ CidrBlock: '10.0.0.0/8' }) }, REQUEST],
    ['with an entry for other addresses', { Entry: entry({ CidrBlock: '10.0.0.0/20' }) }, { ...REQUEST, blocks: ['10.0.16.0/20'] }],
    ['with an earlier entry that denies the addresses', {
      Entry: entry({}), None: entry({ RuleNumber: 90, RuleAction: 'deny', CidrBlock: '10.0.0.0/16' }),
    }, { ...REQUEST, blocks: ['10.0.16.0/20'] }],
  ])('%s', (_, entries, packets) => { expect(aclIn(entries)?.drops(packets)).toBe(true); });
});

describe('a network ACL may allow packets', () => {
  test.each<[string, Resources, Packets]>([
    ['with an entry for all', { Entry: entry({}) }, REQUEST],
    ['with an entry for some of the ports', { Entry: entry({ Protocol: 6, PortRange: { From: 32_768, To: 61_000 } }) }, { ...REQUEST, ports: [1024, 65_535] }],
    ['with an entry without ports', { Entry: entry({ Protocol: 6 }) }, REQUEST],
    ['with an entry for an unknown protocol', { Entry: entry({ Protocol: { Ref: 'Protocol' } }) }, REQUEST],
    ['with an earlier entry that denies some of the ports', {
      Entry: entry({}), None: entry({ RuleNumber: 90, RuleAction: 'deny', Protocol: 6, PortRange: { From: 1024, To: 2000 } }),
    }, { ...REQUEST, ports: [1024, 65_535] }],
    ['with an earlier entry that denies some of the addresses', { Entry: entry({}), None: entry({ RuleNumber: 90, RuleAction: 'deny', CidrBlock: '8.8.8.0/24' }) }, REQUEST],
    ['with an earlier entry under a condition that denies all', {
      Entry: entry({}), None: { ...entry({ RuleNumber: 90, RuleAction: 'deny' }), Condition: 'C' },
    }, REQUEST],
    ['with an entry of an unknown ACL', { Entry: entry({ NetworkAclId: { Ref: 'SomeAcl' } }) }, REQUEST],
    ['if a custom resource refers to it', { Entries: { Type: 'Custom::Entries', Properties: { Acl: { Ref: 'Acl' } } } }, REQUEST],
  ])('%s', (_, entries, packets) => { expect(aclIn(entries)?.drops(packets)).toBe(false); });
});
