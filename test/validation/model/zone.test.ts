import { areInDifferentZones } from '../../../src/validation/model/entities/availability-zone';
import { allOf } from '../../../src/validation/model/entities/entity';
import { Subnet } from '../../../src/validation/model/entities/subnet';
import { appOf } from '../../support/model';

const nth = (at: unknown, region: unknown = '') => ({ 'Fn::Select': [at, { 'Fn::GetAZs': region }] });
const named = (zone: unknown) => ({ AvailabilityZone: zone });

function areApart(one: object, other: object): boolean {
  const [first, second] = allOf(Subnet, appOf({ One: { Type: 'AWS::EC2::Subnet', Properties: one }, Other: { Type: 'AWS::EC2::Subnet', Properties: other } }));
  return areInDifferentZones(first, second);
}

test.each<[string, object, object]>([
  ['by name', named('eu-west-1a'), named('eu-west-1b')],
  ['by id', { AvailabilityZoneId: 'euw1-az1' }, { AvailabilityZoneId: 'euw1-az2' }],
  ['by index in the zones of the Region', named(nth(0)), named(nth('1', { Ref: 'AWS::Region' }))],
  ['by index in the zones of a literal Region', named(nth(0, 'eu-west-1')), named(nth(1, 'eu-west-1'))],
])('two subnets are in different zones %s', (_, one, other) => { expect(areApart(one, other)).toBe(true); });

test.each<[string, object, object]>([
  ['one name', named('eu-west-1a'), named('eu-west-1a')],
  ['one index', named(nth(0)), named(nth('0', { Ref: 'AWS::Region' }))],
  ['an index and a name', named(nth(0)), named('eu-west-1b')],
  ['indexes in two Regions', named(nth(0)), named(nth(1, 'eu-west-1'))],
  ['an index from a parameter', named(nth(0)), named(nth({ Ref: 'Place' }))],
  ['a Region from a parameter', named(nth(0, { Ref: 'SomeRegion' })), named(nth(1, { Ref: 'SomeRegion' }))],
  ['a zone from a parameter', named(nth(0)), named({ Ref: 'Zone' })],
  ['a zone that AWS selects', named(nth(0)), {}],
  ['a zone by name and one by id', named('eu-west-1a'), { AvailabilityZoneId: 'euw1-az2' }],
  ['zones under a condition', named(nth(0)), named({ 'Fn::If': ['C', nth(1), nth(0)] })],
  ['partly unknown zones', named({ 'Fn::Sub': '${AWS::Region}a' }), named({ 'Fn::Sub': '${AWS::Region}b' })],
])('two subnets may be in the same zone: %s', (_, one, other) => { expect(areApart(one, other)).toBe(false); });
