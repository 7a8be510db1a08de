import { Stack, StackProps, Validations } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { ContainerService, EcsCluster, Exposure, ServiceEndpoint } from '../../src';

/**
 * One service with two domain names: customers use it from the internet, and another service of the company from inside the VPC.
 *
 * The hosted zone exists already. It is public, so that ACM can validate both certificates; the addresses of the internal name are private. Internal
 * requests do not leave the VPC or use a NAT gateway, and only the service that needs the internal endpoint may connect.
 */
export class CatalogueStack extends Stack {
  public readonly catalogue: ContainerService;
  public readonly inside: ServiceEndpoint;

  public constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const domainZone = route53.HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: 'Z08612301K3YCTVL2LJNE', zoneName: 'example.com' });
    const cluster = new EcsCluster(this, 'Cluster');
    const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/httpd:2.4');

    this.catalogue = new ContainerService(this, 'Catalogue', {
      cluster,
      image,
      containerPort: 80,
      exposure: Exposure.publicAlb({ domainName: 'catalogue.example.com', domainZone, healthCheckPath: '/', accessLogs: true }),
    });
    this.inside = this.catalogue.expose('Inside', Exposure.internalAlb({
      domainName: 'catalogue.inside.example.com',
      domainZone,
      healthCheckPath: '/',
      accessLogs: true,
      openListener: false,
    }));
    this.catalogue.autoScale({ minTasks: 2, maxTasks: 20 }).onCpu(60);

    const prices = new ContainerService(this, 'Prices', { cluster, image, environment: { CATALOGUE_URL: this.inside.url! } });
    this.inside.connections.allowDefaultPortFrom(prices, 'The prices read the catalogue');
    Validations.of(prices.taskDefinition).acknowledge({ id: 'AwsSolutions-ECS2', reason: 'The URL of the catalogue is no secret' });
  }
}
