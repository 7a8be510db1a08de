import { readFileSync } from 'fs';
import { App, CfnOutput, CfnParameter, Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elasticache from 'aws-cdk-lib/aws-elasticache';
import * as rds from 'aws-cdk-lib/aws-rds';
import { ContainerService, EcsCluster, Target } from '../../../src';
import { IMAGE } from '../../support/container-service';

/** The CDK does not validate the template. */
const WITHOUT_VALIDATION = { '@aws-cdk/core:validateAgainstDefaultRules': false };

type Database = (stack: Stack, vpc: ec2.Vpc) => ec2.IConnectable;

const AURORA_POSTGRES = rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_16_6 });
const AURORA_MYSQL = rds.DatabaseClusterEngine.auroraMysql({ version: rds.AuroraMysqlEngineVersion.VER_3_08_0 });
const RECOMMENDED = JSON.parse(readFileSync(require.resolve('aws-cdk-lib/recommended-feature-flags.json'), 'utf8')) as Record<string, unknown>;

const instance = (engine: rds.IInstanceEngine, props: Partial<rds.DatabaseInstanceProps> = {}) => (stack: Stack, vpc: ec2.Vpc) =>
  new rds.DatabaseInstance(stack, 'Database', { vpc, engine, ...props });
const aurora = (engine: rds.IClusterEngine, props: Partial<rds.DatabaseClusterProps> = {}) => (stack: Stack, vpc: ec2.Vpc) =>
  new rds.DatabaseCluster(stack, 'Database', { vpc, engine, writer: rds.ClusterInstance.serverlessV2('Writer'), ...props });
const serverless = (engine: rds.IClusterEngine) => (stack: Stack, vpc: ec2.Vpc) => new rds.ServerlessCluster(stack, 'Database', { vpc, engine });
const proxy = (target: (stack: Stack, vpc: ec2.Vpc) => rds.DatabaseInstance) => (stack: Stack, vpc: ec2.Vpc) => {
  const database = target(stack, vpc);
  return new rds.DatabaseProxy(stack, 'Proxy', { vpc, proxyTarget: rds.ProxyTarget.fromInstance(database), secrets: [database.secret!] });
};
const cache = (port?: number) => (stack: Stack, vpc: ec2.Vpc) => {
  const group = new elasticache.CfnReplicationGroup(stack, 'Cache', { replicationGroupDescription: 'cache', port });
  const defaultPort = ec2.Port.tcp(Token.asNumber(group.getAtt('PrimaryEndPoint.Port')));
  return { connections: new ec2.Connections({ securityGroups: [new ec2.SecurityGroup(stack, 'CacheGroup', { vpc })], defaultPort }) };
};

interface Rule {
  readonly Properties: { readonly FromPort: unknown; readonly ToPort: unknown };
}

/** A platform stack with a database, and a service that connects to it, in another stack or the same one. */
function connected(database: Database, where: 'Platform' | 'Shop' = 'Shop', context: Record<string, unknown> = WITHOUT_VALIDATION): { readonly app: App; readonly stack: Stack } {
  const app = new App({ context });
  const platform = new Stack(app, 'Platform');
  const vpc = new ec2.Vpc(platform, 'Vpc');
  const cluster = new EcsCluster(platform, 'Cluster', { vpc });
  const stack = where === 'Shop' ? new Stack(app, 'Shop') : platform;
  new ContainerService(stack, 'Api', { cluster, image: IMAGE }).connectTo(Target.database(database(platform, vpc)));
  return { app, stack };
}

/** The ports of the only ingress rule for the service. */
function ports(database: Database, where?: 'Platform' | 'Shop'): readonly unknown[] {
  const rules = Object.entries(Template.fromStack(connected(database, where).stack).findResources('AWS::EC2::SecurityGroupIngress')) as [string, Rule][];
  return rules.filter(([id]) => id.includes('Api')).flatMap(([, { Properties }]) => [Properties.FromPort, Properties.ToPort]);
}

const KNOWN: readonly (readonly [string, number, Database])[] = [
  ['a PostgreSQL instance', 5432, instance(rds.DatabaseInstanceEngine.POSTGRES)],
  ['a MySQL instance', 3306, instance(rds.DatabaseInstanceEngine.MYSQL)],
  ['a MariaDB instance', 3306, instance(rds.DatabaseInstanceEngine.MARIADB)],
  ['an Oracle instance', 1521, instance(rds.DatabaseInstanceEngine.oracleEe({ version: rds.OracleEngineVersion.VER_19 }))],
  ['an SQL Server instance', 1433, instance(rds.DatabaseInstanceEngine.sqlServerWeb({ version: rds.SqlServerEngineVersion.VER_16_00_4215_2_V1 }))],
  ['an instance with a custom port', 6033, instance(rds.DatabaseInstanceEngine.MYSQL, { port: 6033 })],
  ['an Aurora cluster for PostgreSQL', 5432, aurora(AURORA_POSTGRES)],
  ['an Aurora cluster for MySQL', 3306, aurora(AURORA_MYSQL)],
  ['an Aurora cluster with a name', 3306, aurora(AURORA_MYSQL, { clusterIdentifier: 'orders' })],
  ['an Aurora cluster with a custom port', 6033, aurora(AURORA_POSTGRES, { port: 6033 })],
  ['a serverless cluster for PostgreSQL', 5432, serverless(AURORA_POSTGRES)],
  ['a serverless cluster for MySQL', 3306, serverless(AURORA_MYSQL)],
  ['a cache with a custom port', 6380, cache(6380)],
  ['an object with the connections of a database', 3306, (stack, vpc) => ({ connections: instance(rds.DatabaseInstanceEngine.MYSQL)(stack, vpc).connections })],
  ['an RDS Proxy for PostgreSQL', 5432, proxy(instance(rds.DatabaseInstanceEngine.POSTGRES))],
  ['an RDS Proxy in front of a database with a custom port', 3306, proxy(instance(rds.DatabaseInstanceEngine.MYSQL, { port: 6033 }))],
];

const UNKNOWN: readonly (readonly [string, Database])[] = [
  ['a read replica', (stack, vpc) => new rds.DatabaseInstanceReadReplica(stack, 'Replica', {
    vpc, sourceDatabaseInstance: instance(rds.DatabaseInstanceEngine.MYSQL)(stack, vpc), instanceType: new ec2.InstanceType('t3.small'),
  })],
  ['an instance from a snapshot', (stack, vpc) => new rds.DatabaseInstanceFromSnapshot(stack, 'Database', { vpc, engine: rds.DatabaseInstanceEngine.MYSQL, snapshotIdentifier: 'orders' })],
  ['a cluster from a snapshot', (stack, vpc) => new rds.DatabaseClusterFromSnapshot(stack, 'Database', {
    vpc, engine: AURORA_MYSQL, snapshotIdentifier: 'orders', writer: rds.ClusterInstance.serverlessV2('Writer'),
  })],
  ['an instance whose port is a parameter', (stack, vpc) => instance(rds.DatabaseInstanceEngine.MYSQL, { port: new CfnParameter(stack, 'Port', { type: 'Number' }).valueAsNumber })(stack, vpc)],
  ['a provisioned cluster for PostgreSQL without a port', (stack, vpc) => {
    const cluster = aurora(AURORA_POSTGRES)(stack, vpc);
    (cluster.node.defaultChild as rds.CfnDBCluster).port = undefined;
    return cluster;
  }],
  ['a cache without a port', cache()],
];

test.each(KNOWN)('the rules for %s in another stack have port %d', (_, port, database) => {
  expect(ports(database)).toEqual([port, port]);
});

test.each(UNKNOWN)('the rules import the port of %s in another stack, because it is unknown', (_, database) => {
  const [fromPort, toPort] = ports(database);
  expect(fromPort).toEqual({ 'Fn::ImportValue': expect.stringMatching(/^Platform:ExportsOutputFnGetAtt.*Port/) as unknown });
  expect(toPort).toEqual(fromPort);
});

test('a port that is set after connectTo is used', () => {
  const made: rds.DatabaseInstance[] = [];
  const { app } = connected((stack, vpc) => {
    made.push(instance(rds.DatabaseInstanceEngine.MYSQL)(stack, vpc));
    return made[0];
  });
  (made[0].node.defaultChild as rds.CfnDBInstance).addPropertyOverride('Port', '6033');
  Template.fromStack(app.node.findChild('Shop') as Stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 6033, ToPort: 6033 });
});

test('the rules in the stack of the database refer to its port', () => {
  const [fromPort, toPort] = ports(aurora(AURORA_POSTGRES), 'Platform');
  expect(fromPort).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Database/), 'Endpoint.Port'] });
  expect(toPort).toEqual(fromPort);
});

test('the id of a rule does not depend on whether the port is known, so that deployed rules do not change', () => {
  const ids = Object.keys(Template.fromStack(connected(instance(rds.DatabaseInstanceEngine.MYSQL)).stack).findResources('AWS::EC2::SecurityGroupIngress'));
  expect(ids).toEqual([expect.stringMatching(/IndirectPort/)]);
});

test('an output with the port of the database does not change the rules', () => {
  const { app, stack } = connected((platform, vpc) => {
    const database = instance(rds.DatabaseInstanceEngine.MYSQL)(platform, vpc);
    new CfnOutput(platform.node.root.node.findChild('Shop') as Stack, 'DatabasePort', { value: database.dbInstanceEndpointPort });
    return database;
  });
  app.synth();
  const template = Template.fromStack(stack);
  template.hasOutput('DatabasePort', { Value: { 'Fn::ImportValue': Match.anyValue() } });
  template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 3306, ToPort: 3306 });
});

describe('with the recommended feature flags for weak references and strict template validation,', () => {
  let printed: jest.SpyInstance;
  beforeEach(() => { printed = jest.spyOn(console, 'error').mockImplementation(); });
  afterEach(() => { printed.mockRestore(); });

  test.each(KNOWN)('the CDK accepts a service that connects to %s in another stack', (_, port, database) => {
    const { app, stack } = connected(database, 'Shop', RECOMMENDED);
    expect(() => app.synth()).not.toThrow();
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { GroupId: { 'Fn::GetStackOutput': Match.anyValue() }, FromPort: port });
  });
});
