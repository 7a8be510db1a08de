import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { BehindEdgeProps } from './edge-stack';
import { ContainerService, Exposure } from '../../src';

/** An API with its own domain name, DNS record and certificate. */
export class ApiStack extends Stack {
  public readonly api: ContainerService;

  public constructor(scope: Construct, id: string, { edge, ...props }: BehindEdgeProps) {
    super(scope, id, props);
    this.api = new ContainerService(this, 'Api', {
      cluster: edge.cluster,
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/httpd:2.4'),
      containerPort: 80,
      exposure: Exposure.sharedAlb(edge.alb, { hosts: ['api.example.com'], domainZone: edge.domainZone, healthCheckPath: '/' }),
    });
  }
}
