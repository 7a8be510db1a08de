import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { REDUCE_EC2_FARGATE_CLOUDWATCH_PERMISSIONS } from 'aws-cdk-lib/cx-api';
import { ContainerServiceProps, EcsCluster, EcsClusterProps } from '../../../src';
import { IMAGE, makeService } from '../../support/container-service';

interface Statement { readonly Action: string | string[]; readonly Resource: unknown }

interface Given {
  readonly context?: Record<string, unknown>;
  readonly cluster?: EcsClusterProps;
  readonly props?: (stack: Stack) => Partial<ContainerServiceProps>;
}

/** The CloudWatch Logs statements in the task role of a service with ECS Exec. */
function logStatements({ context, cluster, props = () => ({}) }: Given = {}): Statement[] {
  const stack = new Stack(new App({ context }), 'Stack');
  makeService(stack, {
    cluster: new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc'), ...cluster }),
    enableExecuteCommand: true,
    ...props(stack),
  });
  return Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'))
    .filter(({ Properties }) => /TaskRole/.test(JSON.stringify(Properties.Roles)))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Statement[])
    .filter(({ Action }) => [Action].flat().some(action => action.startsWith('logs:')))
    .map(({ Action, Resource }) => ({ Action, Resource }));
}

const LIST = { Action: 'logs:DescribeLogGroups', Resource: '*' };
const WRITE = ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'];
const ofTheService = { 'Fn::GetAtt': [expect.stringMatching(/^ApiTaskDefwebLogGroup/), 'Arn'] };

test.each([
  ['off', {}],
  ['on', { [REDUCE_EC2_FARGATE_CLOUDWATCH_PERMISSIONS]: true }],
])('sessions can write only to the log group of the service, with the feature flag %s', (_, context) => {
  expect(logStatements({ context })).toEqual([LIST, { Action: WRITE, Resource: ofTheService }]);
});

test('sessions can write to a given log group', () => {
  const props = (stack: Stack) => ({ logGroup: logs.LogGroup.fromLogGroupArn(stack, 'Logs', 'arn:aws:logs:eu-west-1:111122223333:log-group:/shop') });
  expect(logStatements({ props })).toEqual([LIST, { Action: WRITE, Resource: 'arn:aws:logs:eu-west-1:111122223333:log-group:/shop:*' }]);
});

test('sessions can write to the log group of an existing task definition', () => {
  const props = (stack: Stack) => {
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Existing');
    const logGroup = logs.LogGroup.fromLogGroupName(stack, 'Logs', '/shop');
    taskDefinition.addContainer('web', { image: IMAGE, logging: ecs.LogDrivers.awsLogs({ logGroup, streamPrefix: 'web' }) });
    return { taskDefinition };
  };
  expect(logStatements({ props })).toEqual([LIST, { Action: WRITE, Resource: { 'Fn::Join': ['', expect.arrayContaining([':log-group:/shop:*'])] } }]);
});

test('sessions can write to no log group with another log driver', () => {
  expect(logStatements({ props: () => ({ logging: ecs.LogDrivers.firelens({ options: { Name: 'datadog' } }) }) })).toEqual([]);
});

test('audited sessions can write only to the log group of the cluster', () => {
  expect(logStatements({ cluster: { execAudit: {} } })).toEqual([
    LIST, { Action: WRITE, Resource: { 'Fn::Join': ['', expect.arrayContaining([{ Ref: expect.stringMatching(/^ClusterExecAuditLogGroup/) }])] } },
  ]);
});

test('a service without ECS Exec has no session permissions', () => {
  expect(logStatements({ props: () => ({ enableExecuteCommand: undefined }) })).toEqual([]);
});
