import { PATTERN, PATTERNS, STANDARD_ONLY, STATE_TIMES, TASK_TOKEN, WORKFLOW_TYPE } from '../../../facts/run-task-states';
import type { TaskRunner } from '../../model/entities/task-runner';
import { mayContain } from '../../model/evaluation/may-contain';
import { Node } from '../../model/evaluation/node';
import { onceForEach } from '../../model/evaluation/once-for-each';
import type { Resource } from '../../model/evaluation/resource';
import { runTaskState } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

const WAITING = 'arn:aws:states:::ecs:runTask.waitForTaskToken';
const JOB = { Type: 'Task', Resource: 'arn:aws:states:::ecs:runTask.sync', Parameters: { TaskDefinition: 'report' }, End: true };

export default defineRule({
  title: 'A state that runs a task has an integration pattern that works',
  severity: 'error',
  outcome: 'refused',
  why: 'Step Functions rejects a pattern that the integration or the type of the workflow does not support: "Express state machine does not support .sync service integration". The child workflows of a distributed map have a type of their own. With waitForTaskToken, a task that does not get the token cannot report its end, and the execution hangs until its timeout.',
  fix: 'Set integrationPattern of tasks.EcsRunTask: RUN_JOB in a standard workflow, REQUEST_RESPONSE in an Express one; with WAIT_FOR_TASK_TOKEN pass JsonPath.taskToken in an environment variable of containerOverrides. In CloudFormation: Resource and Parameters of the state, StateMachineType.',
  docs: 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html',

  subject: 'taskRunner',
  *check(runner) {
    const { starter, around: state } = runner;
    if (starter !== 'state' && starter !== 'sdkState') { return; }
    const resource = state.get('Resource');
    const pattern = PATTERN.exec(resource.asPartialString?.tail ?? '')?.[1] ?? '';
    const supported: readonly string[] = PATTERNS[starter];
    if (!supported.includes(pattern)) {
      yield { location: resource.location, message: `Resource ends with ${pattern}, which ${starter === 'state' ? 'ecs:runTask' : 'the SDK integration'} does not support; use ${starter === 'state' ? '.sync' : 'ecs:runTask.sync'}` };
    } else if (STANDARD_ONLY.includes(pattern) && isExpress(runner.workflow)) {
      yield { location: resource.location, message: `Resource ends with ${pattern}, which an Express workflow does not support; use a standard workflow, or ecs:runTask without waiting` };
    } else {
      yield* values(runner, pattern);
    }
    yield* times(state);
  },

  scene: 'a Fargate task in a state machine',
  bad: {
    'run a job with the SDK integration': { Second: changed({ Resource: 'arn:aws:states:::aws-sdk:ecs:runTask.sync' }) },
    'a pattern of another service': { Second: changed({ Resource: 'arn:aws:states:::ecs:runTask.sync:2' }) },
    'run a job in an Express workflow': { Second: changed({ Resource: 'arn:aws:states:::ecs:runTask.sync' }, { StateMachineType: 'EXPRESS' }) },
    'run a job in an Express workflow of SAM': {
      Second: { ...changed({ Resource: WAITING }, { RoleArn: undefined, Type: 'EXPRESS', Role: 'arn:aws:iam::111122223333:role/states' }), Type: 'AWS::Serverless::StateMachine' },
    },
    'run a job in Express child workflows': { Second: inMap({ ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' } }) },
    'run a job in an inline map of Express child workflows': {
      Second: inMap({ ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' }, StartAt: 'Inner', States: { Inner: map({ States: { Run: JOB } }) } }),
    },
    'a heartbeat as long as the timeout': { Second: changed({ HeartbeatSeconds: 60, TimeoutSeconds: 60 }) },
    'a callback without the token': { Second: changed({ Resource: WAITING }) },
    'a callback of the SDK integration, with another value of the context': {
      Second: changed({ Resource: 'arn:aws:states:::aws-sdk:ecs:runTask.waitForTaskToken', Parameters: { 'TaskDefinition': 'report', 'StartedBy.$': '$$.Execution.Name' } }),
    },
    'a heartbeat that nothing sends': { Second: changed({ Resource: 'arn:aws:states:::ecs:runTask.sync', HeartbeatSeconds: 60 }) },
    'no parameters': { Second: changed({ Parameters: undefined }) },
  },
  good: {
    'a callback with the token': {
      Second: changed({ Resource: WAITING, Parameters: { TaskDefinition: 'report', Overrides: { ContainerOverrides: [{ Name: 'web', Environment: [{ 'Name': 'TOKEN', 'Value.$': '$$.Task.Token' }] }] } } }),
    },
    'a callback with the token, in JSONata': {
      Second: changed({ Resource: WAITING, Parameters: undefined, Arguments: { TaskDefinition: 'report', ReferenceId: '{% $states.context.Task.Token %}' } }),
    },
    'a callback with the whole context': { Second: changed({ Resource: WAITING, Parameters: { 'TaskDefinition': 'report', 'Overrides.$': 'States.StringToJson($$)' } }) },
    'a callback with arguments from a parameter': { Second: changed({ Resource: WAITING, Parameters: { TaskDefinition: 'report', Overrides: { Ref: 'AParameter' } } }) },
    'a heartbeat that the task sends': {
      Second: changed({ Resource: 'arn:aws:states:::ecs:runTask.sync', HeartbeatSeconds: 60, Parameters: { 'TaskDefinition': 'report', 'StartedBy.$': '$$.Task.Token' } }),
    },
    'a heartbeat that nothing waits for': { Second: changed({ HeartbeatSeconds: 60 }) },
    'run a job in standard child workflows': { Second: inMap({ ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } }) },
    'run a job in an inline map': { Second: inMap({ ProcessorConfig: { Mode: 'INLINE' } }) },
    'a heartbeat below the timeout': { Second: changed({ HeartbeatSeconds: 59, TimeoutSeconds: 60 }) },
    'a heartbeat and a timeout from the input': { Second: changed({ HeartbeatSeconds: '{% $states.input.beat %}', TimeoutSeconds: 60 }) },
    'request response in an Express workflow': { Second: changed({}, { StateMachineType: 'EXPRESS' }) },
    'a workflow of a type from a parameter': { Second: changed({ Resource: 'arn:aws:states:::ecs:runTask.sync' }, { StateMachineType: { Ref: 'AParameter' } }) },
    'arguments of another state': {
      Second: { Type: 'AWS::StepFunctions::StateMachine', Properties: { RoleArn: 'arn:aws:iam::111122223333:role/states', Definition: { StartAt: 'Send', States: { Send: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', End: true } } } } },
    },
  },
});

function* values({ around: state, resource }: TaskRunner, pattern: string): Iterable<Violation> {
  const given = [state.get('Parameters'), state.get('Arguments')].find(place => !place.isAbsent);
  if (!given) {
    yield { location: state.at('Parameters'), message: 'neither Parameters nor Arguments is set, so the state names no task definition' };
  } else if (pattern === '.waitForTaskToken' && !mayMentionToken(resource)) {
    yield { location: state.at('Resource'), message: 'the state waits for a task token, but passes none to the task; set an environment variable to $$.Task.Token' };
  } else if (pattern === '.sync' && state.get('HeartbeatSeconds').isSure && !mayMentionToken(resource)) {
    yield { location: state.at('HeartbeatSeconds'), severity: 'warning', message: 'HeartbeatSeconds is set, but the task gets no task token to send heartbeats with, so the state fails after this time' };
  }
}

function* times(state: Node): Iterable<Violation> {
  const { heartbeat, timeout } = STATE_TIMES;
  const [beat, limit] = [state.number(heartbeat), state.number(timeout)];
  if (beat.satisfies(seconds => limit.satisfies(most => seconds >= most))) {
    yield { location: state.at(heartbeat), message: `${heartbeat} (${beat}) must be below ${timeout} (${limit})` };
  }
}

/** The definition, and what is substituted in it. */
const mayMentionToken = onceForEach(({ properties }: Resource) => mayContain(TASK_TOKEN, properties.outcomes));

function isExpress(workflow: Node): boolean { return WORKFLOW_TYPE.some(key => workflow.text(key).is('EXPRESS')); }

/** A state machine that runs a job for each item of a map. */
function inMap(processor: object) {
  return changed({}, {}, { Each: map({ States: { Run: JOB }, ...processor }) });
}

function map(processor: object): object { return { Type: 'Map', ItemProcessor: { StartAt: 'Run', ...processor }, End: true }; }

function changed(state: object, machine: object = {}, states?: object) {
  const base = runTaskState();
  const properties = base.Properties as { readonly Definition: { readonly States: { readonly Run: object } } };
  return { ...base, Properties: { ...properties, ...machine, Definition: { StartAt: states ? 'Each' : 'Run', States: states ?? { Run: { ...properties.Definition.States.Run, ...state } } } } };
}
