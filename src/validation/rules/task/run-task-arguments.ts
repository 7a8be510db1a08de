import { INPUT_OVERRIDES, KnownArguments, knownArguments } from '../../../facts/run-task-arguments';
import type { Node } from '../../model/evaluation/node';
import { unknownArguments } from '../../model/queries/unknown-argument';
import { everyHour, runTaskCall, runTaskState, scheduled, scheduledCall } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

const NETWORK = { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'], SecurityGroups: ['sg-0a1b2c3d4e5f60718'] } };

export default defineRule({
  title: 'The parameters of a started task have the names that its starter knows',
  severity: 'error',
  outcome: 'refused',
  why: 'Each service spells the parameters of RunTask in its own way. Step Functions rejects a definition with another name: "The field is not supported by Step Functions". SDK calls and the input of EventBridge targets ignore it.',
  fix: 'Use targets.EcsTask, EcsRunTask of aws-scheduler-targets or tasks.EcsRunTask, which write the names. Otherwise use the spelling in the message: AwsVpcConfiguration in a rule, AwsvpcConfiguration in schedules, pipes and states, awsvpcConfiguration in SDK calls and none in the input.',
  docs: 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html',

  subject: 'taskRunner',
  *check({ starter, written, overrides }) {
    const known = knownArguments(starter ?? '');
    if (known) { yield* unknownIn(written, known); }
    if (overrides?.isInput) { yield* unknownIn(overrides.node, INPUT_OVERRIDES); }
  },

  scene: 'a Fargate task in a state machine',
  bad: {
    'an argument in camel case': { Machine: { Definition: { States: { Run: { Parameters: { startedBy: 'orders' } } } } } },
    'an argument that RunTask does not have': { Machine: { Definition: { States: { Run: { Parameters: { TaskCount: 2 } } } } } },
    'an override in camel case': { Machine: { Definition: { States: { Run: { Parameters: { Overrides: { ContainerOverrides: { 0: { command: ['report'] } } } } } } } } },
    'the network of a state, spelled as in a rule': {
      Second: runTaskState({ NetworkConfiguration: { AwsVpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'] } } }),
    },
    'the network of a rule, spelled as in a schedule': { Rule: everyHour({ NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'] } } }) },
    'tags of a rule, named as in a schedule': { Rule: everyHour({ Tags: [{ Key: 'team', Value: 'web' }] }) },
    'the strategy of a schedule, spelled as in the API': {
      scene: 'a scheduled Fargate task',
      change: { Schedule: scheduled({ NetworkConfiguration: NETWORK, LaunchType: undefined, CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1, base: 1 }] }) },
    },
    'a parameter of a schedule that calls RunTask': { Schedule: scheduledCall('arn:aws:iam::111122223333:role/scheduler', '"taskCount":2') },
    'a parameter of a custom resource in upper case': { Run: runTaskCall({ StartedBy: 'deployment' }) },
    'the network of a custom resource in upper case': { Run: runTaskCall({ networkConfiguration: { AwsvpcConfiguration: { subnets: ['subnet-0a1b2c3d4e5f60718'] } } }) },
    'the subnets of a custom resource in upper case': { Run: runTaskCall({ networkConfiguration: { awsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'] } } }) },
    'the network of a state in camel case': {
      Second: runTaskState({ NetworkConfiguration: undefined, networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0a1b2c3d4e5f60718'] } } }),
    },
    'the input of a rule in upper case': { Rule: everyHour({}, { Input: '{"ContainerOverrides":[{"Name":"web","Command":["report"]}]}' }) },
  },
  good: {
    'every argument of RunTask': {
      Machine: {
        Definition: {
          States: {
            Run: {
              Parameters: {
                'ClientToken.$': '$$.Execution.Name',
                'EnableECSManagedTags': true,
                'Group': 'reports',
                'PropagateTags': 'TASK_DEFINITION',
                'ReferenceId': 'report',
                'StartedBy.$': '$$.Execution.Name',
              },
            },
          },
        },
      },
      StartRole: { Policies: undefined, ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
    },
    'the input of a rule': { Rule: everyHour({}, { Input: '{"containerOverrides":[{"name":"web","command":["report"]}],"cpu":"512"}' }) },
    'a state that calls another service': {
      Machine: { Definition: { States: { Wait: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Parameters: { queueUrl: 'https://example.com' }, End: true } } } },
    },
    'a custom resource': { Run: runTaskCall() },
  },
});

function* unknownIn(place: Node, { names, what, effect, isRefused }: KnownArguments): Iterable<Violation> {
  for (const { place: { location }, name, spelling } of unknownArguments(place, names)) {
    if (spelling === undefined) {
      yield { location, severity: 'warning', message: `${name} is not among the known names of ${what}; ${effect}, unless AWS has added it since` };
    } else {
      yield { location, message: `${name} must be spelled ${spelling} in ${what}; ${effect}`, ...isRefused ? {} : { severity: 'warning' } };
    }
  }
}
