import { App, CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as rds from 'aws-cdk-lib/aws-rds';
import { ContainerService, EcsCluster, EcsValidator, ServiceConnect, Target } from '../../../src';
import { IMAGE, newStack } from '../../support/container-service';

interface Shop {
  readonly stack: Stack;
  readonly vpc: ec2.Vpc;
  service(id: string, securityGroups?: ec2.ISecurityGroup[]): ContainerService;
}

function shop(stack = newStack()): Shop {
  const vpc = new ec2.Vpc(stack, 'Vpc');
  const cluster = new EcsCluster(stack, 'Cluster', { vpc });
  const service = (id: string, securityGroups?: ec2.ISecurityGroup[]) =>
    new ContainerService(stack, id, { cluster, image: IMAGE, containerPort: 8080, securityGroups });
  return { stack, vpc, service };
}

/** The types and ids of all dependencies of the service. `Template.fromStack` throws for a cycle. */
function awaited(service: ContainerService): string[] {
  const { Resources } = Template.fromStack(Stack.of(service)).toJSON() as { Resources: Record<string, { Type: string; DependsOn?: string[] }> };
  const id = Stack.of(service).getLogicalId(service.service.node.defaultChild as ecs.CfnService);
  return (Resources[id].DependsOn ?? []).map(each => `${Resources[each].Type} ${each}`);
}

const ofType = (type: string, all: readonly string[]) => all.filter(each => each.startsWith(`AWS::${type} `)).length;

const aurora = (scope: Stack, vpc: ec2.IVpc) => new rds.DatabaseCluster(scope, 'Database', {
  vpc,
  engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_16_6 }),
  writer: rds.ClusterInstance.serverlessV2('Writer'),
  readers: [rds.ClusterInstance.serverlessV2('Reader')],
});

describe('a client of Service Connect', () => {
  const connected = () => {
    const stack = newStack();
    const cluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc'), defaultCloudMapNamespace: { name: 'shop.local' } });
    const service = (id: string, serviceConnect: ServiceConnect) =>
      new ContainerService(stack, id, { cluster, image: IMAGE, containerPort: 8080, serviceConnect });
    return { server: service('Orders', ServiceConnect.server()), other: service('Prices', ServiceConnect.server()), client: service('Worker', ServiceConnect.client()) };
  };

  test('starts after the server that it connects to', () => {
    const { server, client } = connected();
    client.connectTo(Target.service(server));
    expect(ofType('ECS::Service', awaited(client))).toBe(1);
  });

  test('does not start after a server that starts after it', () => {
    const { server, client } = connected();
    client.connectTo(Target.service(server));
    server.startAfter(client);
    expect(ofType('ECS::Service', awaited(client))).toBe(0);
  });

  test('does not start after a server that starts after it through another service', () => {
    const { server, other, client } = connected();
    client.connectTo(Target.service(server));
    server.startAfter(other);
    other.startAfter(client);
    expect(ofType('ECS::Service', awaited(client))).toBe(0);
  });

  test('does not start after a server whose resource depends on its resource', () => {
    const { server, client } = connected();
    client.connectTo(Target.service(server));
    (server.service.node.defaultChild as CfnResource).addDependency(client.service.node.defaultChild as CfnResource);
    expect(ofType('ECS::Service', awaited(client))).toBe(0);
  });

  test('two servers may connect to each other', () => {
    const { server, other } = connected();
    server.connectTo(Target.service(other));
    other.connectTo(Target.service(server));
    expect(ofType('ECS::Service', [...awaited(server), ...awaited(other)])).toBe(0);
  });
});

describe('startAfter', () => {
  test('a service that connects to another one can start after it', () => {
    const { service } = shop();
    const [orders, web] = [service('Orders'), service('Web')];
    web.connectTo(Target.service(orders));
    web.startAfter(orders);
    expect(ofType('ECS::Service', awaited(web))).toBe(1);
    expect(ofType('EC2::SecurityGroup', awaited(web))).toBe(0);
  });

  test('the L2 service of another service is equivalent to it', () => {
    const { service } = shop();
    const [orders, web] = [service('Orders'), service('Web')];
    web.connectTo(Target.service(orders));
    web.startAfter(orders.service);
    expect(ofType('ECS::Service', awaited(web))).toBe(1);
    expect(ofType('EC2::SecurityGroup', awaited(web))).toBe(0);
  });

  test('the security group of the service has no dependency', () => {
    const { stack, service } = shop();
    const web = service('Web');
    const seed = new CfnResource(stack, 'Seed', { type: 'Custom::Seed', properties: { Group: web.connections.securityGroups[0].securityGroupId } });
    web.startAfter(seed);
    expect(awaited(web)).toContain('Custom::Seed Seed');
  });

  test('several dependencies can be passed together', () => {
    const { stack, service } = shop();
    const [one, two] = ['One', 'Two'].map(id => new CfnResource(stack, id, { type: 'Custom::Seed' }));
    const web = service('Web');
    web.startAfter(one, two);
    expect(awaited(web).filter(each => each.startsWith('Custom::Seed'))).toHaveLength(2);
  });
});

describe('connectTo', () => {
  test('the service starts after the writer and the readers of a database', () => {
    const { stack, vpc, service } = shop();
    const web = service('Web');
    web.connectTo(Target.database(aurora(stack, vpc)));
    expect(ofType('RDS::DBCluster', awaited(web))).toBe(1);
    expect(ofType('RDS::DBInstance', awaited(web))).toBe(2);
    expect(ofType('EC2::SecurityGroupIngress', awaited(web))).toBe(1);
  });

  test('the service starts after an instance that is created later', () => {
    const { stack, vpc, service } = shop();
    const web = service('Web');
    const database = new rds.DatabaseInstance(stack, 'Database', { vpc, engine: rds.DatabaseInstanceEngine.MYSQL });
    web.connectTo(Target.database(database));
    new rds.CfnDBInstance(database, 'Replica', { sourceDbInstanceIdentifier: database.instanceIdentifier }).applyRemovalPolicy(RemovalPolicy.DESTROY);
    expect(ofType('RDS::DBInstance', awaited(web))).toBe(2);
  });

  test('the service starts after the mount targets of a file system', () => {
    const { stack, vpc, service } = shop();
    const web = service('Web');
    web.connectTo(Target.fileSystem(new efs.FileSystem(stack, 'Files', { vpc })));
    expect(ofType('EFS::MountTarget', awaited(web))).toBe(2);
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 2049, ToPort: 2049 });
  });

  test('two services connect to each other', () => {
    const { service } = shop();
    const [orders, web] = [service('Orders'), service('Web')];
    web.connectTo(Target.service(orders));
    orders.connectTo(Target.service(web));
    for (const each of [orders, web]) {
      expect(ofType('EC2::SecurityGroupIngress', awaited(each))).toBe(1);
      expect(ofType('ECS::Service', awaited(each))).toBe(0);
    }
  });

  test('the service starts after the rules of both sides', () => {
    const { stack, vpc, service } = shop();
    const web = service('Web', [new ec2.SecurityGroup(stack, 'Tasks', { vpc, allowAllOutbound: false })]);
    web.connectTo(Target.database(aurora(stack, vpc)));
    expect(ofType('EC2::SecurityGroupIngress', awaited(web))).toBe(1);
    expect(ofType('EC2::SecurityGroupEgress', awaited(web))).toBe(1);
  });

  test('the service starts after an existing rule', () => {
    const { stack, vpc, service } = shop();
    const web = service('Web');
    const database = aurora(stack, vpc);
    database.connections.allowDefaultPortFrom(web);
    web.connectTo(Target.database(database));
    expect(ofType('EC2::SecurityGroupIngress', awaited(web))).toBe(1);
  });

  test.each<[string, (stack: Stack, vpc: ec2.IVpc) => Target]>([
    ['database', (stack, vpc) => Target.database(aurora(stack, vpc))],
    ['file system', (stack, vpc) => Target.fileSystem(new efs.FileSystem(stack, 'Files', { vpc }))],
  ])('a service starts after the rules of a %s in another stack, which does not depend on it', (_, targetIn) => {
    const app = new App();
    const platform = new Stack(app, 'Platform');
    const vpc = new ec2.Vpc(platform, 'Vpc');
    const cluster = new EcsCluster(platform, 'Cluster', { vpc });
    const stack = new Stack(app, 'Shop');
    const web = new ContainerService(stack, 'Web', { cluster, image: IMAGE });
    web.connectTo(targetIn(platform, vpc));
    expect(ofType('EC2::SecurityGroupIngress', awaited(web))).toBe(1);
    expect(platform.dependencies).toEqual([]);
    expect(EcsValidator.findings(app)).toEqual([]);
  });

  test('an imported file system is connected on its port', () => {
    const { stack, service } = shop();
    const securityGroup = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0');
    service('Web').connectTo(Target.fileSystem(efs.FileSystem.fromFileSystemAttributes(stack, 'Files', { fileSystemId: 'fs-0123456789abcdef0', securityGroup })));
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { GroupId: 'sg-0123456789abcdef0', FromPort: 2049 });
  });
});
