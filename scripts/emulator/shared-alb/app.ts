import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ContainerService, EcsCluster, Exposure, SharedAlb } from '../../../src';

/** A load balancer without certificates, which the CloudFormation of moto does not issue. The checks find each target group by its health check path. */
const app = new App();
const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/httpd:2.4');

const platform = new Stack(app, 'Edge');
const vpc = new ec2.Vpc(platform, 'Vpc', { maxAzs: 2 });
const cluster = new EcsCluster(platform, 'Cluster', { vpc });
const edge = new SharedAlb(platform, 'Edge', { vpc, internetFacing: true, insecureHttp: true, loadBalancerName: 'edge' });

const orders = new ContainerService(new Stack(app, 'Orders'), 'Orders', {
  cluster,
  image,
  containerPort: 80,
  exposure: Exposure.sharedAlb(edge, { hosts: ['shop.example.com', 'www.example.com'], paths: ['/orders/*', '/basket'], healthCheckPath: '/orders/health' }),
});
orders.expose('Partners', Exposure.sharedAlb(edge, {
  hosts: ['partners.example.com'], headers: { 'x-partner': ['gold*'] }, methods: ['GET'], priority: 7, healthCheckPath: '/partners/health',
}));

new ContainerService(new Stack(app, 'Api'), 'Api', {
  cluster,
  image,
  containerPort: 80,
  exposure: Exposure.sharedAlb(edge, { hosts: ['*.api.example.com'], healthCheckPath: '/api/health' }),
});
