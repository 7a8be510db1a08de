import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { Capacity, EcsCluster, WorkerService } from '../../src';

/**
 * A worker that processes orders and refunds. No task runs while both queues are empty. A refund may take half an hour, so its code protects the task in the
 * meantime. Orders that fail three times go to a dead-letter queue, and the team is notified.
 */
export class OrdersStack extends Stack {
  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, natGateways: 1 });
    vpc.addFlowLog('FlowLog');
    const onCall = new sns.Topic(this, 'OnCall', { enforceSSL: true });
    new WorkerService(this, 'Orders', {
      cluster: new EcsCluster(this, 'Cluster', { vpc }),
      image: ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(this, 'Repository', 'orders'), '1.4.0'),
      capacity: Capacity.fargateAndSpot({ onDemandBase: 1, spotWeight: 3 }),
      processingTime: Duration.seconds(2),
      longestProcessingTime: Duration.seconds(30),
      latencyGoal: Duration.minutes(5),
      messagesPerTask: 5,
      minTasks: 0,
      maxTasks: 20,
      otherQueues: {
        Refunds: { processingTime: Duration.minutes(5), longestProcessingTime: Duration.minutes(30), latencyGoal: Duration.hours(1) },
      },
      taskProtection: true,
      alarmTopic: onCall,
    });
  }
}
