import { DATE, DATE_WITHOUT_MILLISECONDS, expressionProblem, FLEXIBLE_MINUTES, RULE_SCHEDULE, ScheduleDialect, SCHEDULER_SCHEDULE } from '../../../facts/schedules';
import { timeZoneProblem } from '../../../facts/time-zones';
import type { Node } from '../../model/evaluation/node';
import type { RawResource } from '../../model/evaluation/source';
import { startingResources } from '../../model/queries/task-starter';
import { everyHour, scheduledCall } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

const ROLE = 'arn:aws:iam::111122223333:role/scheduler';

export default defineRule({
  title: 'The schedule of a task has a valid expression, time zone, period and time window',
  severity: 'error',
  outcome: 'refused',
  why: 'EventBridge rejects an expression that it cannot read: "Parameter ScheduleExpression is not valid". EventBridge Scheduler also rejects unknown time zones, dates in another format, and a time window that does not fit its mode.',
  fix: 'Use Schedule.rate(), Schedule.cron() or ScheduleExpression.at(), and TimeWindow.off() or flexible(). In CloudFormation: cron(minutes hours day-of-month month day-of-week year) with ? in one of the two days, rate(5 minutes), or at(2030-01-01T00:00:00) of a schedule.',
  docs: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html',

  subject: 'application',
  *check(application) {
    for (const [{ properties, type }] of startingResources(application)) {
      if (type === 'AWS::Events::Rule') { yield* expression(properties.get('ScheduleExpression'), RULE_SCHEDULE); }
      if (type === 'AWS::Scheduler::Schedule') {
        yield* expression(properties.get('ScheduleExpression'), SCHEDULER_SCHEDULE);
        yield* timeZone(properties.get('ScheduleExpressionTimezone'));
        yield* dates(properties);
        yield* timeWindow(properties.get('FlexibleTimeWindow'));
      }
    }
  },

  scene: 'a Fargate task in a state machine',
  bad: {
    'a cron of five fields in a rule': { Rule: scheduledBy(everyHour(), { ScheduleExpression: 'cron(0 9 * * ?)' }) },
    'two kinds of days': { Rule: scheduledBy(everyHour(), { ScheduleExpression: 'cron(0 9 * * * *)' }) },
    'hour 24': { Rule: scheduledBy(everyHour(), { ScheduleExpression: 'cron(0 8,24 * * ? *)' }) },
    'the sixth Monday': { Rule: scheduledBy(everyHour(), { ScheduleExpression: 'cron(0 9 ? * MON#6 *)' }) },
    'one hours': { Rule: scheduledBy(everyHour(), { ScheduleExpression: 'rate(1 hours)' }) },
    'five minute': { Rule: scheduledBy(everyHour(), { ScheduleExpression: 'rate(5 minute)' }) },
    'a rate in seconds': { Rule: scheduledBy(everyHour(), { ScheduleExpression: 'rate(30 seconds)' }) },
    'a time in a rule': { Rule: scheduledBy(everyHour(), { ScheduleExpression: 'at(2030-01-01T00:00:00)' }) },
    'a rate of 0': { Schedule: scheduledBy(scheduledCall(ROLE), { ScheduleExpression: 'rate(0 days)' }) },
    'a time with a zone': { Schedule: scheduledBy(scheduledCall(ROLE), { ScheduleExpression: 'at(2030-01-01T00:00:00Z)' }) },
    'an offset as time zone': { Schedule: scheduledBy(scheduledCall(ROLE), { ScheduleExpressionTimezone: '+02:00' }) },
    'a misspelled time zone': { Schedule: scheduledBy(scheduledCall(ROLE), { ScheduleExpressionTimezone: 'Europe/Berln' }) },
    'a date without milliseconds': { Schedule: scheduledBy(scheduledCall(ROLE), { EndDate: '2030-01-01T00:00:00Z' }) },
    'an end before the start': { Schedule: scheduledBy(scheduledCall(ROLE), { StartDate: '2031-01-01T00:00:00.000Z', EndDate: '2030-01-01T00:00:00.000Z' }) },
    'a flexible window without its length': { Schedule: scheduledBy(scheduledCall(ROLE), { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } }) },
    'a length without a flexible window': { Schedule: scheduledBy(scheduledCall(ROLE), { FlexibleTimeWindow: { Mode: 'OFF', MaximumWindowInMinutes: 15 } }) },
    'a window of no minutes': { Schedule: scheduledBy(scheduledCall(ROLE), { FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 0 } }) },
    'a window of two days': { Schedule: scheduledBy(scheduledCall(ROLE), { FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 2880 } }) },
  },
  good: {
    'workdays in a rule': { Rule: scheduledBy(everyHour(), { ScheduleExpression: 'cron(0/15 8-17 ? * MON-FRI *)' }) },
    'the last day of a month': { Rule: scheduledBy(everyHour(), { ScheduleExpression: 'cron(0 9 L * ? *)' }) },
    'the second Monday': { Rule: scheduledBy(everyHour(), { ScheduleExpression: 'cron(0 9 ? * 2#2 *)' }) },
    'a rule for events': { Rule: scheduledBy(everyHour(), { ScheduleExpression: undefined, EventPattern: { source: ['shop'] } }) },
    'one hours in a schedule': { Schedule: scheduledBy(scheduledCall(ROLE), { ScheduleExpression: 'rate(1 hours)' }) },
    'a time in a schedule': {
      Schedule: scheduledBy(scheduledCall(ROLE), {
        ScheduleExpression: 'at(2030-01-01T00:00:00)',
        ScheduleExpressionTimezone: 'Europe/Berlin',
        FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 },
        StartDate: '2029-01-01T00:00:00.000Z',
        EndDate: '2031-01-01T00:00:00.000Z',
      }),
    },
    'dates in another form': { Schedule: scheduledBy(scheduledCall(ROLE), { StartDate: '2031-01-01T00:00:00.000+01:00', EndDate: '2030-01-01T00:00:00.000+01:00' }) },
    'five fields in a schedule': { Schedule: scheduledBy(scheduledCall(ROLE), { ScheduleExpression: 'cron(0 9 * * ?)' }) },
    'a schedule of another service': {
      Schedule: {
        Type: 'AWS::Scheduler::Schedule',
        Properties: { ScheduleExpression: 'hourly', FlexibleTimeWindow: { Mode: 'OFF' }, Target: { Arn: 'arn:aws:sqs:eu-west-1:111122223333:runs', RoleArn: ROLE } },
      },
    },
  },
});

function* expression(place: Node, dialect: ScheduleDialect): Iterable<Violation> {
  const text = place.asText.known;
  const problem = text === undefined ? undefined : expressionProblem(text, dialect);
  if (problem !== undefined) { yield { location: place.location, message: `ScheduleExpression ${text} ${problem}` }; }
}

function* timeZone(place: Node): Iterable<Violation> {
  const wrong = place.asText.map(zone => timeZoneProblem(zone)).known;
  if (wrong) { yield { location: place.location, message: `ScheduleExpressionTimezone ${place.asText} ${wrong.problem}`, ...wrong.isCertain ? {} : { severity: 'warning' } }; }
}

function* dates(properties: Node): Iterable<Violation> {
  for (const key of ['StartDate', 'EndDate']) {
    const date = properties.text(key);
    if (date.satisfies(text => DATE_WITHOUT_MILLISECONDS.test(text))) {
      yield { location: properties.at(key), message: `${key} ${date} must have milliseconds: yyyy-MM-ddTHH:mm:ss.SSSZ` };
    }
  }
  const [start = '', end = ''] = [properties.text('StartDate').known, properties.text('EndDate').known];
  if ([start, end].every(date => DATE.test(date)) && start >= end) { yield { location: properties.at('EndDate'), message: `EndDate ${end} must be after StartDate ${start}` }; }
}

function* timeWindow(place: Node): Iterable<Violation> {
  const { min, max } = FLEXIBLE_MINUTES;
  const minutes = place.get('MaximumWindowInMinutes');
  if (place.text('Mode').is('FLEXIBLE') && minutes.isAbsent) { yield { location: minutes.location, message: 'MaximumWindowInMinutes is required with Mode FLEXIBLE' }; }
  if (place.text('Mode').is('OFF') && minutes.isSure) { yield { location: minutes.location, message: 'MaximumWindowInMinutes must not be set with Mode OFF' }; }
  if (minutes.asNumber.satisfies(number => number < min || number > max)) {
    yield { location: minutes.location, message: `MaximumWindowInMinutes ${minutes.asNumber} must be from ${min} to ${max}` };
  }
}

function scheduledBy(starter: RawResource, properties: object): RawResource {
  return { ...starter, Properties: { ...starter.Properties as object, ...properties } };
}
