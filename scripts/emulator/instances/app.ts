import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Capacity, ContainerService, EcsCluster } from '../../../src';

/** A service on instances. The checks find cluster and service by their names. */
const stack = new Stack(new App(), 'Instances');
const cluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 }), clusterName: 'instances' });
const group = cluster.addInstances('Main', { instanceTypes: [new ec2.InstanceType('t3.medium')], minInstances: 2, maxInstances: 4 });

new ContainerService(stack, 'Worker', {
  cluster,
  image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/httpd:2.4'),
  capacity: Capacity.instances(group),
  serviceName: 'worker',
});
