import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { ContainerService, Deployment, DeploymentAlarm, EcsCluster, ServiceConnect, Target, TestTraffic } from '../../src';

/**
 * Two services without a load balancer: the worker calls the prices at http://prices.shop.local:8080 through Service Connect.
 *
 * A new version of the prices gets another quarter of the requests every five minutes. Requests of the worker with the header `x-test: green` reach
 * it before that.
 */
export class ShopStack extends Stack {
  public readonly prices: ContainerService;
  public readonly worker: ContainerService;

  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, flowLogs: { Traffic: {} } });
    const cluster = new EcsCluster(this, 'Cluster', { vpc, defaultCloudMapNamespace: { name: 'shop.local' } });

    this.prices = new ContainerService(this, 'Prices', {
      cluster,
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/example/prices:2.1.0'),
      containerPort: 8080,
      appProtocol: ecs.AppProtocol.http,
      serviceConnect: ServiceConnect.server(),
      deployment: Deployment.linear({
        stepPercent: 25,
        stepBakeTime: Duration.minutes(5),
        testTraffic: TestTraffic.header('x-test', 'green'),
        alarms: [DeploymentAlarm.cpuUtilization(90)],
      }),
      desiredCount: 4,
    });

    this.worker = new ContainerService(this, 'Worker', {
      cluster,
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/example/worker:1.7.0'),
      serviceConnect: ServiceConnect.client(),
    });
    this.worker.connectTo(Target.service(this.prices));
  }
}
