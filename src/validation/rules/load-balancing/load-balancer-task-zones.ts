import { areInDifferentZones } from '../../model/entities/availability-zone';
import type { LoadBalancer } from '../../model/entities/load-balancer';
import type { Subnet } from '../../model/entities/subnet';
import type { TaskRunner } from '../../model/entities/task-runner';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A load balancer has a subnet in every Availability Zone of the tasks behind it',
  severity: 'error',
  outcome: 'hangs',
  why: 'A load balancer ignores targets in an Availability Zone that is not enabled for it: their state is unused, with Target.NotInUse. Such tasks never become healthy. If some tasks are in other zones, this is a warning.',
  fix: 'Use the same Availability Zones for both: one `vpc` and the same `availabilityZones` in `vpcSubnets` of the load balancer and of the service. In CloudFormation: Subnets of the load balancer.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html',

  subject: 'taskRunner',
  *check(runner) {
    for (const balancer of balancersOf(runner)) {
      const outside = runner.subnets.known.filter(subnet => isOutside(subnet, balancer));
      const [first] = outside;
      if (!first) { continue; }
      const isAll = runner.subnets.isComplete && outside.length === runner.subnets.known.length;
      yield {
        location: runner.awsvpc.at('Subnets'),
        related: [first.resource.at('AvailabilityZone'), balancer.resource.at('')],
        message: `tasks in ${outside.map(({ resource }) => resource.logicalId).join(', ')} are in an Availability Zone in which load balancer ${balancer.resource.logicalId} has no subnet`,
        ...isAll ? {} : { severity: 'warning' },
      };
    }
  },

  scene: 'a Fargate service behind a load balancer in public subnets',
  bad: {
    'tasks in another zone': { TaskSubnet: { AvailabilityZone: zone(2) } },
    'one of two subnets of the tasks in another zone': { Service: network({ Ref: 'Third' }), Third: subnetIn(2) },
    'another zone, and a subnet outside the app': { Service: network('subnet-0a1b2c3d4e5f60799'), TaskSubnet: { AvailabilityZone: zone(2) } },
  },
  good: {
    'tasks in both zones': { Service: network({ Ref: 'Third' }), Third: subnetIn(1) },
    'a zone from a parameter': { TaskSubnet: { AvailabilityZone: { Ref: 'AParameter' } } },
    'a zone by its id': { TaskSubnet: { AvailabilityZone: undefined, AvailabilityZoneId: 'euw1-az3' } },
    'a load balancer with a subnet outside the app': { TaskSubnet: { AvailabilityZone: zone(2) }, Balancer: { Subnets: [{ Ref: 'PublicA' }, 'subnet-0a1b2c3d4e5f60721'] } },
  },
});

/** The load balancers that certainly forward to the tasks. */
function balancersOf({ attachments }: TaskRunner): readonly LoadBalancer[] {
  const groups = attachments.flatMap(({ targetGroup }) => targetGroup ?? []);
  return [...new Set(groups.flatMap(({ loadBalancers }) => loadBalancers.known))];
}

function isOutside(subnet: Subnet, { subnets }: LoadBalancer): boolean {
  return subnets.isComplete && subnets.known.every(each => areInDifferentZones(each, subnet));
}

function network(other: unknown): object {
  return { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'TaskSubnet' }, other] } } };
}

function zone(index: number): object { return { 'Fn::Select': [index, { 'Fn::GetAZs': '' }] }; }

function subnetIn(index: number): object {
  return { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'VpcId' }, CidrBlock: '10.0.48.0/20', AvailabilityZone: zone(index) } };
}
