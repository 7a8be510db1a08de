import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { ContainerService, Deployment, DeploymentAlarm, EcsCluster, Exposure, TestTraffic } from '../../src';

/**
 * An internal API with canary deployments: the new version gets 10 percent of the requests for 20 minutes, and then the rest.
 *
 * Alarms on errors, response times and CPU roll it back. Testers reach the new version on port 8080 before clients do.
 */
export class SearchStack extends Stack {
  public readonly search: ContainerService;

  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, flowLogs: { Traffic: {} } });

    this.search = new ContainerService(this, 'Api', {
      cluster: new EcsCluster(this, 'Cluster', { vpc }),
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/httpd:2.4'),
      exposure: Exposure.internalAlb({ accessLogs: true }),
      deployment: Deployment.canary({
        canaryPercent: 10,
        canaryBakeTime: Duration.minutes(20),
        testTraffic: TestTraffic.port(8080),
        alarms: [DeploymentAlarm.serverErrors(10), DeploymentAlarm.responseTime(Duration.seconds(1)), DeploymentAlarm.cpuUtilization(90)],
      }),
      desiredCount: 4,
    });
  }
}
