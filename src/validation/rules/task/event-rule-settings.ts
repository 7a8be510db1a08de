import { DEFAULT_BUS, EVENT_BUS, TASK_PARAMETERS, UNIVERSAL_TARGET_OF_REGION } from '../../../facts/event-targets';
import type { Application } from '../../model/application';
import type { Node } from '../../model/evaluation/node';
import { places } from '../../model/evaluation/places';
import { startingResources } from '../../model/queries/task-starter';
import { everyHour } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

const RULE = 'AWS::Events::Rule';
const SCHEDULE = 'AWS::Scheduler::Schedule';
const HOURLY = { Type: SCHEDULE, Properties: { ScheduleExpression: 'rate(1 hour)', FlexibleTimeWindow: { Mode: 'OFF' } } };
const ROLE = 'arn:aws:iam::111122223333:role/events';

export default defineRule({
  title: 'An EventBridge rule, schedule or pipe for a task has what EventBridge requires',
  severity: 'error',
  outcome: 'refused',
  why: 'EventBridge rejects a rule without an event pattern and a schedule, a schedule on a custom event bus, two targets with one id, a cluster as target without the task to run, and a universal target without its request.',
  fix: 'Set eventPattern or schedule of events.Rule; move a schedule to the default bus, or to EventBridge Scheduler; use targets.EcsTask or EcsRunTask, which name the task. In CloudFormation: EventPattern or ScheduleExpression, a unique Id of each target, EcsParameters, and Input of a universal target.',
  docs: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html',

  subject: 'application',
  *check(application) {
    for (const [{ type, properties }] of startingResources(application)) {
      if (type === RULE) { yield* rule(properties); }
    }
    yield* withoutTask(application);
    for (const { properties } of application.ofType(SCHEDULE)) { yield* universal(properties.get('Target')); }
  },

  scene: 'a scheduled Fargate task',
  bad: {
    'a rule without pattern and schedule': { Rule: { ScheduleExpression: undefined } },
    'an empty pattern': { Rule: { ScheduleExpression: undefined, EventPattern: {} } },
    'a schedule on a custom bus, by name': { Rule: { EventBusName: 'orders' } },
    'a schedule on a custom bus of the app': { Rule: { EventBusName: { Ref: 'Bus' } }, Bus: { Type: EVENT_BUS, Properties: { Name: 'orders' } } },
    'two targets with one id': { Rule: { Targets: [...targets({}), ...targets({})] } },
    'a cluster without a task': { Rule: { Targets: [...targets({}), { Id: 'other', Arn: { 'Fn::GetAtt': ['Cluster', 'Arn'] }, RoleArn: ROLE }] } },
    'a literal cluster without a task': { Rule: { Targets: [...targets({}), { Id: 'other', Arn: 'arn:aws:ecs:eu-west-1:111122223333:cluster/shop', RoleArn: ROLE }] } },
    'a schedule of a cluster without a task': { Schedule: hourly({ Arn: 'arn:aws:ecs:eu-west-1:111122223333:cluster/shop', RoleArn: ROLE }) },
    'a pipe to a cluster, without a task': { Pipe: pipe({}) },
    'a pipe to a cluster, with a template only': { Pipe: pipe({ TargetParameters: { InputTemplate: '{}' } }) },
    'a universal target without a request': { Schedule: hourly({ Arn: 'arn:aws:scheduler:::aws-sdk:ecs:runTask', RoleArn: ROLE }) },
    'a universal target with a Region': { Schedule: hourly({ Arn: 'arn:aws:scheduler:eu-west-1:111122223333:aws-sdk:ecs:runTask', RoleArn: ROLE, Input: '{}' }) },
  },
  good: {
    'a pattern on a custom bus': { Rule: { ScheduleExpression: undefined, EventPattern: { source: ['shop'] }, EventBusName: 'orders' } },
    'a queue of the app as a second target': {
      Rule: { Targets: [...targets({}), { Id: 'queue', Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] } }] }, Queue: { Type: 'AWS::SQS::Queue', Properties: {} },
    },
    'a schedule on the default bus': { Rule: { EventBusName: 'default' } },
    'a schedule on the default bus, by ARN': { Rule: { EventBusName: 'arn:aws:events:eu-west-1:111122223333:event-bus/default' } },
    'a bus from a parameter': { Rule: { EventBusName: { Ref: 'AParameter' } } },
    'a pattern from a mapping': { Rule: { ScheduleExpression: undefined, EventPattern: { 'Fn::FindInMap': ['Patterns', { Ref: 'Stage' }, 'Orders'] } } },
    'a pattern or a schedule': {
      Rule: { ScheduleExpression: { 'Fn::If': ['IsTest', { Ref: 'AWS::NoValue' }, 'rate(1 hour)'] }, EventPattern: { 'Fn::If': ['IsTest', { source: ['shop'] }, { Ref: 'AWS::NoValue' }] } },
    },
    'an id that one of two targets may have': { Rule: { Targets: [...targets({}), { 'Fn::If': ['IsTest', targets({})[0], { Ref: 'AWS::NoValue' }] }] } },
    'a universal target of another service, and a rule that runs no task': {
      Schedule: hourly({ Arn: 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage', RoleArn: ROLE, Input: '{}' }),
      Other: { Type: RULE, Properties: { Targets: [{ Id: 'queue', Arn: 'arn:aws:sqs:eu-west-1:111122223333:runs' }] } },
    },
  },
});

function* rule(properties: Node): Iterable<Violation> {
  const [schedule, pattern] = [properties.get('ScheduleExpression'), properties.get('EventPattern')];
  const hasNoPattern = pattern.isAbsent || pattern.isGiven && !pattern.isFilled;
  if (schedule.isAbsent && hasNoPattern) { yield { location: schedule.location, message: 'neither EventPattern nor ScheduleExpression is set; a rule needs one of them' }; }
  const bus = properties.get('EventBusName');
  const isCustom = bus.asAttribute?.resource.type === EVENT_BUS || bus.asText.satisfies(name => !DEFAULT_BUS.test(name));
  if (schedule.isSure && isCustom) { yield { location: bus.location, message: 'a schedule works only on the default event bus; remove EventBusName' }; }
  const ids = properties.list('Targets').sure.map(target => target.get('Id'));
  for (const [index, id] of ids.entries()) {
    if (id.asText.satisfies(text => ids.slice(0, index).some(other => other.asText.is(text)))) {
      yield { location: id.location, message: `Id ${id.asText} is the id of another target too; each target needs its own` };
    }
  }
}

function* withoutTask(application: Application): Iterable<Violation> {
  for (const { type, targets: path, arn, parameters } of TASK_PARAMETERS) {
    for (const { properties } of application.ofType(type)) {
      for (const target of path === '' ? [properties] : places(properties, path)) {
        const [block, inner] = parameters.split('/');
        const place = inner === undefined ? target.get(block) : target.get(block).get(inner);
        if (place.isAbsent && isCluster(target.get(arn))) { yield { location: place.location, message: `the target is a cluster, but ${parameters.replace('/', '.')}, which names the task, is not set` }; }
      }
    }
  }
}

function isCluster(arn: Node): boolean {
  const attribute = arn.asAttribute;
  return attribute ? attribute.resource.type === 'AWS::ECS::Cluster' : arn.asText.satisfies(text => /^arn:[^:]*:ecs:[^:]*:[^:]*:cluster\//.test(text));
}

function* universal(target: Node): Iterable<Violation> {
  const arn = target.text('Arn');
  if (arn.satisfies(text => UNIVERSAL_TARGET_OF_REGION.test(text))) {
    yield { location: target.at('Arn'), message: `Arn ${arn} has a Region or an account; the ARN of a universal target has neither: arn:aws:scheduler:::aws-sdk:ecs:runTask` };
  }
  if (arn.satisfies(text => /:scheduler:::aws-sdk:ecs:/.test(text)) && target.get('Input').isAbsent) {
    yield { location: target.at('Input'), message: 'Input is not set; a universal target needs the request, such as {"Cluster": …, "TaskDefinition": …}' };
  }
}

function targets(target: object): readonly object[] { return (everyHour({}, target).Properties as { readonly Targets: readonly object[] }).Targets; }

function pipe(properties: object) {
  return { Type: 'AWS::Pipes::Pipe', Properties: { RoleArn: ROLE, Source: 'arn:aws:sqs:eu-west-1:111122223333:runs', Target: 'arn:aws:ecs:eu-west-1:111122223333:cluster/shop', ...properties } };
}

function hourly(Target: object) { return { ...HOURLY, Properties: { ...HOURLY.Properties, Target } }; }
