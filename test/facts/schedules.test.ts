import { expressionProblem, RULE_SCHEDULE, SCALING_SCHEDULE, SCHEDULER_SCHEDULE } from '../../src/facts/schedules';

test.each([
  'rate(1 minute)', 'rate(5 minutes)', 'rate(1 day)', 'cron(0 9 * * ? *)', 'cron(0/15 8-17 ? * MON-FRI 2030)', 'cron(0 9 L * ? *)', 'cron(0 9 ? * 6L *)', 'cron(0 9 3W * ? *)',
  'cron(0 9 ? * 2#5 *)', 'cron(10,40 0 1 1/3 ? 2030-2035)',
])('a rule accepts %s', expression => { expect(expressionProblem(expression, RULE_SCHEDULE)).toBeUndefined(); });

test.each([
  'rate(0 minutes)', 'rate(1 minutes)', 'rate(2 minute)', 'rate(1.5 hours)', 'rate(1 week)', 'cron(0 9 * * ?)', 'cron(0 9 * * * *)', 'cron(0 9 ? * ? *)', 'cron(60 9 * * ? *)',
  'cron(0 9 32 * ? *)', 'cron(0 9 * 13 ? *)', 'cron(0 9 ? * 8 *)', 'cron(0 9 ? * 2#6 *)', 'cron(0 9 1#2 * ? *)', 'at(2030-01-01T00:00:00)', '0 9 * * *', 'daily', '',
])('a rule refuses %s', expression => { expect(expressionProblem(expression, RULE_SCHEDULE)).toMatch(/^must /); });

test.each(['rate(1 minutes)', 'rate(2 hour)', 'cron(0 9 * * ?)', 'CRON(0 9 * * ? *)', 'at(2030-01-01T00:00:00)', 'at(2030-01-01T00:00)'])(
  'a schedule accepts %s', expression => { expect(expressionProblem(expression, SCHEDULER_SCHEDULE)).toBeUndefined(); });

test.each(['at(2030-01-01 00:00:00)', 'at(2030-01-01T00:00:00Z)', 'at(2030-13-01T00:00:00)', 'rate(5)', 'cron(0 9 * *)'])(
  'a schedule refuses %s', expression => { expect(expressionProblem(expression, SCHEDULER_SCHEDULE)).toMatch(/^must /); });

test.each([
  'at(2030-01-01T08:00:00)', 'at(2030-12-31T23:59)', 'rate(1 minute)', 'rate(5 hours)', 'rate(30 day)', 'CRON(0 8 ? * MON *)', ' cron(0 8 ? * MON *) ',
  'cron(* * * * ? *)', 'cron(0/15 8-18 ? * MON-FRI *)', 'cron(*/5 * * * ? *)', 'cron(/05 * * * ? *)', 'cron(0,30 8,20 1,15 * ? 2030)', 'cron(0 8 L * ? *)', 'cron(0 8 LW * ? *)',
  'cron(0 8 15W * ? *)', 'cron(0 8 L-3 * ? *)', 'cron(0 8 1-7/2 JAN-MAR,dec ? 2030-2199)', 'cron(0 8 ? * 6L *)', 'cron(0 8 ? * FRIL *)', 'cron(0 8 ? * 2#1 *)',
  'cron(0 8 ? * FRI-MON *)', 'cron(0 8 * * ?)', 'cron(0 8 ? * MON * *)',
])('Application Auto Scaling accepts %s', schedule => { expect(expressionProblem(schedule, SCALING_SCHEDULE)).toBeUndefined(); });

test.each([
  ['', 'must be at('], ['0 8 * * ? *', 'must be at('], ['every(1 day)', 'must be at('], ['cron(0 8 * * ? *', 'must be at('],
  ['at(2030-01-01)', 'must be at(yyyy'], ['at(2030-01-01T08:00:00Z)', 'which Timezone sets'], ['at(2030-13-01T08:00:00)', 'must be at(yyyy'], ['at(2030-01-01T24:00:00)', 'must be at(yyyy'],
  ['rate(0 minutes)', 'a positive number'], ['rate(2 weeks)', 'a unit'], ['rate(-1 day)', 'a positive number'], ['rate(day)', 'a positive number'],
  ['cron(*)', 'six fields'], ['cron(0 8 * *)', 'six fields'], ['cron(0 8 * * ? * * *)', 'six fields'],
  ['cron(0 8 * * * *)', '? either'], ['cron(0 8 ? * ? *)', '? either'], ['cron(0 8 1 * MON *)', '? either'],
  ['cron(60 8 * * ? *)', 'minutes from 0 to 59, not 60'], ['cron(0 24 * * ? *)', 'hours from 0 to 23, not 24'], ['cron(0 8 0 * ? *)', 'day of the month from 1 to 31, not 0'],
  ['cron(0 8 1 13 ? *)', 'month from 1 to 12 or JAN to DEC, not 13'], ['cron(0 8 ? * 0 *)', 'day of the week from 1 to 7 or SUN to SAT, not 0'], ['cron(0 8 ? * FUN *)', 'not FUN'],
  ['cron(0 8 * * ? 1969)', 'year from 1970 to 2199, not 1969'], ['cron(0/0 8 * * ? *)', 'not 0/0'], ['cron(0/5/5 8 * * ? *)', 'not 0/5/5'], ['cron(1-2-3 8 * * ? *)', 'not 1-2-3'],
  ['cron(1.5 8 * * ? *)', 'not 1.5'], ['cron(0 8 ? * 2#6 *)', 'not 2#6'],
])('Application Auto Scaling refuses %s', (schedule, problem) => { expect(expressionProblem(schedule, SCALING_SCHEDULE)).toContain(problem); });

test.each([RULE_SCHEDULE, SCHEDULER_SCHEDULE])('blanks around an expression', dialect => { expect(expressionProblem(' rate(1 day) ', dialect)).toBeUndefined(); });

test('EventBridge does not enforce the range of years', () => { expect(expressionProblem('cron(0 9 * * ? 2500)', RULE_SCHEDULE)).toBeUndefined(); });
