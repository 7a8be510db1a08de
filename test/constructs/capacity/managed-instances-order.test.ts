import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Capacity, ContainerService, EcsCluster } from '../../../src';
import { IMAGE, newStack } from '../../support/container-service';
import { dependencyGraph } from '../../support/dependency-graph';

const PROVIDER = 'AWS::ECS::CapacityProvider';
const CLUSTER = 'AWS::ECS::Cluster';
const SERVICE = 'AWS::ECS::Service';

/** Two services on Managed Instances, behind NAT gateways and with VPC endpoints that are added last. */
function stackWithInstances(): Stack {
  const stack = newStack();
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 });
  const cluster = new EcsCluster(stack, 'Cluster', { vpc });
  const instances = cluster.addManagedInstances('Managed');
  for (const [id, networkMode] of [['Api', ecs.NetworkMode.AWS_VPC], ['Agent', ecs.NetworkMode.HOST]] as const) {
    new ContainerService(stack, id, { cluster, image: IMAGE, capacity: Capacity.managedInstances(instances, { networkMode }) });
  }
  instances.connections.allowFromAnyIpv4(ec2.Port.tcp(9100));
  vpc.addInterfaceEndpoint('Ecs', { service: ec2.InterfaceVpcEndpointAwsService.ECS });
  vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });
  return stack;
}

const graph = dependencyGraph(Template.fromStack(stackWithInstances()).toJSON());
const [provider] = graph.ofType(PROVIDER);
const needed = graph.allNeededBy(provider);

describe('created before the capacity provider, and deleted after it, when ECS has terminated the instances', () => {
  test.each([
    CLUSTER, 'AWS::IAM::InstanceProfile', 'AWS::EC2::VPC', 'AWS::EC2::InternetGateway', 'AWS::EC2::VPCGatewayAttachment', 'AWS::EC2::NatGateway',
    'AWS::EC2::Route', 'AWS::EC2::SubnetRouteTableAssociation', 'AWS::EC2::Subnet', 'AWS::EC2::VPCEndpoint',
  ])('each %s', type => {
    expect(graph.ofType(type).filter(id => !needed.has(id))).toEqual([]);
  });

  test.each([['roles', 'AWS::IAM::Role'], ['policies', 'AWS::IAM::Policy'], ['security groups', 'AWS::EC2::SecurityGroup']])('its %s', (_, type) => {
    const own = graph.ofType(type).filter(id => id.startsWith('ClusterManaged'));
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter(id => !needed.has(id))).toEqual([]);
  });
});

describe('created after the capacity provider, and deleted before it', () => {
  test('each service', () => {
    expect(graph.outOfOrder(PROVIDER, SERVICE)).toEqual([]);
    expect(graph.ofType(SERVICE)).toHaveLength(2);
  });

  test('in the order cluster, capacity provider, service', () => {
    expect(graph.outOfOrder(CLUSTER, PROVIDER, SERVICE)).toEqual([]);
    const order = graph.creationOrder();
    for (const service of graph.ofType(SERVICE)) { expect(order.indexOf(service)).toBeGreaterThan(order.indexOf(provider)); }
  });

  test('the association of the cluster, so that both calls are not made at the same time', () => {
    const [association] = graph.ofType('AWS::ECS::ClusterCapacityProviderAssociations');
    expect(graph.waitsFor(association, provider)).toBe(true);
  });
});

test('the L2 alone deletes the policies and the network of the instances in any order', () => {
  const stack = newStack();
  const vpc = new ec2.Vpc(stack, 'Vpc');
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
  cluster.addManagedInstancesCapacityProvider(new ecs.ManagedInstancesCapacityProvider(stack, 'Provider', {
    subnets: vpc.privateSubnets, securityGroups: [new ec2.SecurityGroup(stack, 'Group', { vpc })],
  }));
  const alone = dependencyGraph(Template.fromStack(stack).toJSON());
  const [id] = alone.ofType(PROVIDER);
  expect(alone.ofType('AWS::EC2::NatGateway').filter(each => alone.waitsFor(id, each))).toEqual([]);
  expect(alone.ofType('AWS::EC2::SubnetRouteTableAssociation').filter(each => alone.waitsFor(id, each))).toEqual([]);
});

test('a VPC in another stack is deleted after the stack of the instances', () => {
  const app = new App();
  const network = new Stack(app, 'Network');
  const vpc = new ec2.Vpc(network, 'Vpc');
  const stack = new Stack(app, 'Compute');
  new EcsCluster(stack, 'Cluster', { vpc }).addManagedInstances('Managed');
  app.synth();
  expect(stack.dependencies).toEqual([network]);
  expect(network.dependencies).toEqual([]);
});
