import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { ContainerService, ContainerServiceProps, Deployment, EcsCluster, Exposure, Profile, SecretSource, Target } from '../../../src';
import { IMAGE } from '../../support/container-service';

const ECR_IMAGE = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:1';

interface Scenario {
  readonly props?: (stack: Stack) => Partial<ContainerServiceProps>;
  readonly use?: (service: ContainerService, stack: Stack) => void;
}

/** The warnings of the CDK for an app with one service. */
function warnings({ props = () => ({}), use = () => {} }: Scenario): string[] {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  const cluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
  use(new ContainerService(stack, 'Api', { cluster, image: IMAGE, ...props(stack) }), stack);
  const { messages } = app.synth().stacks[0];
  return [...violationsIn(app), ...messages.map(({ entry, id }) => `${id}: ${String(entry.data)}`)];
}

interface Violation {
  readonly description: string;
  readonly violatingConstructs: readonly { readonly constructPath: string }[];
}

interface Report {
  readonly pluginReports: readonly { readonly violations: readonly Violation[] }[];
}

/** The findings of the template validation of the CDK for the service. */
function violationsIn(app: App): string[] {
  const { pluginReports } = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')) as Report;
  return pluginReports.flatMap(({ violations }) => violations)
    .filter(({ violatingConstructs }) => violatingConstructs.some(({ constructPath }) => constructPath.startsWith('Stack/Api')))
    .map(({ description }) => description);
}

const database = (stack: Stack, vpc: ec2.IVpc) => new rds.DatabaseCluster(stack, 'Database', {
  vpc, engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_16_6 }), writer: rds.ClusterInstance.serverlessV2('Writer'),
});

const SCENARIOS: readonly (readonly [string, Scenario])[] = [
  ['with an image of Amazon ECR by name', { props: () => ({ image: ecs.ContainerImage.fromRegistry(ECR_IMAGE) }) }],
  ['with an image in a repository', { props: stack => ({ image: ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(stack, 'Repository', 'shop')) }) }],
  ['with an added container from Amazon ECR', { use: service => { service.addContainer('proxy', { image: ecs.ContainerImage.fromRegistry(ECR_IMAGE) }); } }],
  ['that connects to a database', { use: (service, stack) => { service.connectTo(Target.database(database(stack, service.cluster.vpc))); } }],
  ['that connects to another service', {
    use: (service, stack) => {
      const other = new ContainerService(stack, 'Other', { cluster: service.cluster, image: IMAGE, exposure: Exposure.internalAlb() });
      service.connectTo(Target.service(other));
    },
  }],
  ['that connects to an address', { use: service => { service.connectTo(Target.connectable(new ec2.Connections({ peer: ec2.Peer.ipv4('10.1.0.0/16') }), ec2.Port.tcp(443))); } }],
  ['with secrets and their keys', {
    props: stack => ({
      secrets: {
        TOKEN: SecretSource.secretsManager(new secretsmanager.Secret(stack, 'Secret', { encryptionKey: new kms.Key(stack, 'Key') })),
        FLAG: SecretSource.parameterStore(ssm.StringParameter.fromStringParameterName(stack, 'Parameter', '/flag')),
      },
    }),
  }],
  ['with ECS Exec', { props: () => ({ enableExecuteCommand: true }) }],
  ['that logs through FireLens', { props: () => ({ logging: ecs.LogDrivers.firelens({ options: { Name: 's3', bucket: 'logs', region: 'eu-west-1' } }) }) }],
  ['behind an internal load balancer', { props: () => ({ exposure: Exposure.internalAlb() }) }],
  ['behind a public load balancer', { props: () => ({ exposure: Exposure.publicAlb({ insecureHttp: true }) }) }],
  ['that CodeDeploy deploys', { props: () => ({ exposure: Exposure.internalAlb(), deployment: Deployment.codeDeploy() }) }],
  ['that an external controller deploys', { props: () => ({ exposure: Exposure.internalAlb(), deployment: Deployment.external() }) }],
  ['with blue/green deployments', { props: () => ({ exposure: Exposure.internalAlb(), deployment: Deployment.blueGreen() }) }],
  ['with blue/green deployments behind a Network Load Balancer', { props: () => ({ exposure: Exposure.internalNlb({ listenerPort: 1883 }), deployment: Deployment.blueGreen() }) }],
  ['in the regulated profile', { props: () => ({ profile: Profile.regulated(), user: '1000:1000', readonlyRootFilesystem: true }) }],
  ['that scales', { use: service => { service.autoScale({ maxTasks: 4 }).onCpu(60); } }],
  ['with security groups without outbound traffic', {
    props: stack => ({ securityGroups: [new ec2.SecurityGroup(stack, 'Group', { vpc: ec2.Vpc.fromVpcAttributes(stack, 'Imported', { vpcId: 'vpc-1', availabilityZones: ['a'] }), allowAllOutbound: false })] }),
    use: (service, stack) => { service.connectTo(Target.database(database(stack, service.cluster.vpc))); },
  }],
];

test.each(SCENARIOS)('the CDK has no warnings for a service %s', (_, scenario) => {
  expect(warnings(scenario)).toEqual([]);
});
