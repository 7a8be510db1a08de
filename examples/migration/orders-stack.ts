import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { ContainerService, DeploymentTask, EcsCluster, Exposure, SecretSource, Target } from '../../src';

/**
 * An API with a database. Each new image first migrates the schema, in the network of the API and with its access to the database.
 *
 * If the migration fails, the API keeps its version, and the CloudFormation error has the reason and the end of the log.
 */
export class OrdersStack extends Stack {
  public readonly api: ContainerService;

  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, flowLogs: { Traffic: {} } });
    const database = new rds.DatabaseInstance(this, 'Database', {
      engine: rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_17_9 }),
      instanceType: ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.SMALL),
      vpc,
      port: 5433,
      databaseName: 'orders',
      multiAz: true,
      storageEncrypted: true,
      iamAuthentication: true,
      backupRetention: Duration.days(14),
      deletionProtection: true,
    });
    database.addRotationSingleUser();

    this.api = new ContainerService(this, 'Api', {
      cluster: new EcsCluster(this, 'Cluster', { vpc }),
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/httpd:2.4'),
      exposure: Exposure.internalAlb({ accessLogs: true }),
      secrets: { DATABASE: SecretSource.secretsManager(database.secret!) },
    });
    this.api.connectTo(Target.database(database));

    DeploymentTask.before(this.api, 'Migrate', { command: ['npm', 'run', 'migrate'], timeout: Duration.minutes(30) });
  }
}
