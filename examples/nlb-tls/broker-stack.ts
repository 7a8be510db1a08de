import { Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { ContainerService, EcsCluster, Exposure } from '../../src';

/**
 * A message broker for devices that use MQTT over TLS. It has static IP addresses, which their firewalls can allow.
 *
 * The hosted zone exists already. TLS ends at the load balancer, so that the broker needs no certificate.
 */
export class BrokerStack extends Stack {
  public readonly broker: ContainerService;

  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, flowLogs: { all: {} } });
    const domainZone = route53.HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' });

    this.broker = new ContainerService(this, 'Broker', {
      cluster: new EcsCluster(this, 'Cluster', { vpc }),
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/eclipse-mosquitto:2'),
      containerPort: 1883,
      exposure: Exposure.publicNlb({
        domainName: 'mqtt.example.com',
        domainZone,
        listenerPort: 8883,
        createElasticIps: true,
        crossZoneEnabled: true,
        accessLogs: true,
        healthCheck: { protocol: elbv2.Protocol.TCP },
      }),
    });
    this.broker.autoScale({ minTasks: 2, maxTasks: 8 }).onCpu(60);
  }
}
