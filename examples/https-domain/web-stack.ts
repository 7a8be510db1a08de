import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { ContainerService, EcsCluster, Exposure } from '../../src';

/**
 * One service with its own load balancer and domain name: HTTPS with a new certificate, a DNS record, and access logs.
 *
 * The hosted zone exists already. The Region is known, because the policy of the log bucket depends on it.
 */
export class WebStack extends Stack {
  public readonly shop: ContainerService;

  public constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const domainZone = route53.HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: 'Z08612301K3YCTVL2LJNE', zoneName: 'example.com' });
    this.shop = new ContainerService(this, 'Shop', {
      cluster: new EcsCluster(this, 'Cluster'),
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/httpd:2.4'),
      containerPort: 80,
      exposure: Exposure.publicAlb({
        domainName: 'shop.example.com',
        domainZone,
        healthCheckPath: '/',
        accessLogs: true,
        deregistrationDelay: Duration.seconds(30),
      }),
    });
    this.shop.autoScale({ minTasks: 2, maxTasks: 20 }).onRequests(1000);
  }
}
