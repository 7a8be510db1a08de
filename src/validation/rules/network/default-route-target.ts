import type { Subnet } from '../../model/entities/subnet';
import type { Resource } from '../../model/evaluation/resource';
import { grouped } from '../../model/index/grouped';
import { Caller, callers } from '../../model/queries/caller';
import { deadEndOf, natGatewayOf, unattachedGatewayOf } from '../../model/queries/way-out';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The default routes of tasks and container instances lead to the internet',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'A NAT gateway forwards traffic through the default route of its own subnet. In a subnet without a route to an internet gateway all traffic is lost: tasks cannot pull images, and instances do not register. EC2 refuses a route to an internet gateway that is not attached to the VPC of the route table.',
  fix: 'Use subnets of type PRIVATE_WITH_EGRESS of ec2.Vpc, which creates NAT gateways in public subnets. In CloudFormation: SubnetId of the AWS::EC2::NatGateway names a subnet with a route to an internet gateway, and an AWS::EC2::VPCGatewayAttachment attaches that gateway to the VPC.',
  docs: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-scenarios.html',

  subject: 'application',
  *check(application) {
    const found = new Map<Resource, Violation>();
    for (const [subnet, [caller]] of grouped(callers(application), ({ subnets }) => subnets.known)) {
      for (const [resource, violation] of [...unattached(subnet), ...deadEnd(subnet, caller)]) {
        if (!found.has(resource)) { found.set(resource, violation); }
      }
    }
    yield* found.values();
  },

  scene: 'a Fargate service behind a NAT gateway',
  bad: {
    'a NAT gateway in the subnet that it serves': { Nat: { SubnetId: { Ref: 'SubnetA' } } },
    'a NAT gateway in an isolated subnet': {
      PublicSubnetRoutes: { RouteTableId: { Ref: 'Isolated' } }, Isolated: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Vpc' } } },
    },
    'a NAT gateway in an isolated subnet, for container instances': {
      scene: 'container instances in public subnets', change: { WayOut: { GatewayId: undefined, NatGatewayId: { Ref: 'Nat' } }, Nat: natGatewayIn('SubnetA') },
    },
    'a private NAT gateway': { Nat: { AllocationId: undefined, ConnectivityType: 'private' } },
    'an internet gateway of another VPC': {
      GatewayOfVpc: { VpcId: { Ref: 'OtherVpc' } }, OtherVpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.9.0.0/16' } },
    },
    'an internet gateway that is not attached': { GatewayOfVpc: undefined, WayOut: { DependsOn: undefined } },
    'an internet gateway that is not attached, in the subnets of tasks': { scene: 'a Fargate service in public subnets', change: { GatewayOfVpc: undefined } },
  },
  good: {
    'a NAT gateway in a subnet with the main route table': { PublicSubnetRoutes: undefined },
    'a route to a NAT gateway for other networks': {
      Nat: { SubnetId: { Ref: 'SubnetA' } },
      Offices: { Type: 'AWS::EC2::Route', Properties: { RouteTableId: { Ref: 'Routes' }, DestinationCidrBlock: '192.168.0.0/16', NatGatewayId: { Ref: 'Nat' } } },
    },
    'an internet gateway outside the app': { GatewayOfVpc: undefined, WayOut: { GatewayId: 'igw-0a1b2c3d4e5f60718' } },
    'an internet gateway that is attached to an unknown VPC': { GatewayOfVpc: { VpcId: { Ref: 'VpcId' } } },
    'an attachment of an unknown internet gateway': { GatewayOfVpc: { InternetGatewayId: { Ref: 'GatewayId' } } },
    'a regional NAT gateway': { Nat: { SubnetId: undefined, AvailabilityMode: 'regional', VpcId: { Ref: 'Vpc' } } },
    'a route to another network': {
      Nat: { SubnetId: { Ref: 'SubnetA' } },
      Offices: {
        Type: 'AWS::EC2::Route', Properties: { RouteTableId: { Ref: 'Routes' }, DestinationCidrBlock: '192.168.0.0/16', NetworkInterfaceId: 'eni-0a1b2c3d4e5f60718' },
      },
    },
    'a subnet with an unknown route table': { PublicSubnetRoutes: { RouteTableId: { Ref: 'RouteTableId' } } },
    'a firewall before the internet gateway': { WayOut: { GatewayId: undefined, VpcEndpointId: 'vpce-0a1b2c3d4e5f60718' }, GatewayOfVpc: undefined },
    'VPC endpoints for all that tasks need': {
      scene: 'an isolated Fargate service', change: natGatewayInItsSubnet(),
    },
  },
});

function natGatewayInItsSubnet() {
  return {
    WayOut: { Type: 'AWS::EC2::Route', Properties: { RouteTableId: { Ref: 'Routes' }, DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: { Ref: 'Nat' } } },
    Nat: natGatewayIn('SubnetA'),
    Service: { DependsOn: ['Providers', 'EcrApiEndpoint', 'EcrEndpoint', 'LogsEndpoint', 'S3Endpoint', 'WayOut'] },
  };
}

function natGatewayIn(subnet: string): object {
  return { Type: 'AWS::EC2::NatGateway', Properties: { SubnetId: { Ref: subnet }, AllocationId: 'eipalloc-0a1b2c3d4e5f60718' } };
}

/** A finding for the route that EC2 refuses: of the subnet, or of the subnet of its NAT gateway. */
function* unattached(subnet: Subnet): Generator<readonly [Resource, Violation]> {
  for (const place of [subnet, natGatewayOf(subnet)?.subnet ?? []].flat()) {
    const found = unattachedGatewayOf(place);
    if (!found) { continue; }
    const { route, gateway } = found;
    yield [route, {
      location: route.at(route.properties.get('GatewayId').isAbsent ? 'EgressOnlyInternetGatewayId' : 'GatewayId'),
      related: [place.resource, gateway].map(resource => resource.at('')),
      message: `the default route of subnet ${place.resource.logicalId} leads to gateway ${gateway.logicalId}, which is not attached to the VPC of the route table`,
    }];
  }
}

/** A NAT gateway without a way out does no harm if VPC endpoints serve all that is needed. */
function* deadEnd(subnet: Subnet, { name, calls, resource }: Caller): Generator<readonly [Resource, Violation]> {
  const found = deadEndOf(subnet);
  const [stranded] = calls.flatMap(({ outside, services, region, caller }) => {
    const missing = outside === undefined ? services.filter(service => subnet.lacks(service, region)) : [outside];
    return missing.length > 0 ? [`${missing.join(', ')} (${caller})`] : [];
  });
  if (!found || stranded === undefined) { return; }
  const { gateway, reason } = found;
  yield [gateway.resource, {
    location: gateway.node.at('SubnetId'),
    related: [resource, subnet.resource].map(each => each.at('')),
    message: `${name} cannot reach ${stranded} from subnet ${subnet.resource.logicalId} through NAT gateway ${gateway.resource.logicalId}: ${reason}`,
  }];
}
