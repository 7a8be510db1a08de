import { CfnOutput, Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { ContainerService, Deployment, EcsCluster, Exposure, TestTraffic } from '../../src';

const TEST_PORT = 9883;

/**
 * A message broker behind a Network Load Balancer, which AWS CodeDeploy deploys.
 *
 * A tester connects to the new tasks on the test port, and approves the deployment. Then all connections are shifted at once.
 */
export class BrokerStack extends Stack {
  public readonly broker: ContainerService;

  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, flowLogs: { Traffic: {} } });
    const domainZone = route53.HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' });

    this.broker = new ContainerService(this, 'Broker', {
      cluster: new EcsCluster(this, 'Cluster', { vpc }),
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/eclipse-mosquitto:2'),
      containerPort: 1883,
      exposure: Exposure.publicNlb({ domainName: 'mqtt.example.com', domainZone, listenerPort: 8883, accessLogs: true }),
      deployment: Deployment.codeDeploy({
        testTraffic: TestTraffic.port(TEST_PORT),
        deploymentApprovalWaitTime: Duration.hours(2),
        terminationWaitTime: Duration.hours(1),
      }),
    });

    new CfnOutput(this, 'AppSpec', { value: this.broker.codeDeploy!.appSpec });
  }
}
