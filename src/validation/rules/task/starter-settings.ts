import { OVERRIDE_CHARACTERS, requiredParameters, STARTER_FORMATS, TARGET_FORMATS } from '../../../facts/starter-settings';
import type { TaskRunner } from '../../model/entities/task-runner';
import { missingMembers } from '../../model/queries/missing-member';
import { wrongValues } from '../../model/queries/value-format';
import { everyHour, runTaskCall, runTaskState } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The parameters of a started task have a format that AWS accepts',
  severity: 'error',
  outcome: 'refused',
  why: 'EventBridge, Step Functions or ECS refuses a call without a task definition, or with a value outside the documented list or range: one call starts at most ten tasks, which belong to no service whose tags they could get. A refusal by ECS is visible only when the task is started.',
  fix: 'Set the value in the format that the message names, in the props of targets.EcsTask, EcsRunTask of aws-scheduler-targets or tasks.EcsRunTask. In CloudFormation: the property that the message names.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html',

  subject: 'taskRunner',
  *check(runner) {
    const { starter, node, around, resource: { logicalId }, overrides } = runner;
    if (starter === undefined) { return; }
    for (const { location, problem } of missingMembers(node, requiredParameters(starter))) { yield { location, message: `${logicalId} starts a task with ${problem}; it is required` }; }
    yield* wrongValues(node, STARTER_FORMATS.get(starter) ?? [], () => logicalId);
    yield* wrongValues(around, TARGET_FORMATS, () => `the target of ${logicalId}`);
    const length = overrides?.node.literalBytes ?? 0;
    if (length > OVERRIDE_CHARACTERS) { yield tooLong(runner, length); }
  },

  scene: 'a Fargate task in a state machine',
  bad: {
    'a state without a task definition': { Second: runTaskState({ TaskDefinition: undefined }) },
    'FARGATE_SPOT as launch type': { Second: runTaskState({ LaunchType: 'FARGATE_SPOT' }) },
    'a public address as a flag': { Rule: everyHour({ NetworkConfiguration: { AwsVpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'], AssignPublicIp: true } } }) },
    'no propagated tags, in a rule': { Rule: everyHour({ PropagateTags: 'NONE' }) },
    'a starter with a long name': { Second: runTaskState({ StartedBy: 'a'.repeat(129) }) },
    'a starter with a colon in its name': { Second: runTaskState({ StartedBy: 'orders:report' }) },
    'a long token': { Run: runTaskCall({ clientToken: 'a'.repeat(65) }) },
    'a tag of AWS': { Rule: everyHour({ TagList: [{ Key: 'aws:team', Value: 'web' }] }) },
    'two hundred retries': { Rule: everyHour({}, { RetryPolicy: { MaximumRetryAttempts: 200 } }) },
    'events that are ten seconds old': { Rule: everyHour({}, { RetryPolicy: { MaximumEventAgeInSeconds: 10 } }) },
    'a space in the id of a target': { Rule: everyHour({}, { Id: 'my task' }) },
    'twenty tasks': { Second: runTaskState({ Count: 20 }) },
    'no task': { Second: runTaskState({ Count: 0 }) },
    'eleven tasks of a rule': { Rule: everyHour({ TaskCount: 11 }) },
    'the tags of a service': { Second: runTaskState({ PropagateTags: 'SERVICE' }) },
    'the tags of a service, in a rule': { Rule: everyHour({ PropagateTags: 'SERVICE' }) },
    'long overrides': { Second: runTaskState({ Overrides: { ContainerOverrides: [{ Name: 'web', Command: ['a'.repeat(9000)] }] } }) },
  },
  good: {
    'settings in the required format': {
      Second: runTaskState({ Group: 'reports', ReferenceId: 'report', StartedBy: 'orders/report-1', PropagateTags: 'NONE', Overrides: { ContainerOverrides: [{ Name: 'web', Command: ['a'.repeat(8000)] }] } }),
    },
    'a task definition from the input': { Second: runTaskState({ 'TaskDefinition': undefined, 'TaskDefinition.$': '$.task' }) },
    'ten tasks': { Second: runTaskState({ Count: 10 }) },
    'a count from the input': { Second: runTaskState({ 'Count.$': '$.count' }) },
    'the most retries': { Rule: everyHour({}, { RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 } }) },
    'a service': {
      Service: {
        Type: 'AWS::ECS::Service',
        Properties: {
          Cluster: { Ref: 'Cluster' },
          TaskDefinition: { Ref: 'Task' },
          LaunchType: 'FARGATE',
          DesiredCount: 2,
          PropagateTags: 'SERVICE',
          NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'] } },
        },
      },
    },
  },
});

function tooLong({ overrides, node, resource: { logicalId } }: TaskRunner, length: number): Violation {
  const location = overrides?.node.location ?? node.location;
  return { location, message: `the overrides of ${logicalId} have at least ${length} characters; at most ${OVERRIDE_CHARACTERS} are allowed` };
}
