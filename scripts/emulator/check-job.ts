import { strict as assert } from 'assert';
import { DescribeTaskDefinitionCommand, ECSClient } from '@aws-sdk/client-ecs';
import { GetScheduleCommand, GetScheduleCommandOutput, ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { DescribeStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { Deployed } from './deployed';
import { holds } from './statements';
import { ExampleApp } from '../support/example-app';

interface State {
  readonly Parameters: { readonly TaskDefinition: string; readonly CapacityProviderStrategy: readonly { readonly CapacityProvider: string }[] };
}

const actionsOf = (statements: Awaited<ReturnType<Deployed['statements']>>) => statements.flatMap(({ Action }) => Action).sort();

/** The only schedule, according to the API of EventBridge Scheduler. */
async function onlySchedule(): Promise<GetScheduleCommandOutput> {
  const client = new SchedulerClient();
  const { Schedules } = await client.send(new ListSchedulesCommand());
  assert.equal(Schedules?.length, 1);
  return client.send(new GetScheduleCommand({ Name: Schedules[0].Name }));
}

async function checkWorkflow(deployed: Deployed, stateMachineArn: string): Promise<void> {
  const { definition, roleArn } = await new SFNClient().send(new DescribeStateMachineCommand({ stateMachineArn }));
  const { States } = JSON.parse(definition!) as { readonly States: Readonly<Record<string, State>> };
  await holds('the first attempt runs on Fargate Spot, the others on Fargate', () => {
    const providers = ['RunTask', 'RunOnFallback', 'RetryOnFallback'].map(name => States[name].Parameters.CapacityProviderStrategy[0].CapacityProvider);
    assert.deepEqual(providers, ['FARGATE_SPOT', 'FARGATE', 'FARGATE']);
  });
  await holds('the revision in the state machine is the deployed task definition', async () => {
    const { TaskDefinition: revision } = States.RunTask.Parameters;
    const { taskDefinition } = await new ECSClient().send(new DescribeTaskDefinitionCommand({ taskDefinition: revision }));
    assert.deepEqual([taskDefinition!.revision, taskDefinition!.containerDefinitions![0].command], [1, ['python', '-c', 'print(1)']]);
  });
  await holds('the state machine may run, find and stop tasks, list its executions, send messages, and write its log and traces', async () => {
    const actions = new Set(actionsOf(await deployed.statements(roleArn!)).map(action => action.replace(/^(logs|xray):.*/, '$1')));
    assert.deepEqual([...actions], [
      'ecs:DescribeTasks', 'ecs:ListTasks', 'ecs:RunTask', 'ecs:StopTask', 'ecs:TagResource',
      'events:DescribeRule', 'events:PutRule', 'events:PutTargets', 'iam:PassRole', 'logs', 'sns:Publish', 'states:ListExecutions', 'xray',
    ]);
  });
}

async function checkDeadLetters(arn: string): Promise<void> {
  const client = new SQSClient();
  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: arn.split(':').at(-1) }));
  const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  await holds('the dead-letter queue keeps calls for 14 days', () => { assert.equal(Attributes!.MessageRetentionPeriod, '1209600'); });
}

/** Deploys a job and reads it back. */
export async function checkJob(app: ExampleApp, deploy: (app: ExampleApp, stacks: readonly string[]) => Promise<void>): Promise<void> {
  await deploy(app, ['Job']);
  const deployed = new Deployed();
  const { Target, ...schedule } = await onlySchedule();
  await holds('the schedule runs at 2:30 in Berlin, within 15 minutes', () => {
    assert.deepEqual([schedule.ScheduleExpression, schedule.ScheduleExpressionTimezone], ['cron(30 2 * * ? *)', 'Europe/Berlin']);
    assert.deepEqual([schedule.State, schedule.FlexibleTimeWindow], ['ENABLED', { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 }]);
  });
  await holds('a call that AWS refuses is repeated for an hour', () => { assert.equal(Target!.RetryPolicy!.MaximumEventAgeInSeconds, 3600); });
  await holds('the role of the schedule may start the state machine, and write to the dead-letter queue', async () => {
    const statements = await deployed.statements(Target!.RoleArn!);
    const resourcesOf = (action: string) => statements.filter(({ Action }) => Action.includes(action)).flatMap(({ Resource }) => Resource);
    assert.deepEqual(resourcesOf('states:StartExecution'), [Target!.Arn]);
    assert.deepEqual(resourcesOf('sqs:SendMessage'), [Target!.DeadLetterConfig!.Arn]);
  });
  await checkWorkflow(deployed, Target!.Arn!);
  await checkDeadLetters(Target!.DeadLetterConfig!.Arn!);
}
