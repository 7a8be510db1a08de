import { App, Duration, Stack, TimeZone } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Capacity, EcsCluster, JobExecution, ScheduledJob } from '../../../src';

/** A nightly job. The checks find the only schedule. */
const stack = new Stack(new App(), 'Job');

new ScheduledJob(stack, 'Nightly', {
  cluster: new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 }) }),
  image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/python:3.13'),
  command: ['python', '-c', 'print(1)'],
  schedule: ScheduleExpression.cron({ minute: '30', hour: '2', timeZone: TimeZone.EUROPE_BERLIN }),
  flexibleWindow: Duration.minutes(15),
  capacity: Capacity.fargateSpot(),
  execution: JobExecution.workflow({ fallbackCapacity: Capacity.fargate(), timeout: Duration.hours(2) }),
  failureTopic: new sns.Topic(stack, 'Failures'),
});
