import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { BehindEdgeProps } from './edge-stack';
import { ContainerService, Exposure } from '../../src';

/** The orders service: some paths of the domain of the shop. */
export class OrdersStack extends Stack {
  public readonly orders: ContainerService;

  public constructor(scope: Construct, id: string, { edge, ...props }: BehindEdgeProps) {
    super(scope, id, props);
    this.orders = new ContainerService(this, 'Orders', {
      cluster: edge.cluster,
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/httpd:2.4'),
      containerPort: 80,
      exposure: Exposure.sharedAlb(edge.alb, { hosts: ['shop.example.com'], paths: ['/orders/*'], healthCheckPath: '/' }),
    });
  }
}
