import { App, PropertyInjectors, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ContainerService, ContainerServiceAttributes, EcsCluster, IContainerService, Target } from '../../../src';
import { IMAGE, makeService, newStack } from '../../support/container-service';

interface Imported {
  readonly stack: Stack;
  readonly service: IContainerService;
}

function imported(): Imported {
  const stack = newStack();
  const vpc = new ec2.Vpc(stack, 'Vpc');
  const service = ContainerService.fromContainerServiceAttributes(stack, 'Api', {
    cluster: EcsCluster.fromEcsClusterAttributes(stack, 'Cluster', { clusterName: 'shared', vpc }),
    serviceName: 'api',
    securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Tasks', 'sg-0123456789abcdef0')],
    taskRole: iam.Role.fromRoleName(stack, 'TaskRole', 'api-tasks'),
    containerPort: 8080,
  });
  return { stack, service };
}

const both: readonly [string, () => Imported][] = [
  ['an imported service', imported],
  ['a service in this app', () => { const stack = newStack(); return { stack, service: makeService(stack, { containerPort: 8080 }) }; }],
];

describe.each(both)('%s', (_, make) => {
  test('scales', () => {
    const { stack, service } = make();
    service.autoScale({ minTasks: 2, maxTasks: 20 }).onCpu(60);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', { MinCapacity: 2, MaxCapacity: 20, ServiceNamespace: 'ecs' });
    template.resourceCountIs('AWS::ApplicationAutoScaling::ScalingPolicy', 1);
  });

  test('refuses invalid bounds', () => {
    expect(() => make().service.autoScale({ minTasks: 5, maxTasks: 4 })).toThrow('[Stack/Api] minTasks (5) must not be above maxTasks (4)');
  });

  test('has metrics', () => {
    const { service } = make();
    expect(service.metricCpuUtilization()).toMatchObject({ namespace: 'AWS/ECS', metricName: 'CPUUtilization' });
    expect(service.metricMemoryUtilization({ statistic: 'Maximum' })).toMatchObject({ metricName: 'MemoryUtilization', statistic: 'Maximum' });
    expect(service.metricRunningTaskCount()).toMatchObject({ namespace: 'ECS/ContainerInsights', metricName: 'RunningTaskCount' });
    expect(Object.keys(service.metric('X').dimensions ?? {})).toEqual(['ClusterName', 'ServiceName']);
  });

  test.each<[string, (service: IContainerService, grantee: iam.IGrantable) => void, string[]]>([
    ['open sessions', (service, grantee) => service.grantExec(grantee), ['ecs:ExecuteCommand']],
    ['deploy again', (service, grantee) => service.grantRedeploy(grantee), ['ecs:UpdateService', 'ecs:DescribeServices']],
    ['continue deployments', (service, grantee) => service.grantContinueDeployment(grantee), ['ecs:ListServiceDeployments', 'ecs:DescribeServiceDeployments', 'ecs:ContinueServiceDeployment']],
  ])('allows others to %s', (__, grant, actions) => {
    const { stack, service } = make();
    grant(service, new iam.Role(stack, 'Operator', { assumedBy: new iam.AccountRootPrincipal() }));
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: actions.length === 1 ? actions[0] : actions })]) },
      Roles: [{ Ref: Match.stringLikeRegexp('^Operator') }],
    });
  });

  test('can be connected to', () => {
    const { stack, service } = make();
    const client = new ContainerService(stack, 'Client', { cluster: new EcsCluster(stack, 'Other', { vpc: service.cluster.vpc }), image: IMAGE });
    client.connectTo(Target.service(service));
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 8080, ToPort: 8080 });
  });

  test('receives grants', () => {
    const { stack, service } = make();
    new s3.Bucket(stack, 'Bucket').grantRead(service);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: ['s3:GetObject*', 's3:GetBucket*', 's3:List*'] })]) },
    });
  });
});

test('an imported service is identified by ARN and resource id', () => {
  const { stack, service } = imported();
  service.autoScale({ maxTasks: 4 }).onCpu(60);
  Template.fromStack(stack).hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', { ResourceId: 'service/shared/api' });
  expect(JSON.stringify(stack.resolve(service.serviceArn))).toContain(':service/shared/api');
});

describe('a service in a cluster in another account and Region', () => {
  const elsewhere = (attributes: Partial<ContainerServiceAttributes> = {}): Imported => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
    const cluster = EcsCluster.fromEcsClusterAttributes(stack, 'Cluster', {
      clusterName: 'shared', clusterArn: 'arn:aws:ecs:us-east-1:999999999999:cluster/shared', vpc: new ec2.Vpc(stack, 'Vpc'),
    });
    return { stack, service: ContainerService.fromContainerServiceAttributes(stack, 'Api', { cluster, serviceName: 'api', ...attributes }) };
  };

  test('has that account and Region in its ARN', () => {
    expect(elsewhere().service.serviceArn).toBe('arn:aws:ecs:us-east-1:999999999999:service/shared/api');
  });

  test.each(['grantExec', 'grantRedeploy', 'grantContinueDeployment'] as const)('has no %s for a role of the own account, because ECS has no resource policies', method => {
    const { stack, service } = elsewhere();
    expect(() => service[method](new iam.Role(stack, 'Operator', { assumedBy: new iam.AccountRootPrincipal() }))).toThrow(
      `[Stack/Api] ${method}: the service belongs to account 999999999999 and the grantee to 111122223333, and ECS has no resource-based policies to allow that; create a role in account 999999999999 with this permission, and let the grantee assume it`);
  });

  test.each(['grantExec', 'grantRedeploy', 'grantContinueDeployment'] as const)('has %s for a role of its account', method => {
    const { stack, service } = elsewhere();
    const theirs = new Stack(stack.node.scope as App, 'Theirs', { env: { account: '999999999999', region: 'us-east-1' } });
    service[method](new iam.Role(theirs, 'Operator', { assumedBy: new iam.AccountRootPrincipal() }));
    expect(JSON.stringify(Template.fromStack(theirs).findResources('AWS::IAM::Policy'))).toContain('arn:aws:ecs:us-east-1:999999999999:');
  });

  test('has its metrics in that account and Region', () => {
    expect(elsewhere().service.metricCpuUtilization()).toMatchObject({ account: '999999999999', region: 'us-east-1' });
  });

  test('does not scale, because scaling is in the account and Region of the service', () => {
    expect(() => elsewhere().service.autoScale({ maxTasks: 4 })).toThrow(
      '[Stack/Api] autoScale requires a stack in the Region of the service (us-east-1), and this one is in eu-west-1; autoScale requires a stack in the account of the service (999999999999), and this one is in 111122223333');
  });

  test('has the given ARN', () => {
    const serviceArn = 'arn:aws:ecs:us-east-1:999999999999:service/api';
    expect(elsewhere({ serviceArn }).service.serviceArn).toBe(serviceArn);
  });

  test('refuses the ARN of another service', () => {
    const serviceArn = 'arn:aws:ecs:us-east-1:999999999999:service/shared/web';
    expect(() => elsewhere({ serviceArn })).toThrow(`[Stack/Api] serviceArn ('${serviceArn}') is not the ARN of serviceName ('api')`);
  });
});

test.each<[string, string | undefined]>([['the same account', '999999999999'], ['an unknown account', undefined]])('grants on a service of another Region go to roles of %s', (_, account) => {
  const stack = new Stack(new App(), 'Stack', { env: { account, region: 'eu-west-1' } });
  const cluster = EcsCluster.fromEcsClusterAttributes(stack, 'Cluster', {
    clusterName: 'shared', clusterArn: 'arn:aws:ecs:us-east-1:999999999999:cluster/shared', vpc: new ec2.Vpc(stack, 'Vpc'),
  });
  const service = ContainerService.fromContainerServiceAttributes(stack, 'Api', { cluster, serviceName: 'api' });
  const operator = new iam.Role(stack, 'Operator', { assumedBy: new iam.AccountRootPrincipal() });
  service.grantExec(operator);
  service.grantRedeploy(operator);
  const policies = JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  expect(policies).toContain('arn:aws:ecs:us-east-1:999999999999:task/shared/*');
  expect(policies).toContain('arn:aws:ecs:us-east-1:999999999999:service/shared/api');
});

test('a service in a cluster in another Region of this app is in that Region', () => {
  const app = new App();
  const platform = new Stack(app, 'Platform', { env: { account: '111122223333', region: 'us-east-1' } });
  const cluster = new EcsCluster(platform, 'Cluster', { clusterName: 'shared' });
  const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
  const { serviceArn } = ContainerService.fromContainerServiceAttributes(stack, 'Api', { cluster, serviceName: 'api' });
  expect(JSON.stringify(stack.resolve(serviceArn))).toContain(':ecs:us-east-1:111122223333:service/');
});

describe('a connection', () => {
  const database = (stack: Stack, defaultPort?: ec2.Port) => ({
    connections: new ec2.Connections({ securityGroups: [new ec2.SecurityGroup(stack, 'Database', { vpc: new ec2.Vpc(stack, 'DatabaseVpc') })], defaultPort }),
  });

  test('to a database in another stack is in the stack of the service, which prevents cycles', () => {
    const app = new App();
    const data = new Stack(app, 'Data');
    const target = database(data, ec2.Port.tcp(5432));
    const stack = new Stack(app, 'Shop');
    makeService(stack).connectTo(Target.database(target));
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 5432 });
    expect(data.dependencies).toEqual([]);
  });

  test('to other resources has the given port', () => {
    const stack = newStack();
    makeService(stack).connectTo(Target.connectable(database(stack), ec2.Port.tcp(6379)));
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 6379 });
  });

  test('without a port is refused', () => {
    const stack = newStack();
    const service = makeService(stack);
    expect(() => service.connectTo(Target.database(database(stack)))).toThrow('[Stack/Api] connectTo: the target has no default port; use Target.connectable with its port');
    expect(() => service.connectTo(Target.service(service))).toThrow("[Stack/Api] connectTo: the target 'Stack/Api' has no containerPort; set it, or use Target.connectable with a port");
  });
});

test('property injectors of the app apply to services and clusters', () => {
  const stack = newStack();
  PropertyInjectors.of(stack).add({
    constructUniqueId: ContainerService.PROPERTY_INJECTION_ID,
    inject: props => ({ ...props, desiredCount: 7 }),
  }, {
    constructUniqueId: EcsCluster.PROPERTY_INJECTION_ID,
    inject: props => ({ ...props, clusterName: 'company' }),
  });
  makeService(stack);
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::ECS::Service', { DesiredCount: 7 });
  template.hasResourceProperties('AWS::ECS::Cluster', { ClusterName: 'company' });
});
