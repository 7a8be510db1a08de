import { Duration, Stack, StackProps, TimeZone } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { Capacity, EcsCluster, JobExecution, ScheduledJob, SecretSource } from '../../src';

/** The secret that the stack of the database exports. */
const DATABASE_SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:billing/database-x7Kp2Q';

/**
 * A job that runs each night with the password of a database.
 *
 * The first attempt runs on Fargate Spot, and the others on Fargate on demand. An attempt may take two hours. The topic gets a message with the reason when a run fails.
 */
export class BillingStack extends Stack {
  public readonly job: ScheduledJob;

  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, flowLogs: { Traffic: {} } });
    const failureTopic = new sns.Topic(this, 'Failures', { enforceSSL: true, masterKey: new kms.Key(this, 'Key', { enableKeyRotation: true }) });

    this.job = new ScheduledJob(this, 'Invoices', {
      cluster: new EcsCluster(this, 'Cluster', { vpc }),
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/python:3.13'),
      command: ['python', '-c', 'print("invoices")'],
      secrets: { DB_PASSWORD: SecretSource.secretsManagerArn(DATABASE_SECRET, { jsonKey: 'password' }) },
      schedule: ScheduleExpression.cron({ hour: '4', minute: '30', timeZone: TimeZone.EUROPE_BERLIN }),
      flexibleWindow: Duration.minutes(15),
      capacity: Capacity.fargateSpot(),
      execution: JobExecution.workflow({
        fallbackCapacity: Capacity.fargate(),
        retryAttempts: 2,
        retryInterval: Duration.minutes(5),
        timeout: Duration.hours(2),
      }),
      failureTopic,
    });
  }
}
