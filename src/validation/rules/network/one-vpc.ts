import { LoadBalancer } from '../../model/entities/load-balancer';
import { TargetGroup } from '../../model/entities/target-group';
import type { TaskRunner } from '../../model/entities/task-runner';
import type { Node } from '../../model/evaluation/node';
import type { Location } from '../../model/evaluation/resource';
import { grouped } from '../../model/index/grouped';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The subnets, security groups, target groups and load balancers of tasks are in one VPC',
  severity: 'error',
  outcome: 'refused',
  why: 'A network interface uses security groups of its own VPC. ECS registers tasks only in target groups of the same VPC, even if VPCs are peered. A load balancer forwards only to target groups of its own VPC.',
  fix: 'Create the subnets, security groups and target groups from one vpc: pass cluster.vpc to ec2.SecurityGroup, to the target group and to the load balancer. In CloudFormation: use the same VpcId in all of them.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html',

  subject: 'taskRunner',
  *check(runner) {
    const [subnet, ...otherSubnets] = runner.subnets;
    const vpc = subnet?.node.get('VpcId');
    yield* balancersElsewhere(runner, vpc);
    if (!vpc) { return; }
    const places = [...otherSubnets, ...runner.securityGroups.all, ...targetGroupsOf(runner)];
    for (const { node } of places) {
      const other = node.get('VpcId');
      if (!areDifferent(vpc, other)) { continue; }
      const related: Location[] = [runner.resource.at(''), subnet.resource.at('VpcId')];
      yield { location: other.location, related, message: `${node.resource.logicalId} is in VPC ${nameOf(other)}, but subnet ${subnet.resource.logicalId} of the tasks is in ${nameOf(vpc)}` };
    }
  },

  scene: 'a Fargate service in public subnets',
  bad: {
    'a second subnet in another VPC': {
      SubnetB: { VpcId: { Ref: 'OtherVpc' } }, OtherVpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.9.0.0/16' } },
    },
    'a security group in another VPC': {
      TaskGroup: { VpcId: { 'Fn::GetAtt': ['OtherVpc', 'VpcId'] } }, OtherVpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.9.0.0/16' } },
    },
    'a target group in another VPC': {
      scene: 'a Fargate service behind a load balancer',
      change: { Targets: { VpcId: { Ref: 'OtherVpc' } }, OtherVpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.9.0.0/16' } } },
    },
    'a load balancer with a security group in another VPC': {
      scene: 'a Fargate service behind a load balancer',
      change: { BalancerGroup: { VpcId: { Ref: 'OtherVpc' } }, OtherVpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.9.0.0/16' } } },
    },
    'a load balancer with a subnet in another VPC': {
      scene: 'an EC2 service on dynamic ports behind a load balancer', change: balancerSubnet({ Subnets: [{ Ref: 'BalancerSubnet' }] }),
    },
    'a load balancer with a subnet mapping in another VPC': {
      scene: 'an EC2 service on dynamic ports behind a load balancer', change: balancerSubnet({ Subnets: undefined, SubnetMappings: [{ SubnetId: { Ref: 'BalancerSubnet' } }] }),
    },
  },
  good: {
    'a load balancer with a subnet in a VPC from a parameter': {
      scene: 'an EC2 service on dynamic ports behind a load balancer', change: balancerSubnet({ Subnets: [{ Ref: 'BalancerSubnet' }] }, { Ref: 'VpcId' }),
    },
    'a VPC from a parameter': { TaskGroup: { VpcId: { Ref: 'VpcId' } } },
    'a security group in the default VPC': { TaskGroup: { VpcId: undefined } },
  },
});

function targetGroupsOf({ attachments }: TaskRunner): readonly TargetGroup[] {
  return attachments.flatMap(({ targetGroups }) => targetGroups);
}

/** Load balancers with a subnet or security group in a different VPC than a target group that they forward to. */
function* balancersElsewhere(runner: TaskRunner, vpc: Node | undefined): Generator<Violation> {
  // a target group in a different VPC than the tasks is reported already
  const groups = targetGroupsOf(runner).filter(({ node }) => !vpc || !areDifferent(vpc, node.get('VpcId')));
  for (const [balancer, targets] of grouped(groups, ({ loadBalancers }) => loadBalancers.all)) {
    const [first] = targets.flatMap(group => placeElsewhere(balancer, group) ?? []);
    if (first) { yield { ...first, related: [runner.resource.at(''), ...first.related] }; }
  }
}

function placeElsewhere({ subnets, securityGroups, resource }: LoadBalancer, group: TargetGroup): Required<Omit<Violation, 'severity'>> | undefined {
  const vpc = group.node.get('VpcId');
  const other = [...subnets, ...securityGroups.all].map(({ node }) => node.get('VpcId')).find(each => areDifferent(vpc, each));
  return other && {
    location: vpc.location,
    related: [resource.at(''), other.location],
    message: `${group.resource.logicalId} is in VPC ${nameOf(vpc)}, but load balancer ${resource.logicalId}, which forwards to it, is in ${nameOf(other)}`,
  };
}

function nameOf(vpc: Node): string { return vpc.asAttribute?.resource.logicalId ?? String(vpc.asText); }

/** True for two VPCs of the app, or two literal ids. An id and a VPC of the app may be the same VPC if it is deployed already. */
function areDifferent(one: Node, other: Node): boolean {
  const [oneVpc, otherVpc] = [one.asAttribute?.resource, other.asAttribute?.resource];
  const areVpcs = [oneVpc, otherVpc].every(resource => resource?.type === 'AWS::EC2::VPC');
  return areVpcs ? oneVpc !== otherVpc : one.asText.satisfies(id => other.asText.differs(id));
}

function balancerSubnet(properties: object, VpcId: unknown = 'vpc-0a1b2c3d4e5f60799'): Record<string, object> {
  return { Balancer: properties, BalancerSubnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId, CidrBlock: '10.9.0.0/20' } } };
}
