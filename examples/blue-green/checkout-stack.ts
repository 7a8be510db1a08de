import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { ContainerService, Deployment, DeploymentAlarm, DeploymentHook, EcsCluster, Exposure, TestTraffic } from '../../src';

/**
 * A public service with its own domain name, which ECS deploys blue/green.
 *
 * A smoke test sends a request with a header to the new version, and then the deployment waits for an approval. All traffic is shifted at once. The
 * old version keeps running for 15 minutes, and ECS rolls back to it when an alarm goes into the ALARM state.
 */
export class CheckoutStack extends Stack {
  public readonly checkout: ContainerService;

  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, flowLogs: { Traffic: {} } });
    const domainZone = route53.HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' });

    this.checkout = new ContainerService(this, 'Api', {
      cluster: new EcsCluster(this, 'Cluster', { vpc }),
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/httpd:2.4'),
      exposure: Exposure.publicAlb({ domainName: 'checkout.example.com', domainZone, accessLogs: true }),
      deployment: Deployment.blueGreen({
        bakeTime: Duration.minutes(15),
        testTraffic: TestTraffic.header('x-test', 'green'),
        hooks: [DeploymentHook.smokeTest('/'), DeploymentHook.approval({ timeout: Duration.hours(4) })],
        alarms: [DeploymentAlarm.serverErrors(10), DeploymentAlarm.responseTime(Duration.seconds(2))],
      }),
    });
    this.checkout.autoScale({ minTasks: 2, maxTasks: 8 }).onCpu(60);
  }
}
