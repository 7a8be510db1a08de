import { Application } from '../../../src/validation/model/application';
import type { RawResource } from '../../../src/validation/model/evaluation/source';
import { executionNeeds } from '../../../src/validation/model/queries/execution-needs';
import { appOf, sourceOf } from '../../support/model';

type Resources = Readonly<Record<string, RawResource>>;

const CONTAINER = { Name: 'agent', Image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/agent:1' };
const AGENT: Resources = { Agent: { Type: 'AWS::ECS::DaemonTaskDefinition', Properties: { Family: 'agent', ContainerDefinitions: [CONTAINER] } } };
const daemon = (properties: object): Resources => ({ Daemon: { Type: 'AWS::ECS::Daemon', Properties: { DaemonTaskDefinitionArn: { Ref: 'Agent' }, ...properties } } });
const managed = (properties: object = {}): Resources => ({
  Cluster: { Type: 'AWS::ECS::Cluster' },
  Provider: { Type: 'AWS::ECS::CapacityProvider', Properties: { ManagedInstancesProvider: { InfrastructureRoleArn: 'x' }, ...properties } },
});

const daemonOf = (...parts: readonly Resources[]) => appOf(Object.assign({}, AGENT, ...parts)).daemons[0];

test('a daemon runs its task definition on Managed Instances', () => {
  const found = daemonOf(daemon({}));
  expect(found.compute.known).toBe('MANAGED_INSTANCES');
  expect(found.taskDefinition?.resource.logicalId).toBe('Agent');
  expect(found.application.taskRunnersOf(found.taskDefinition!)).toEqual([found]);
});

test.each<[string, unknown]>([
  ['its ARN', { 'Fn::GetAtt': ['Agent', 'DaemonTaskDefinitionArn'] }],
  ['its family', 'agent'],
])('the task definition is found by %s', (_, place) => { expect(daemonOf(daemon({ DaemonTaskDefinitionArn: place })).taskDefinition).toBeDefined(); });

test.each<[string, unknown]>([
  ['from a parameter', { Ref: 'SomeTask' }],
  ['under a condition', { 'Fn::If': ['C', { Ref: 'Agent' }, { Ref: 'SomeTask' }] }],
  ['of another kind', { Ref: 'Daemon' }],
])('a task definition %s is unknown', (_, place) => { expect(daemonOf(daemon({ DaemonTaskDefinitionArn: place })).taskDefinition).toBeUndefined(); });

test('the task definition of another stack is found', () => {
  const application = new Application([
    sourceOf('shared', AGENT, { Outputs: { Agent: { Value: { Ref: 'Agent' }, Export: { Name: 'Agent' } } } }),
    sourceOf('daemons', daemon({ DaemonTaskDefinitionArn: { 'Fn::ImportValue': 'Agent' } })),
  ]);
  expect(application.daemons[0].taskDefinition?.resource.logicalId).toBe('Agent');
});

test.each<[string, unknown, string | undefined]>([
  ['an ARN that ends in a reference', { 'Fn::Sub': 'arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:capacity-provider/${Provider}' }, 'MANAGED_INSTANCES'],
  ['a reference', { Ref: 'Provider' }, 'MANAGED_INSTANCES'],
  ['the provider of AWS', 'FARGATE', 'FARGATE'],
  ['an ARN outside the app', 'arn:aws:ecs:eu-west-1:111122223333:capacity-provider/managed', undefined],
  ['a parameter', { Ref: 'SomeProvider' }, undefined],
])('the compute of a capacity provider is known by %s', (_, place, compute) => {
  expect(daemonOf(managed(), daemon({ CapacityProviderArns: [place] })).capacityProviders[0].compute.known).toBe(compute);
});

test('the task definition of a daemon is for Linux on Managed Instances only, with a network of its own', () => {
  const [task] = appOf(AGENT).taskDefinitions;
  expect([task.computes, task.hosts]).toEqual([['MANAGED_INSTANCES'], [['DAEMON']]]);
  expect([task.mayRunOn('MANAGED_INSTANCES'), task.mayRunOn('FARGATE'), task.mayBeWindows, task.networkMode.isDeferred]).toEqual([true, false, false, true]);
});

test('a daemon pulls its image with the execution role', () => {
  expect(executionNeeds(appOf(AGENT).taskDefinitions[0])).toEqual([{ purpose: 'pull the ECR image of container "agent"', isDoubtful: false }]);
});
