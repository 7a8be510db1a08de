import type { LoadBalancer } from '../../model/entities/load-balancer';
import type { Subnet } from '../../model/entities/subnet';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The subnets of a public load balancer have a route to an internet gateway',
  severity: 'warning',
  outcome: 'unreachable',
  why: 'The nodes of an internet-facing load balancer have public addresses, but answers to clients leave the subnet by its route table. Without a route to an internet gateway, connections time out.',
  fix: 'Use `vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC }`, or `internetFacing: false` for clients inside the VPC. In CloudFormation: Subnets with a route for 0.0.0.0/0 to an AWS::EC2::InternetGateway, or Scheme internal.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html',

  subject: 'loadBalancer',
  *check(balancer) {
    if (!balancer.type.differs('gateway') || !balancer.scheme.is('internet-facing')) { return; }
    const closed = balancer.subnets.known.find(({ isClosedToInternet }) => isClosedToInternet);
    if (closed) { yield violation(balancer, closed); }
  },

  scene: 'a Fargate service behind a load balancer in public subnets',
  bad: {
    'no default route': { WayOut: undefined },
    'no default route for subnet mappings': { WayOut: undefined, Balancer: { Subnets: undefined, SubnetMappings: [{ SubnetId: { Ref: 'PublicA' } }, { SubnetId: { Ref: 'PublicB' } }] } },
    'a NAT gateway': { WayOut: { GatewayId: undefined, NatGatewayId: 'nat-0a1b2c3d4e5f60718' } },
    'one subnet without a default route': { RoutesOfB: { RouteTableId: { Ref: 'PrivateRoutes' } }, PrivateRoutes: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Vpc' } } } },
    'a subnet without a default route, and one outside the app': { WayOut: undefined, Balancer: { Subnets: [{ Ref: 'PublicA' }, 'subnet-0a1b2c3d4e5f60720'] } },
  },
  good: {
    'an internal load balancer': { WayOut: undefined, Balancer: { Scheme: 'internal' } },
    'a Gateway Load Balancer': {
      WayOut: undefined,
      Balancer: { Scheme: 'internal' },
      Appliances: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Type: 'gateway', Subnets: [{ Ref: 'PublicA' }] } },
    },
    'a firewall': { WayOut: { GatewayId: undefined, VpcEndpointId: 'vpce-0a1b2c3d4e5f60718' } },
    'a route table outside the app': { RoutesOfA: { RouteTableId: 'rtb-0a1b2c3d4e5f60718' }, RoutesOfB: { RouteTableId: 'rtb-0a1b2c3d4e5f60718' } },
    'a scheme from a parameter': { WayOut: undefined, Balancer: { Scheme: { Ref: 'AParameter' } } },
  },
});

function violation({ node, resource: balancer }: LoadBalancer, { resource }: Subnet): Violation {
  return {
    location: node.at(node.get('Subnets').isAbsent ? 'SubnetMappings' : 'Subnets'),
    related: [resource.at('')],
    message: `load balancer ${balancer.logicalId} is internet-facing, but subnet ${resource.logicalId} has no route to an internet gateway: its clients cannot connect`,
  };
}
