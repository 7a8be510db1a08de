import { Stack, StackProps, Validations } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { ContainerService, EcsCluster, Exposure } from '../../src';

const ZONE = 'internal.example.com';

export interface QuotesStackProps extends StackProps {
  /** A certificate for quotes.internal.example.com. ACM validates it in public DNS, which does not contain this private zone. */
  readonly certificateArn: string;
}

/**
 * A gRPC server that only one client in the VPC can reach, over TLS and with a private domain name.
 *
 * The health checks of the load balancer call the health service of the server, `grpc.health.v1.Health`.
 */
export class QuotesStack extends Stack {
  public readonly server: ContainerService;
  public readonly client: ContainerService;

  public constructor(scope: Construct, id: string, props: QuotesStackProps) {
    super(scope, id, props);
    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, flowLogs: { Traffic: {} } });
    const cluster = new EcsCluster(this, 'Cluster', { vpc });

    this.server = new ContainerService(this, 'Server', {
      cluster,
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/example/quotes:1.4.0'),
      containerPort: 50_051,
      exposure: Exposure.internalAlb({
        certificate: acm.Certificate.fromCertificateArn(this, 'Certificate', props.certificateArn),
        domainName: `quotes.${ZONE}`,
        domainZone: new route53.PrivateHostedZone(this, 'Zone', { zoneName: ZONE, vpc }),
        protocolVersion: elbv2.ApplicationProtocolVersion.GRPC,
        healthCheckPath: '/grpc.health.v1.Health/Check',
        openListener: false,
        accessLogs: true,
      }),
    });

    this.client = new ContainerService(this, 'Client', {
      cluster,
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/example/quotes-client:1.4.0'),
      environment: { QUOTES_URL: this.server.endpoint!.url! },
    });
    this.server.endpoint!.connections.allowDefaultPortFrom(this.client, 'The client of the quotes');
    this.client.startAfter(this.server);
    Validations.of(this.client.taskDefinition).acknowledge({ id: 'AwsSolutions-ECS2', reason: 'The URL of the server is no secret' });
  }
}
