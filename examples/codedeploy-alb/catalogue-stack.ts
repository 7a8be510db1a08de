import { CfnOutput, Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { SmokeTest } from './smoke-test';
import { ContainerService, Deployment, DeploymentAlarm, EcsCluster, Exposure, TestTraffic } from '../../src';

const TEST_PORT = 8080;

/**
 * An internal API that AWS CodeDeploy deploys: a function calls the new tasks through the test listener, then they get 10 percent of the requests for
 * five minutes.
 *
 * The output is the AppSpec: after each deployment of the stack with a new image, pass it to `aws deploy create-deployment`.
 */
export class CatalogueStack extends Stack {
  public readonly catalogue: ContainerService;

  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, flowLogs: { Traffic: {} } });
    const smokeTest = new SmokeTest(this, 'SmokeTest', vpc);

    this.catalogue = new ContainerService(this, 'Api', {
      cluster: new EcsCluster(this, 'Cluster', { vpc }),
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/httpd:2.4'),
      exposure: Exposure.internalAlb({ accessLogs: true }),
      deployment: Deployment.codeDeploy({
        deploymentConfig: codedeploy.EcsDeploymentConfig.CANARY_10PERCENT_5MINUTES,
        testTraffic: TestTraffic.port(TEST_PORT),
        hooks: { afterAllowTestTraffic: smokeTest.handler },
        alarms: [DeploymentAlarm.serverErrors(10)],
        terminationWaitTime: Duration.minutes(30),
      }),
    });
    smokeTest.call(this.catalogue, TEST_PORT);
    this.catalogue.autoScale({ minTasks: 2, maxTasks: 8 }).onCpu(60);

    const { deploymentGroup, appSpec } = this.catalogue.codeDeploy!;
    new CfnOutput(this, 'Application', { value: deploymentGroup.application.applicationName });
    new CfnOutput(this, 'DeploymentGroup', { value: deploymentGroup.deploymentGroupName });
    new CfnOutput(this, 'AppSpec', { value: appSpec });
  }
}
