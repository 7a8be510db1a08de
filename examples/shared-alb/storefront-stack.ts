import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { BehindEdgeProps } from './edge-stack';
import { ContainerService, Exposure } from '../../src';

/** The pages of the shop: all requests that no other rule forwards. */
export class StorefrontStack extends Stack {
  public constructor(scope: Construct, id: string, { edge, ...props }: BehindEdgeProps) {
    super(scope, id, props);
    new ContainerService(this, 'Storefront', {
      cluster: edge.cluster,
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/httpd:2.4'),
      containerPort: 80,
      exposure: Exposure.sharedAlbDefault(edge.alb, { healthCheckPath: '/' }),
    });
  }
}
