import { CfnOutput, Duration, RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib';
import * as codepipeline from 'aws-cdk-lib/aws-codepipeline';
import * as actions from 'aws-cdk-lib/aws-codepipeline-actions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledgeExample } from './acknowledgements';
import { START_TASK } from './start-task';
import { EcsCluster, TaskRunner } from '../../src';

/** Standalone tasks that rebuild a search index. A function starts one for a shop, and a pipeline starts one for all shops and waits for it. */
export class ReindexStack extends Stack {
  public readonly runner: TaskRunner;

  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, flowLogs: { Traffic: {} } });

    this.runner = new TaskRunner(this, 'Reindex', {
      cluster: new EcsCluster(this, 'Cluster', { vpc }),
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/python:3.13-slim'),
      command: ['python', '-m', 'reindex', '--all'],
    });

    const start = new lambda.Function(this, 'Start', {
      runtime: lambda.determineLatestNodeRuntime(this),
      handler: 'index.handler',
      code: lambda.Code.fromInline(START_TASK),
      timeout: Duration.seconds(30),
    });
    this.runner.allowFunction(start);

    const pipeline = this.pipeline();
    pipeline.addStage({
      stageName: 'Reindex',
      actions: [new actions.StepFunctionInvokeAction({ actionName: 'Reindex', stateMachine: this.runner.stateMachine('All', { timeout: Duration.hours(1) }) })],
    });

    new CfnOutput(this, 'RunTask', { value: this.runner.runTaskCommand() });
    acknowledgeExample(start, pipeline);
  }

  private pipeline(): codepipeline.Pipeline {
    const artifactBucket = new s3.Bucket(this, 'Artifacts', {
      enforceSSL: true,
      encryption: s3.BucketEncryption.S3_MANAGED,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      serverAccessLogsPrefix: 'access-logs/',
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const source = new actions.CodeStarConnectionsSourceAction({
      actionName: 'Source',
      connectionArn: 'arn:aws:codestar-connections:eu-west-1:111122223333:connection/11111111-2222-3333-4444-555555555555',
      owner: 'shop',
      repo: 'search',
      output: new codepipeline.Artifact(),
    });
    return new codepipeline.Pipeline(this, 'Pipeline', {
      pipelineType: codepipeline.PipelineType.V2, artifactBucket, stages: [{ stageName: 'Source', actions: [source] }],
    });
  }
}
