import { LOAD_BALANCER_ZONES } from '../../../facts/load-balancers';
import { availabilityZoneOf } from '../../model/entities/availability-zone';
import { LoadBalancer } from '../../model/entities/load-balancer';
import { grouped } from '../../model/index/grouped';
import { defineRule } from '../rule';

const BALANCED = 'a Fargate service behind a load balancer in public subnets';

export default defineRule({
  title: 'An Application Load Balancer has subnets in at least two Availability Zones, one in each',
  severity: 'error',
  outcome: 'refused',
  why: 'Elastic Load Balancing refuses an Application Load Balancer with subnets in a single Availability Zone, or with two subnets in the same Availability Zone. Local Zones and Outposts are exceptions.',
  fix: 'Use a VPC with `maxAzs` of at least 2, and one subnet in each zone: `vpcSubnets: { onePerAz: true }` (CloudFormation: Subnets).',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html',

  subject: 'loadBalancer',
  *check(loadBalancer) {
    if (!loadBalancer.type.is('application')) { return; }
    const location = loadBalancer.node.at(loadBalancer.node.get('Subnets').isAbsent ? 'SubnetMappings' : 'Subnets');
    if (hasOneZone(loadBalancer)) {
      yield { location, message: `load balancer ${loadBalancer.resource.logicalId} has one subnet; use subnets in at least ${LOAD_BALANCER_ZONES} Availability Zones` };
    }
    for (const [zone, [first, second]] of grouped(loadBalancer.subnets, subnet => [availabilityZoneOf(subnet)])) {
      if (zone === undefined || !second) { continue; }
      yield {
        location,
        related: [first.resource.at('AvailabilityZone'), second.resource.at('AvailabilityZone')],
        message: `load balancer ${loadBalancer.resource.logicalId} has subnets ${first.resource.logicalId} and ${second.resource.logicalId} in the same Availability Zone; use one subnet in each zone`,
      };
    }
  },

  scene: 'a Fargate service in public subnets',
  bad: {
    'one subnet': { Balancer: balancer({ Subnets: [{ Ref: 'SubnetA' }] }) },
    'one subnet with an IP address': { Balancer: balancer({ SubnetMappings: [{ SubnetId: { Ref: 'SubnetA' } }] }) },
    'two subnets of one zone': { Balancer: balancer({ Subnets: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }] }), SubnetB: { AvailabilityZone: { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] } } },
    'two subnets of one zone by its id': { scene: BALANCED, change: zoneIds('euw1-az1', 'euw1-az1') },
  },
  good: {
    'two zones by their ids': { scene: BALANCED, change: zoneIds('euw1-az1', 'euw1-az2') },
    'a Local Zone by its id': { scene: BALANCED, change: zoneIds('usw2-lax1-az1', 'usw2-lax1-az1') },
    'two zones': { Balancer: balancer({ Subnets: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }] }) },
    'a Network Load Balancer in one zone': { Balancer: balancer({ Type: 'network', Subnets: [{ Ref: 'SubnetA' }] }) },
    'a Local Zone': { Balancer: balancer({ Subnets: [{ Ref: 'SubnetA' }] }), SubnetA: { AvailabilityZone: 'us-west-2-lax-1a' } },
    'an Outpost': { Balancer: balancer({ Subnets: [{ Ref: 'SubnetA' }] }), SubnetA: { OutpostArn: 'arn:aws:outposts:eu-west-1:111122223333:outpost/op-0a1b2c3d4e5f60718' } },
    'zones from parameters': { Balancer: balancer({ Subnets: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }] }), SubnetA: { AvailabilityZone: { Ref: 'ZoneA' } }, SubnetB: { AvailabilityZone: { Ref: 'ZoneB' } } },
    'a subnet outside the app': { Balancer: balancer({ Subnets: ['subnet-0a1b2c3d4e5f60718'] }) },
    'a parameter that may be a list': { Balancer: balancer({ Subnets: { Ref: 'Subnets' } }) },
  },
});

function hasOneZone({ hasOneSubnet, subnets: { known: [subnet] } }: LoadBalancer): boolean {
  return hasOneSubnet && subnet !== undefined && availabilityZoneOf(subnet) !== undefined;
}

function balancer(properties: object) {
  return { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { SecurityGroups: [{ 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }], ...properties } };
}

function zoneIds(first: string, second: string): Record<string, object> {
  const [PublicA, PublicB] = [first, second].map(AvailabilityZoneId => ({ AvailabilityZone: undefined, AvailabilityZoneId }));
  return { PublicA, PublicB };
}
