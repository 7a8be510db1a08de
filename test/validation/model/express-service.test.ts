import type { RawResource } from '../../../src/validation/model/evaluation/source';
import { executionNeeds } from '../../../src/validation/model/queries/execution-needs';
import { appOf } from '../../support/model';

type Resources = Readonly<Record<string, RawResource>>;

const CONTAINER = { Image: 'nginx', Secrets: [{ Name: 'KEY', ValueFrom: 'arn:aws:ssm:eu-west-1:111122223333:parameter/key' }] };
const TASK: Resources = { Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [{ Name: 'Main', Image: 'nginx' }] } } };
const appWith = (properties: object) => appOf({ ...TASK, Express: { Type: 'AWS::ECS::ExpressGatewayService', Properties: properties } });
const namesOf = (properties: object) => appWith(properties).taskDefinitions.map(({ resource }) => resource.logicalId);

test('the task definition of an Express service is the one that ECS creates from its properties', () => {
  const application = appWith({ PrimaryContainer: CONTAINER, Cpu: '512', Memory: '1 GB' });
  const [, task] = application.taskDefinitions;
  expect(application.expressServices[0].taskDefinition).toBe(task);
  expect([task.cpu.known, task.memory.known, task.computes, task.hosts]).toEqual([512, 1024, ['FARGATE'], [['FARGATE_LINUX']]]);
  expect(task.containers.map(({ label, secrets }) => [label, secrets.length])).toEqual([['the primary container', 1]]);
});

test('its size is unknown if it is not set', () => {
  const [, task] = appWith({ PrimaryContainer: CONTAINER }).taskDefinitions;
  expect([task.cpu.known, task.memory.known]).toEqual([undefined, undefined]);
});

test('it runs on Fargate, in a network that ECS chooses', () => {
  const [service] = appWith({ PrimaryContainer: CONTAINER, NetworkConfiguration: { Subnets: ['subnet-1'] } }).expressServices;
  expect([service.compute.known, service.networkMode.isDeferred, service.assignPublicIp.isDeferred]).toEqual(['FARGATE', true, true]);
  expect(service.awsvpc.list('Subnets').texts).toEqual(['subnet-1']);
  expect(service.securityGroups.isComplete).toBe(false);
});

test('it runs a task definition of the app', () => {
  const application = appWith({ TaskDefinitionArn: { Ref: 'Task' } });
  const [task] = application.taskDefinitions;
  expect(application.expressServices[0].taskDefinition).toBe(task);
  expect(application.taskRunnersOf(task)).toEqual(application.expressServices);
});

test.each<[string, object, readonly string[]]>([
  ['with a primary container', { PrimaryContainer: CONTAINER }, ['Task', 'Express']],
  ['with a task definition', { TaskDefinitionArn: { Ref: 'Task' } }, ['Task']],
  ['with a container from a parameter', { PrimaryContainer: { Ref: 'Container' } }, ['Task']],
  ['with a container under a condition', { PrimaryContainer: { 'Fn::If': ['C', CONTAINER, { Ref: 'AWS::NoValue' }] } }, ['Task']],
])('the task definitions of an app that has an Express service %s', (_, properties, names) => { expect(namesOf(properties)).toEqual(names); });

test('ECS always needs its execution role', () => {
  const [, task] = appWith({ PrimaryContainer: CONTAINER }).taskDefinitions;
  expect(executionNeeds(task).map(({ purpose }) => purpose)).toEqual(['read the secrets of the primary container', 'write the log of the primary container']);
});
