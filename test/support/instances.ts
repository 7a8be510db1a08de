import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Capacity, ContainerServiceProps, EcsCluster, EcsClusterProps, InstanceGroup, InstancesOptions } from '../../src';

/** A cluster with a VPC of its own. */
export function clusterIn(stack: Stack, props: EcsClusterProps = {}): EcsCluster {
  return new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc'), ...props });
}

/** A group of instances of these types; of m7i.large without any. */
export function addGroup(cluster: EcsCluster, id: string = 'Web', ...types: readonly string[]): InstanceGroup {
  const names = types.length > 0 ? types : ['m7i.large'];
  return cluster.addInstances(id, { instanceTypes: names.map(name => new ec2.InstanceType(name)), maxInstances: 6 });
}

/** The cluster and the capacity of a service on instances with GPUs that support gMSA. */
export function onGmsaInstances(options: InstancesOptions = {}): (stack: Stack) => Pick<ContainerServiceProps, 'cluster' | 'capacity'> {
  return stack => {
    const cluster = clusterIn(stack);
    const group = cluster.addInstances('Web', { instanceTypes: [new ec2.InstanceType('g5.xlarge')], maxInstances: 6, agent: { gmsa: true } });
    return { cluster, capacity: Capacity.instances(group, options) };
  };
}

/** The cluster and the capacity of a service on instances of a new group. */
export function onInstances(options: InstancesOptions = {}, ...types: readonly string[]): (stack: Stack) => Pick<ContainerServiceProps, 'cluster' | 'capacity'> {
  return stack => {
    const cluster = clusterIn(stack);
    return { cluster, capacity: Capacity.instances(addGroup(cluster, 'Web', ...types), options) };
  };
}
