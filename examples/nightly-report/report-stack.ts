import { RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';

export interface ReportStackProps extends StackProps {
  /** @default - the latest platform version */
  readonly platformVersion?: ecs.FargatePlatformVersion;
}

/**
 * An app without the constructs of this package: only aws-ecs, and a task that no service runs. Each night a state machine starts the task, which
 * writes a report to a file system and logs through its own FireLens router.
 */
export class ReportStack extends Stack {
  public readonly task: ecs.FargateTaskDefinition;
  public readonly container: ecs.ContainerDefinition;
  public readonly password: secretsmanager.Secret;

  public constructor(scope: Construct, id: string, props: ReportStackProps = {}) {
    super(scope, id, props);
    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, natGateways: 1 });
    this.password = new secretsmanager.Secret(this, 'Database', {
      generateSecretString: { secretStringTemplate: JSON.stringify({ username: 'report' }), generateStringKey: 'password' },
    });
    this.task = new ecs.FargateTaskDefinition(this, 'Task', { cpu: 1024, memoryLimitMiB: 4096 });
    this.container = this.task.addContainer('report', {
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/python:3.13-slim'),
      command: ['python', '-m', 'report', '--output', '/reports'],
      secrets: { DATABASE_PASSWORD: ecs.Secret.fromSecretsManager(this.password, 'password') },
      logging: ecs.LogDrivers.firelens({ options: { Name: 'cloudwatch_logs', region: this.region, log_group_name: this.logGroup().logGroupName, log_stream_prefix: 'report-' } }),
    });
    this.keepReports(vpc);
    this.runEachNight(vpc, props.platformVersion ?? ecs.FargatePlatformVersion.LATEST);
  }

  private logGroup(): logs.LogGroup {
    const group = new logs.LogGroup(this, 'Log', { retention: logs.RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY });
    group.grantWrite(this.task.taskRole);
    return group;
  }

  private keepReports(vpc: ec2.IVpc): void {
    const fileSystem = new efs.FileSystem(this, 'Reports', { vpc });
    fileSystem.connections.allowDefaultPortFrom(ec2.Peer.ipv4(vpc.vpcCidrBlock));
    fileSystem.grantReadWrite(this.task.taskRole);
    this.task.addVolume({
      name: 'reports',
      efsVolumeConfiguration: { fileSystemId: fileSystem.fileSystemId, transitEncryption: 'ENABLED', authorizationConfig: { iam: 'ENABLED' } },
    });
    this.container.addMountPoints({ sourceVolume: 'reports', containerPath: '/reports', readOnly: false });
  }

  private runEachNight(vpc: ec2.IVpc, platformVersion: ecs.FargatePlatformVersion): void {
    const run = new tasks.EcsRunTask(this, 'Run', {
      integrationPattern: sfn.IntegrationPattern.RUN_JOB,
      cluster: new ecs.Cluster(this, 'Cluster', { vpc, containerInsightsV2: ecs.ContainerInsights.ENABLED }),
      taskDefinition: this.task,
      launchTarget: new tasks.EcsFargateLaunchTarget({ platformVersion }),
    });
    const machine = new sfn.StateMachine(this, 'Machine', { definitionBody: sfn.DefinitionBody.fromChainable(run) });
    new events.Rule(this, 'Nightly', { schedule: events.Schedule.cron({ hour: '2', minute: '0' }), targets: [new targets.SfnStateMachine(machine)] });
  }
}
