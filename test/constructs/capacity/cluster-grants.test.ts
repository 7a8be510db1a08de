import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Capacity, EcsCluster, Profile } from '../../../src';
import { makeService } from '../../support/container-service';
import { Call, SimulatedPolicies } from '../../support/simulated-policies';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const arn = (resource: string, account = ENV.account) => `arn:aws:ecs:eu-west-1:${account}:${resource}`;
const CLUSTER = arn('cluster/shop');
const OTHER = arn('cluster/other');

interface Place {
  readonly stack: Stack;
  readonly cluster: EcsCluster;
  readonly operator: iam.Role;
}

function place(): Place {
  const stack = new Stack(new App({ context: { 'cdk-ecs-shipshape:validate': false } }), 'Stack', { env: ENV });
  const cluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc'), clusterName: 'shop' });
  return { stack, cluster, operator: new iam.Role(stack, 'Operator', { assumedBy: new iam.AccountRootPrincipal() }) };
}

/** The policies after a grant. Names that no template contains have the values of a deployment. */
function policiesAfter(grant: (place: Place) => unknown): SimulatedPolicies {
  const made = place();
  grant(made);
  return new SimulatedPolicies(made.stack, {
    'AWS::Partition': 'aws',
    'Cluster[0-9A-F]{8}': 'shop',
    'Cluster[0-9A-F]{8}\\.Arn': CLUSTER,
    'TaskTaskRole.+\\.Arn': 'arn:aws:iam::111122223333:role/task',
    'TaskExecutionRole.+\\.Arn': 'arn:aws:iam::111122223333:role/execution',
  });
}

const taskIn = (stack: Stack) => new ecs.FargateTaskDefinition(stack, 'Task', { family: 'report' });
const onCluster = (cluster: string) => ({ 'ecs:cluster': cluster });

function expectAllowed(policies: SimulatedPolicies, allowed: readonly Call[], denied: readonly Call[]): void {
  expect(allowed.filter(call => !policies.allows(call))).toEqual([]);
  expect(denied.filter(call => policies.allows(call))).toEqual([]);
}

test('grantRunTask allows every revision of the task definition on this cluster, with tags and the roles of the task', () => {
  const run = (revision: string, cluster: string): Call => ({ action: 'ecs:RunTask', resource: arn(`task-definition/${revision}`), context: onCluster(cluster) });
  const tag = (task: string, createdBy: string): Call => ({ action: 'ecs:TagResource', resource: arn(`task/${task}`), context: { 'ecs:CreateAction': createdBy } });
  const pass = (role: string, service: string): Call => ({
    action: 'iam:PassRole', resource: `arn:aws:iam::111122223333:role/${role}`, context: { 'iam:PassedToService': service },
  });
  expectAllowed(
    policiesAfter(({ stack, cluster, operator }) => cluster.grantRunTask(operator, taskIn(stack))),
    [
      run('report:1', CLUSTER), run('report:2', CLUSTER), tag('shop/0a1b', 'RunTask'),
      pass('task', 'ecs-tasks.amazonaws.com'), pass('execution', 'ecs-tasks.amazonaws.com'),
    ],
    [
      run('report:1', OTHER), run('reports:1', CLUSTER), { action: 'ecs:RunTask', resource: arn('task-definition/report:1') },
      tag('other/0a1b', 'RunTask'), tag('shop/0a1b', 'CreateService'), { action: 'ecs:TagResource', resource: arn('service/shop/api') },
      pass('task', 'lambda.amazonaws.com'), pass('admin', 'ecs-tasks.amazonaws.com'),
      { action: 'ecs:StopTask', resource: arn('task/shop/0a1b') },
    ],
  );
});

test('grantRunTask allows an imported task definition in its revision', () => {
  const { stack, cluster, operator } = place();
  const taskDefinitionArn = arn('task-definition/report:7');
  const taskRole = iam.Role.fromRoleArn(stack, 'TaskRole', 'arn:aws:iam::111122223333:role/report');
  cluster.grantRunTask(operator, ecs.FargateTaskDefinition.fromFargateTaskDefinitionAttributes(stack, 'Task', { taskDefinitionArn, taskRole }));
  const statement = (action: string, resource: unknown) => Match.objectLike({ Effect: 'Allow', Action: action, Resource: resource });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        statement('ecs:RunTask', taskDefinitionArn),
        statement('ecs:TagResource', Match.anyValue()),
        statement('iam:PassRole', 'arn:aws:iam::111122223333:role/report'),
      ],
    },
  });
});

test('a service can run its own task definition, without a circular dependency', () => {
  const { stack, cluster } = place();
  const service = makeService(stack, { cluster });
  cluster.grantRunTask(service, service.taskDefinition);
  expect(() => Template.fromStack(stack)).not.toThrow();
});

test('grantStopTask allows stopping tasks of this cluster', () => {
  const stop = (task: string): Call => ({ action: 'ecs:StopTask', resource: arn(`task/${task}`) });
  expectAllowed(policiesAfter(({ cluster, operator }) => cluster.grantStopTask(operator)), [stop('shop/0a1b')], [stop('other/0a1b'), stop('0a1b')]);
});

test('grantRead allows reading this cluster only, and no change', () => {
  const reads = (name: string, cluster: string): readonly Call[] => [
    ...['DescribeClusters', 'ListContainerInstances', 'ListAttributes'].map(action => ({ action: `ecs:${action}`, resource: cluster })),
    ...['DescribeTasks', 'GetTaskProtection'].map(action => ({ action: `ecs:${action}`, resource: arn(`task/${name}/0a1b`) })),
    ...['DescribeServices', 'ListServiceDeployments', 'DescribeServiceDeployments', 'DescribeServiceRevisions']
      .map(action => ({ action: `ecs:${action}`, resource: arn(`service/${name}/api`) })),
    { action: 'ecs:DescribeServiceDeployments', resource: arn(`service-deployment/${name}/api/1`) },
    { action: 'ecs:DescribeServiceRevisions', resource: arn(`service-revision/${name}/api/1`) },
    { action: 'ecs:DescribeContainerInstances', resource: arn(`container-instance/${name}/9f8e`) },
    { action: 'ecs:DescribeTaskSets', resource: arn(`task-set/${name}/api/ecs-svc-1`) },
    ...['ListServices', 'ListTasks'].map(action => ({ action: `ecs:${action}`, resource: arn(`container-instance/${name}/9f8e`), context: onCluster(cluster) })),
  ];
  expectAllowed(policiesAfter(({ cluster, operator }) => cluster.grantRead(operator)), reads('shop', CLUSTER), [
    ...reads('other', OTHER),
    { action: 'ecs:ListTasks', resource: arn('container-instance/other/9f8e') },
    ...['UpdateService', 'DeleteService', 'StopTask', 'ExecuteCommand'].map(action => ({ action: `ecs:${action}`, resource: arn('service/shop/api') })),
  ]);
});

test('grantExec allows sessions in tasks of this cluster', () => {
  const session = (resource: string): Call => ({ action: 'ecs:ExecuteCommand', resource: arn(resource) });
  const found: Call = { action: 'ecs:DescribeTasks', resource: arn('task/shop/0a1b') };
  expectAllowed(
    policiesAfter(({ cluster, operator }) => cluster.grantExec(operator)),
    [session('cluster/shop'), session('task/shop/0a1b'), found],
    [session('cluster/other'), session('task/other/0a1b')],
  );
});

test('the grants are complete on any capacity', () => {
  const { stack, cluster, operator } = place();
  const group = cluster.addInstances('Gpu', { instanceTypes: [new ec2.InstanceType('m7i.large')], maxInstances: 2 });
  const service = makeService(stack, { cluster, capacity: Capacity.instances(group) });
  expect(cluster.grantRunTask(operator, service.taskDefinition).success).toBe(true);
});

test.each<[string, (cluster: EcsCluster, grantee: iam.IGrantable) => iam.Grant]>([
  ['grantRunTask', (cluster, grantee) => cluster.grantRunTask(grantee, taskIn(Stack.of(cluster)))],
  ['grantStopTask', (cluster, grantee) => cluster.grantStopTask(grantee)],
  ['grantRead', (cluster, grantee) => cluster.grantRead(grantee)],
  ['grantExec', (cluster, grantee) => cluster.grantExec(grantee)],
])('%s is refused for a grantee in another account', (method, grant) => {
  const { stack, cluster } = place();
  const grantee = iam.Role.fromRoleArn(stack, 'Other', 'arn:aws:iam::444455556666:role/operator');
  expect(() => grant(cluster, grantee)).toThrow(`[Stack/Cluster] ${method}: the cluster belongs to account 111122223333 and the grantee to 444455556666`);
});

test('the regulated profile writes grants to managed policies', () => {
  const stack = new Stack(new App({ context: { 'cdk-ecs-shipshape:validate': false } }), 'Stack', { env: ENV });
  const cluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc'), profile: Profile.regulated() });
  const service = makeService(stack, { cluster });
  cluster.grantRead(service);
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::IAM::Policy', 0);
  expect(JSON.stringify(template.findResources('AWS::IAM::ManagedPolicy'))).toContain('ecs:ListTasks');
});
