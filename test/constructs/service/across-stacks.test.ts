import { App, Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { ContainerService, ContainerServiceProps, EcsCluster, SecretSource, Target } from '../../../src';
import { IMAGE, serviceTemplate } from '../../support/container-service';

interface Stacks {
  readonly app: App;
  readonly platform: Stack;
  readonly vpc: ec2.Vpc;
  service(props?: Partial<ContainerServiceProps>): ContainerService;
}

/** The network and the cluster in one stack, a service in another one. */
function stacks(): Stacks {
  const app = new App();
  const platform = new Stack(app, 'Platform');
  const vpc = new ec2.Vpc(platform, 'Vpc');
  const cluster = new EcsCluster(platform, 'Cluster', { vpc });
  return { app, platform, vpc, service: props => new ContainerService(new Stack(app, 'Shop'), 'Api', { cluster, image: IMAGE, ...props }) };
}

const database = ({ platform, vpc }: Stacks) => new rds.DatabaseInstance(platform, 'Database', { vpc, engine: rds.DatabaseInstanceEngine.MYSQL });
const files = ({ platform, vpc }: Stacks) => new efs.FileSystem(platform, 'Files', { vpc });
const secret = ({ platform }: Stacks) => new secretsmanager.Secret(platform, 'Secret', { encryptionKey: new kms.Key(platform, 'Key') });

const DEPLOYABLE: readonly (readonly [string, (made: Stacks) => unknown])[] = [
  ['connectTo with a database', made => { made.service().connectTo(Target.database(database(made))); }],
  ['connectTo with a file system', made => { made.service().connectTo(Target.fileSystem(files(made))); }],
  ['a secret with a key', made => made.service({ secrets: { TOKEN: SecretSource.secretsManager(secret(made)) } })],
  ['the grant of a bucket', made => new s3.Bucket(made.platform, 'Bucket').grantRead(made.service())],
];

const CYCLIC: readonly (readonly [string, (made: Stacks) => unknown])[] = [
  ['allowDefaultPortFrom of a database', made => { database(made).connections.allowDefaultPortFrom(made.service()); }],
  ['allowDefaultPortFrom of a file system', made => { files(made).connections.allowDefaultPortFrom(made.service()); }],
  ['grantRead of a secret with a key', made => secret(made).grantRead(made.service())],
];

test.each(DEPLOYABLE)('only the stack of the service depends on the platform with %s', (_, use) => {
  const made = stacks();
  use(made);
  expect(() => made.app.synth()).not.toThrow();
});

test.each(CYCLIC)('the CDK refuses %s of the platform, as in the guide', (_, use) => {
  const made = stacks();
  use(made);
  expect(() => made.app.synth()).toThrow(/'Shop' depends on 'Platform'.*Adding this dependency.*would create a cyclic reference/s);
});

test('a cluster that is imported by its ARN is refused, as in the guide', () => {
  const stack = new Stack(new App(), 'Shop');
  const cluster = ecs.Cluster.fromClusterArn(stack, 'Cluster', 'arn:aws:ecs:eu-west-1:111122223333:cluster/shop');
  expect(() => new ContainerService(stack, 'Api', { cluster, image: IMAGE })).toThrow('vpc is not available for a Cluster imported using fromClusterArn()');
});

test('the log group is kept when the service or its stack is deleted, as in the guide', () => {
  serviceTemplate().hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
});

test('the log group has no fixed name, so that a stack can be created again while the old log group exists', () => {
  serviceTemplate().hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: Match.absent() });
});
