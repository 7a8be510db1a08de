import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Capacity, EcsCluster, InstanceGroup, ManagedInstances } from '../../../src';
import { makeService, newStack } from '../../support/container-service';
import { addGroup, clusterIn } from '../../support/instances';

/** A value that TypeScript may refuse but JavaScript accepts. */
const wrong = (value: unknown) => value as never;

const newGroup = () => addGroup(clusterIn(newStack()));
const newManaged = () => clusterIn(newStack()).addManagedInstances('Managed');
const importedGroup = () => InstanceGroup.fromInstanceGroupAttributes(newStack(), 'Old', { capacityProviderName: 'old' });
const importedManaged = () => ManagedInstances.fromManagedInstancesAttributes(newStack(), 'Old', { capacityProviderName: 'old' });

test.each([
  [{ onDemandBase: -1 }, 'onDemandBase (-1) must be a whole number from 0 to 100000'],
  [{ onDemandWeight: 1001 }, 'onDemandWeight (1001) must be a whole number from 0 to 1000'],
  [{ spotWeight: 1.5 }, 'spotWeight (1.5) must be a whole number from 0 to 1000'],
  [{ spotWeight: 0 }, 'spotWeight (0) runs no tasks on Fargate Spot; set it to at least 1, or use Capacity.fargate()'],
])('refuses %j', (props, message) => {
  expect(() => Capacity.fargateAndSpot(props)).toThrow(message);
});

test('runs one task on demand and distributes the others evenly by default', () => {
  expect(Capacity.fargateAndSpot()._kind.strategy).toEqual([
    { capacityProvider: 'FARGATE', base: 1, weight: 1 },
    { capacityProvider: 'FARGATE_SPOT', weight: 1 },
  ]);
});

test.each<[string, () => unknown, string]>([
  ['a group', () => Capacity.managedInstances(newGroup()), "Capacity.managedInstances: instances ('Stack/Cluster/Web') is a group of EC2 instances; use Capacity.instances"],
  ['an imported group', () => Capacity.managedInstances(importedGroup()), "instances ('Stack/Old') is a group of EC2 instances; use Capacity.instances"],
  ['no Managed Instances', () => Capacity.managedInstances(wrong(undefined)), 'Capacity.managedInstances: instances must be Managed Instances, such as cluster.addManagedInstances(…)'],
  ['Managed Instances', () => Capacity.instances(wrong(newManaged())), "Capacity.instances: group ('Stack/Cluster/Managed') is Managed Instances; use Capacity.managedInstances"],
  ['imported Managed Instances', () => Capacity.instances(wrong(importedManaged())), "group ('Stack/Old') is Managed Instances; use Capacity.managedInstances"],
  ['no group', () => Capacity.instances(wrong(undefined)), 'Capacity.instances: group must be a group of instances, such as cluster.addInstances(…)'],
  ['two numbers', () => Capacity.instances(newGroup(), { base: -1, weight: 2000 }), 'base (-1) must be a whole number from 0 to 100000; weight (2000) must be'],
])('%s of the wrong factory is refused', (_, make, message) => { expect(make).toThrow(message); });

test('imported instances of both kinds are accepted by their factories', () => {
  expect(Capacity.instances(importedGroup()).capacityProviderNames).toEqual(['old']);
  expect(Capacity.managedInstances(importedManaged()).capacityProviderNames).toEqual(['old']);
});

test('a service refuses instances instead of a capacity, and names the factories', () => {
  const stack = newStack();
  const cluster = clusterIn(stack);
  expect(() => makeService(stack, { cluster, capacity: wrong(addGroup(cluster)) }))
    .toThrow("[Stack/Api] capacity ('Stack/Cluster/Web') must be a Capacity; pass the instances to Capacity.instances or Capacity.managedInstances");
});

test.each([undefined, null, 'FARGATE'])('addDefaultCapacity refuses %p', value => {
  expect(() => { clusterIn(newStack()).addDefaultCapacity(wrong(value)); }).toThrow(/\[Stack\/Cluster\] addDefaultCapacity: capacity.* must be a Capacity; use a factory of Capacity/);
});

test('instances as the default of a new cluster are refused with the method to use', () => {
  const stack = newStack();
  expect(() => new EcsCluster(stack, 'New', { vpc: new ec2.Vpc(stack, 'NewVpc'), defaultCapacity: Capacity.instances(addGroup(clusterIn(stack))) }))
    .toThrow('[Stack/New] defaultCapacity (Capacity.instances: Stack/Cluster/Web) can only name Fargate, because instances are added to the cluster later; call addDefaultCapacity on the cluster instead');
});
