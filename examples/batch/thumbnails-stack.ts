import { Duration, Size, Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { EcsCluster, TaskRunner, TaskSize } from '../../src';

/**
 * Batch processing: one task for each album of the input, 20 at once. Then one larger task writes the index. It runs on demand: a Spot interruption
 * would fail the whole batch.
 *
 * Start it with `aws stepfunctions start-execution --input '{"albums":[{"name":"2026-11","quality":"80"}]}'`.
 */
export class ThumbnailsStack extends Stack {
  public readonly runner: TaskRunner;

  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, flowLogs: { Traffic: {} } });

    this.runner = new TaskRunner(this, 'Thumbnails', {
      cluster: new EcsCluster(this, 'Cluster', { vpc }),
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/python:3.13-slim'),
      command: ['python', '-m', 'thumbnails'],
    });

    const albums = this.runner.forEach(this, 'Albums', {
      itemsPath: '$.albums',
      maxConcurrency: 20,
      timeout: Duration.minutes(30),
      command: ['python', '-m', 'thumbnails', sfn.JsonPath.stringAt('$.name')],
      environment: { QUALITY: sfn.JsonPath.stringAt('$.quality') },
    });
    const index = this.runner.task(this, 'Index', {
      command: ['python', '-m', 'thumbnails.index'],
      size: TaskSize.fargate({ cpu: 2048, memory: Size.gibibytes(8) }),
      resultPath: sfn.JsonPath.DISCARD,
    });
    this.runner.stateMachine('Batch', { definition: albums.next(index), timeout: Duration.hours(6) });
  }
}
