import { Stack, StackProps } from 'aws-cdk-lib';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { EcsCluster, SharedAlb } from '../../src';

/** Props of a stack whose services use the shared load balancer. */
export interface BehindEdgeProps extends StackProps {
  readonly edge: EdgeStack;
}

/**
 * The resources that the services of all teams share: network, cluster, and a load balancer with the domain name of the shop.
 *
 * The hosted zone exists already. This stack depends on no service, and services do not change it.
 */
export class EdgeStack extends Stack {
  public readonly cluster: EcsCluster;
  public readonly alb: SharedAlb;
  public readonly domainZone: route53.IHostedZone;

  public constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    this.cluster = new EcsCluster(this, 'Cluster');
    this.domainZone = route53.HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: 'Z08612301K3YCTVL2LJNE', zoneName: 'example.com' });
    this.alb = new SharedAlb(this, 'Alb', {
      vpc: this.cluster.vpc,
      internetFacing: true,
      domains: [{ domainName: 'shop.example.com', domainZone: this.domainZone }],
      accessLogs: true,
      connectionLogs: true,
    });
  }
}
