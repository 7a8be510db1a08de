import { PRIVATE_NETWORKS } from '../../../facts/address-ranges';
import { isWithin } from '../../model/entities/cidr';
import type { TaskRunner } from '../../model/entities/task-runner';
import type { Node } from '../../model/evaluation/node';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The security groups of the tasks admit VPC Lattice',
  severity: 'warning',
  outcome: 'unreachable',
  why: 'VPC Lattice sends requests and health checks from its own addresses, which are in the prefix list com.amazonaws.REGION.vpc-lattice. If no ingress rule allows them, the targets are unhealthy and get no requests.',
  fix: 'Call service.connections.allowFrom(ec2.Peer.prefixList(id), ec2.Port.tcp(port)) with the id of com.amazonaws.REGION.vpc-lattice. In CloudFormation: an AWS::EC2::SecurityGroupIngress with SourcePrefixListId.',
  docs: 'https://docs.aws.amazon.com/vpc-lattice/latest/ug/security-groups.html',

  subject: 'service',
  *check({ node, taskDefinition, securityGroups, awsvpc }) {
    for (const port of node.list('VpcLatticeConfigurations').sure.flatMap(each => portOf(each, taskDefinition) ?? [])) {
      const lattice = { port, isApart: (range: string) => isWithin(range, PRIVATE_NETWORKS), hasIpv4Alone: false };
      if (!securityGroups.every(({ ingress }) => ingress.every(rule => rule.excludesDestination(lattice)))) { continue; }
      yield {
        location: awsvpc.at('SecurityGroups'),
        related: securityGroups.all.map(({ resource }) => resource.at('')),
        message: `the security groups of the tasks do not admit VPC Lattice on port ${port}`,
      };
    }
  },

  scene: 'a Fargate service in VPC Lattice',
  bad: {
    'a rule for the load balancer only': { FromLattice: undefined },
    'a rule for the VPC': { FromLattice: { SourcePrefixListId: undefined, CidrIp: '10.0.0.0/16' } },
    'a rule for another port': { FromLattice: { FromPort: 8080, ToPort: 8080 } },
  },
  good: {
    'the link-local addresses of VPC Lattice': { FromLattice: { SourcePrefixListId: undefined, CidrIp: '169.254.171.0/24' } },
    'all addresses': { FromLattice: { SourcePrefixListId: undefined, CidrIp: '0.0.0.0/0' } },
    'a port from a parameter': { FromLattice: undefined, Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, Name: { Ref: 'Name' } }] } } } },
    'an additional imported security group': {
      FromLattice: undefined,
      Service: { NetworkConfiguration: { AwsvpcConfiguration: { SecurityGroups: [{ 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }, 'sg-0a1b2c3d4e5f60718'] } } },
    },
    'no VPC Lattice': { FromLattice: undefined, Service: { VpcLatticeConfigurations: undefined } },
  },
});

function portOf(configuration: Node, task: TaskRunner['taskDefinition']): number | undefined {
  const name = configuration.text('PortName');
  const mappings = task?.containers.flatMap(container => [...container.portMappings]) ?? [];
  return mappings.find(mapping => mapping.node.text('Name').satisfies(each => name.is(each)))?.containerPort.known;
}
