import { expressionProblem, SCALING_SCHEDULE } from '../../../facts/schedules';
import { timeZoneProblem } from '../../../facts/time-zones';
import type { Node } from '../../model/evaluation/node';
import { places } from '../../model/evaluation/places';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The schedule of a scheduled action is an expression of AWS in a time zone of IANA, and starts before it ends',
  severity: 'error',
  outcome: 'refused',
  why: 'Application Auto Scaling refuses the scheduled action: "Invalid schedule expression", "Invalid CRON expression", "Invalid schedule timezone" or "StartTime must be before EndTime". Cron expressions of AWS have six fields, and a question mark in exactly one of the two days.',
  fix: 'Use `appscaling.Schedule.cron()`, `rate()` or `at()`, and `TimeZone` of aws-cdk-lib. In CloudFormation: Schedule cron(0 8 ? * MON-FRI *), and Timezone Europe/Berlin.',
  docs: 'https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html',

  subject: 'scalableTarget',
  *check({ isOfEcs, node }) {
    if (!isOfEcs) { return; }
    for (const action of places(node, 'ScheduledActions/*')) { yield* problemsOf(action); }
  },

  scene: 'an auto scaled Fargate service',
  bad: {
    'a cron expression of Linux': { ScalableTarget: scheduled('cron(0 8 * * 1-5)') },
    'four fields': { ScalableTarget: scheduled('cron(0 8 * *)') },
    'both days': { ScalableTarget: scheduled('cron(0 8 1 * MON *)') },
    'an hour of 24': { ScalableTarget: scheduled('cron(0 24 ? * MON-FRI *)') },
    'fields without cron()': { ScalableTarget: scheduled('0 8 ? * MON-FRI *') },
    'a rate in weeks': { ScalableTarget: scheduled('rate(2 weeks)') },
    'a rate of 0': { ScalableTarget: scheduled('rate(0 minutes)') },
    'a time with a zone': { ScalableTarget: scheduled('at(2030-01-01T08:00:00Z)') },
    'a day without a time': { ScalableTarget: scheduled('at(2030-01-01)') },
    'an offset as time zone': { ScalableTarget: scheduled('cron(0 8 ? * MON-FRI *)', { Timezone: 'GMT+2' }) },
    'a zone that IANA does not have': { ScalableTarget: scheduled('cron(0 8 ? * MON-FRI *)', { Timezone: 'Europe/Munich' }) },
    'an end before the start': { ScalableTarget: scheduled('rate(1 day)', { StartTime: '2030-02-01T00:00:00Z', EndTime: '2030-01-01T00:00:00Z' }) },
  },
  good: {
    'working days': { ScalableTarget: scheduled('cron(0/15 8-18 ? * MON-FRI *)', { Timezone: 'Europe/Berlin' }) },
    'the last day of a month': { ScalableTarget: scheduled('cron(0 8 L * ? *)') },
    'the second Monday': { ScalableTarget: scheduled('cron(0 8 ? JAN,JUN 2#2 2030-2040)', { Timezone: 'Etc/GMT+9' }) },
    'blanks around an expression, in an old zone': { ScalableTarget: scheduled(' cron(0 8 ? * MON-FRI *) ', { Timezone: 'CET' }) },
    'a rate': { ScalableTarget: scheduled('rate(1 day)', { StartTime: '2030-01-01T00:00:00Z', EndTime: '2030-02-01T00:00:00Z' }) },
    'a time': { ScalableTarget: scheduled('at(2030-01-01T08:00:00)') },
    'values from parameters': { ScalableTarget: scheduled({ Ref: 'AParameter' }, { Timezone: { Ref: 'AParameter' }, StartTime: { Ref: 'AParameter' }, EndTime: '2030-01-01T00:00:00Z' }) },
    'a time that cannot be read': { ScalableTarget: scheduled('rate(1 day)', { StartTime: 'tomorrow', EndTime: '2030-01-01T00:00:00Z' }) },
    'a table of DynamoDB': {
      ScalableTarget: { ...scheduled('0 8 * * 1-5'), ServiceNamespace: 'dynamodb', ScalableDimension: 'dynamodb:table:ReadCapacityUnits', ResourceId: 'table/orders' },
    },
  },
});

function* problemsOf(action: Node): Iterable<Violation> {
  const schedule = action.text('Schedule');
  const problem = schedule.map(text => expressionProblem(text, SCALING_SCHEDULE)).known;
  if (problem) { yield { location: action.at('Schedule'), message: `Schedule "${schedule}" ${problem}` }; }
  const zone = action.text('Timezone');
  const wrong = zone.map(name => timeZoneProblem(name)).known;
  if (wrong) { yield { location: action.at('Timezone'), message: `Timezone "${zone}" ${wrong.problem}`, ...wrong.isCertain ? {} : { severity: 'warning' } }; }
  const [start, end] = ['StartTime', 'EndTime'].map(key => action.text(key));
  if (start.satisfies(from => end.satisfies(to => Date.parse(from) > Date.parse(to)))) {
    yield { location: action.at('StartTime'), message: `StartTime (${start}) is after EndTime (${end})` };
  }
}

function scheduled(Schedule: unknown, more: object = {}) {
  return { ScheduledActions: [{ ScheduledActionName: 'day', Schedule, ScalableTargetAction: { MinCapacity: 3 }, ...more }] };
}
