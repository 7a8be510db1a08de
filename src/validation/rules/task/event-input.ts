import { INPUT_KEYS, INPUT_TRANSFORMER, inputPathProblem, placeholdersIn, STARTERS_OF_JSON } from '../../../facts/event-targets';
import { jsonIn } from '../../model/evaluation/json-text';
import type { Node } from '../../model/evaluation/node';
import type { RawResource } from '../../model/evaluation/source';
import { everyHour, scheduled, scheduledCall } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

const TRANSFORMED = '{"containerOverrides":[{"name":"web","command":["<order>"]}]}';

export default defineRule({
  title: 'The input of a target that runs a task is one valid JSON text, path or transformer',
  severity: 'error',
  outcome: 'refused',
  why: 'EventBridge rejects a target with two kinds of input, with an input that is not JSON ("JSON syntax error in input"), or with a path or placeholder that it does not know. EventBridge Scheduler documents a check of the input for other targets only; without JSON, a task has no overrides, and a call of RunTask has no request.',
  fix: 'Pass containerOverrides to targets.EcsTask with EventField.fromPath(), or ScheduleTargetInput.fromObject(), which write the input. In CloudFormation: one of Input, InputPath and InputTransformer, paths such as $.detail.order, and an entry of InputPathsMap for each <placeholder>.',
  docs: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html',

  subject: 'taskRunner',
  *check({ starter, around }) {
    if (starter !== 'rule' && starter !== 'schedule' && starter !== 'universalSchedule') { return; }
    const inputs = INPUT_KEYS.filter(key => around.get(key).isSure);
    if (inputs.length > 1) {
      yield { location: around.at(inputs[1]), message: `the target has ${inputs.join(' and ')}; only one of them may be set` };
    }
    const input = around.text('Input');
    if (input.satisfies(text => !isJson(text))) {
      const location = around.at('Input');
      yield STARTERS_OF_JSON.includes(starter)
        ? { location, message: `Input ${input} is not JSON; EventBridge rejects it` }
        : { location, severity: 'warning', message: `Input ${input} is not JSON; the task does not start, or EventBridge Scheduler rejects the schedule` };
    }
    yield* path(around.get('InputPath'), 'InputPath');
    yield* transformer(around.get('InputTransformer'));
  },

  scene: 'a scheduled Fargate task',
  bad: {
    'an input and a path': { Rule: everyHour({}, { Input: '{}', InputPath: '$.detail' }) },
    'an input that is not JSON': { Rule: everyHour({}, { Input: 'report' }) },
    'an input of a schedule that is not JSON': { Schedule: withInput('{"containerOverrides":}') },
    'a request that is not JSON': { Schedule: notJson(scheduledCall('arn:aws:iam::111122223333:role/scheduler')) },
    'a path without $': { Rule: everyHour({}, { InputPath: 'detail' }) },
    'a path with quotes': { Rule: everyHour({}, { InputTransformer: { InputPathsMap: { order: "$.detail['order']" }, InputTemplate: TRANSFORMED } }) },
    'a placeholder without a path': { Rule: everyHour({}, { InputTransformer: { InputPathsMap: { name: '$.detail.name' }, InputTemplate: TRANSFORMED } }) },
    'a placeholder without paths': { Rule: everyHour({}, { InputTransformer: { InputTemplate: TRANSFORMED } }) },
    'a path with a name of EventBridge': { Rule: everyHour({}, { InputTransformer: { InputPathsMap: { 'aws.events.rule-name': '$.rule' }, InputTemplate: '{}' } }) },
    'the event in a list': { Rule: everyHour({}, { InputTransformer: { InputTemplate: '[<aws.events.event.json>]' } }) },
    'more than 100 paths': {
      Rule: everyHour({}, { InputTransformer: { InputPathsMap: Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`p${index}`, '$.detail'])), InputTemplate: '{}' } }),
    },
  },
  good: {
    'a transformer': { Rule: everyHour({}, { InputTransformer: { InputPathsMap: { order: '$.detail.orders[0]' }, InputTemplate: TRANSFORMED } }) },
    'a text': { Rule: everyHour({}, { InputTransformer: { InputPathsMap: { order: '$.detail.order' }, InputTemplate: '"<order>"' } }) },
    'the event in an object': { Rule: everyHour({}, { InputTransformer: { InputTemplate: ' {"event":<aws.events.event.json>,"rule":"<aws.events.rule-arn>"}' } }) },
    'paths from a mapping': { Rule: everyHour({}, { InputTransformer: { InputPathsMap: { 'Fn::FindInMap': ['Paths', { Ref: 'Stage' }, 'All'] }, InputTemplate: TRANSFORMED } }) },
    'a path or an input': {
      Rule: everyHour({}, { Input: { 'Fn::If': ['IsTest', '{}', { Ref: 'AWS::NoValue' }] }, InputPath: { 'Fn::If': ['IsTest', { Ref: 'AWS::NoValue' }, '$.detail'] } }),
    },
    'a state with an input path': {
      scene: 'a Fargate task in a state machine', change: { Machine: { Definition: { States: { Run: { InputPath: "$['order']" } } } } },
    },
    'an input of a queue': { Rule: { Targets: { 1: { Id: 'queue', Arn: 'arn:aws:sqs:eu-west-1:111122223333:runs', Input: 'report' } } } },
  },
});

function* path(place: Node, name: string): Iterable<Violation> {
  const problem = inputPathProblem(place.asText.known ?? '$');
  if (problem !== undefined) { yield { location: place.location, message: `${name} ${place.asText} ${problem}` }; }
}

function* transformer(place: Node): Iterable<Violation> {
  const map = place.get('InputPathsMap');
  const [names, template] = [map.keys, place.text('InputTemplate')];
  const { paths, reserved, event } = INPUT_TRANSFORMER;
  for (const name of names) {
    yield* path(map.get(name), `path ${name} of InputPathsMap`);
    if (name.startsWith(reserved)) { yield { location: map.at(name), message: `InputPathsMap defines ${name}; names with ${reserved} are variables of EventBridge` }; }
  }
  if (names.length > paths) { yield { location: map.location, message: `InputPathsMap has ${names.length} paths; EventBridge accepts at most ${paths}` }; }
  const used = template.known === undefined ? [] : placeholdersIn(template.known);
  const unknown = used.find(name => !name.startsWith(reserved) && map.get(name).isAbsent);
  if (unknown !== undefined) { yield { location: place.at('InputTemplate'), message: `InputTemplate has the placeholder <${unknown}>, which InputPathsMap does not define` }; }
  if (used.includes(event) && template.satisfies(text => !text.trim().startsWith('{'))) {
    yield { location: place.at('InputTemplate'), message: `InputTemplate has <${event}> outside a JSON object; write {"event": <${event}>}` };
  }
}

function isJson(text: string): boolean { return jsonIn(text) !== undefined; }

function withInput(Input: string): RawResource {
  const network = { AwsvpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'], SecurityGroups: ['sg-0a1b2c3d4e5f60718'] } };
  return notJson(scheduled({ NetworkConfiguration: network }), Input);
}

function notJson(schedule: RawResource, Input = 'report'): RawResource {
  const { Target, ...rest } = schedule.Properties as { readonly Target: object };
  return { ...schedule, Properties: { ...rest, Target: { ...Target, Input } } };
}
