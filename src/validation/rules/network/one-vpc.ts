import type { Launch } from '../../model/launch';
import type { Node } from '../../model/node';
import type { Location } from '../../model/resource';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The subnets, security groups and target groups of tasks are in one VPC',
  severity: 'error',
  outcome: 'refused',
  why: 'A network interface is in one VPC, with security groups of that VPC. A target group accepts IP addresses of its own VPC; ECS does not register tasks of another one, peered or not.',
  fix: 'Create the subnets, security groups and target groups from one vpc: pass cluster.vpc to ec2.SecurityGroup and to the target group. CloudFormation: use the same VpcId in all of them.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html',

  subject: 'launch',
  *check(launch) {
    const [subnet, ...otherSubnets] = launch.knownSubnets;
    if (!subnet) { return; }
    const vpc = subnet.node.get('VpcId');
    const places = [...otherSubnets.map(({ node }) => node), ...(launch.securityGroups ?? []).map(({ node }) => node), ...targetGroupsOf(launch)];
    for (const node of places) {
      const other = node.get('VpcId');
      if (!areDifferent(vpc, other)) { continue; }
      const related: Location[] = [launch.resource.at(''), subnet.resource.at('VpcId')];
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
  },
  good: {
    'a VPC by a parameter': { TaskGroup: { VpcId: { Ref: 'VpcId' } } },
    'a security group in the default VPC': { TaskGroup: { VpcId: undefined } },
  },
});

function targetGroupsOf({ attachments }: Launch): readonly Node[] {
  return attachments.flatMap(({ targetGroup, alternateTargetGroup }) => [targetGroup?.node ?? [], alternateTargetGroup?.node ?? []].flat());
}

function nameOf(vpc: Node): string { return vpc.asAttribute?.resource.logicalId ?? String(vpc.asText); }

/** Two VPCs of the app, or two ids that are written; an id may be that of a VPC of the app which exists already. */
function areDifferent(one: Node, other: Node): boolean {
  const [oneVpc, otherVpc] = [one.asAttribute?.resource, other.asAttribute?.resource];
  const areVpcs = [oneVpc, otherVpc].every(resource => resource?.type === 'AWS::EC2::VPC');
  return areVpcs ? oneVpc !== otherVpc : one.asText.satisfies(id => other.asText.differs(id));
}
