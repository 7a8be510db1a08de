import { CfnOutput, Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { ContainerService, Deployment, EcsCluster, Exposure } from '../../src';

/**
 * A service with an external deployment controller, which creates a task set for each version.
 *
 * The stack creates the first task set. Afterwards the controller passes the output to `aws ecs create-task-set --cli-input-json`, with the task
 * definition to deploy.
 */
export class PricesStack extends Stack {
  public readonly prices: ContainerService;

  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, flowLogs: { Traffic: {} } });

    this.prices = new ContainerService(this, 'Api', {
      cluster: new EcsCluster(this, 'Cluster', { vpc }),
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/httpd:2.4'),
      exposure: Exposure.internalAlb({ accessLogs: true }),
      deployment: Deployment.external(),
      desiredCount: 3,
    });

    new CfnOutput(this, 'TaskSetInput', { value: this.prices.taskSets!.createInput });
  }
}
